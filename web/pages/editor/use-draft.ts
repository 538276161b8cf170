/** The draft while it is edited: kept on the server a moment after each edit, one save at a time. */
import { ORPCError } from "@orpc/client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useRef, useState } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { client, orpc } from "../../api.ts";
import { edited, redone, type Timeline, timelineOf, undone } from "../../drawing/undo.ts";
import { arrived, changed, conflicting, type DraftState, failed, keepingOurs, keptDraft, sending, takingTheirs } from "./draft-state.ts";

const saveAfterMs = 700;
const tryAgainAfterMs = 5_000;

export interface Draft {
  definition: WorkflowDefinition;
  timeline: Timeline<WorkflowDefinition>;
  state: DraftState<WorkflowDefinition>;
  generation: number;
  edit: (change: (definition: WorkflowDefinition) => WorkflowDefinition, of?: string | null) => void;
  undo: () => void;
  redo: () => void;
  keepOurs: () => void;
  takeTheirs: () => void;
  tryAgain: () => void;
  /** Saves what is not saved yet, and says whether all is saved now. */
  settle: () => Promise<boolean>;
}

/** Edits the draft of a workflow. Without the right to edit nothing is ever saved. */
export function useDraft(workflow: WorkflowDetail): Draft {
  const queryClient = useQueryClient();
  const { id, editable } = workflow;
  const [timeline, setTimeline] = useState(() => timelineOf(editable.definition));
  const [generation, begin] = useReducer((count: number) => count + 1, 0);
  const [state, setState] = useState(() => keptDraft<WorkflowDefinition>(editable.definition, editable.basedOn));
  // What runs later must see what is current then.
  const latest = useRef({ present: timeline.present, state });
  latest.current = { present: timeline.present, state };
  const underWay = useRef<Promise<void> | null>(null);
  const move = (how: (state: DraftState<WorkflowDefinition>) => DraftState<WorkflowDefinition>): void => {
    latest.current = { ...latest.current, state: how(latest.current.state) };
    setState(latest.current.state);
  };

  const save = async (): Promise<void> => {
    const { present, state: now } = latest.current;
    if (present === now.kept || now.saving === "conflict") return;
    move((one) => sending(one, present));
    try {
      const { savedAt } = await client.workflows.saveDraft({ id, definition: present, basedOn: now.basedOn });
      move((one) => arrived(one, savedAt, latest.current.present));
      void queryClient.invalidateQueries({ queryKey: orpc.workflows.review.key({ input: { id } }) });
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== "CONFLICT") return move((one) => failed(one, error));
      const { editable: theirs } = await client.workflows.get({ id });
      move((one) => conflicting(one, { definition: theirs.definition, savedAt: theirs.basedOn ?? "", savedBy: theirs.savedBy ?? "" }));
    }
  };
  const saveOnce = (): Promise<void> => {
    underWay.current ??= save().finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  };

  useEffect(() => move((one) => changed(one, timeline.present)), [timeline.present]);
  useEffect(() => {
    if (state.saving !== "unsaved" && state.saving !== "failed") return;
    const timer = setTimeout(() => void saveOnce(), state.saving === "unsaved" ? saveAfterMs : tryAgainAfterMs);
    return () => clearTimeout(timer);
  }, [state, timeline.present]);
  useEffect(() => {
    // Somebody else saved while nothing was edited here: the screen follows.
    const { basedOn, definition } = editable;
    const { state: now, present } = latest.current;
    if (now.saving !== "saved" || present !== now.kept || (basedOn ?? "") <= (now.basedOn ?? "")) return;
    setState(keptDraft<WorkflowDefinition>(definition, basedOn));
    setTimeline((one) => edited(one, definition, null, Date.now()));
    begin();
  }, [editable.basedOn]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (latest.current.state.saving !== "saved") event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
      // Going to another page of the app must not lose the last edit.
      if (latest.current.state.saving === "unsaved") void saveOnce();
    };
  }, []);

  return {
    definition: timeline.present,
    timeline,
    state,
    generation,
    edit: (change, of = null) => setTimeline((one) => edited(one, change(one.present), of, Date.now())),
    undo: () => {
      setTimeline(undone);
      begin();
    },
    redo: () => {
      setTimeline(redone);
      begin();
    },
    keepOurs: () => move(keepingOurs),
    takeTheirs: () => {
      const { theirs } = latest.current.state;
      if (theirs === null) return;
      move(takingTheirs);
      setTimeline((one) => edited(one, theirs.definition, null, Date.now()));
      begin();
    },
    tryAgain: () => void saveOnce(),
    settle: async () => {
      for (let tries = 0; tries < 5 && latest.current.present !== latest.current.state.kept && latest.current.state.saving !== "conflict"; tries += 1) {
        await saveOnce();
        if (latest.current.state.saving === "failed") break;
      }
      return latest.current.present === latest.current.state.kept;
    },
  };
}
