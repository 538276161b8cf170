import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client } from "../api.ts";
import { followChanges, gatherTopics, type LiveState, refreshTopics } from "../live.ts";

/** Follows the server's changes while the app is open, and says whether it hears them. */
export function useLiveChanges(): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("live");
  useEffect(() => {
    const stopped = new AbortController();
    const onChange = gatherTopics((topics) => refreshTopics(queryClient, topics));
    const onResumed = (): void => void queryClient.invalidateQueries();
    void followChanges((signal) => client.changes(undefined, { signal }), { onChange, onResumed, onState: setState }, stopped.signal);
    return () => stopped.abort();
  }, [queryClient]);
  return state;
}
