/** How the pages' queries behave. */
import { ORPCError } from "@orpc/client";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

/** Live changes say when to read again; this only bounds how old a page may be when they are interrupted. */
const staleAfterMs = 15_000;

/** The query client. `onSignedOut` runs when the server no longer knows who is asking. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: staleAfterMs, retry: (failedTimes, error) => failedTimes < 2 && mayHelpToTryAgain(error) },
    },
  });
}

/** True when the server answered that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ORPCError && error.status === 401;
}

/** A refusal stays a refusal; a lost connection or a server that restarts may not. */
function mayHelpToTryAgain(error: unknown): boolean {
  return !(error instanceof ORPCError) || error.status >= 500;
}
