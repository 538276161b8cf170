/** What a command could not do, in plain words, with the exit code it ends with. */
import type { ExplainedFailure } from "#api/failure.ts";

/** The kinds of problems and the exit code of each; 0 is success. Documented in `--help` and in the CLI guide. */
export const exitCodes = {
  /** Understood and refused: a failed plan, a failed check, nothing with that name. */
  refused: 1,
  /** The command line or an environment variable is wrong. */
  usage: 2,
  /** The server is not reachable, or does not let us in. */
  unreachable: 3,
  /** The server (or its start) failed. */
  server: 4,
} as const;

export type ProblemKind = keyof typeof exitCodes;

export class CliProblem extends Error {
  readonly kind: ProblemKind;
  /** One sentence: what to do about it; null = nothing to add. */
  readonly doThis: string | null;
  readonly failures: readonly ExplainedFailure[];

  constructor(kind: ProblemKind, said: string, doThis: string | null = null, failures: readonly ExplainedFailure[] = []) {
    super(said);
    this.name = "CliProblem";
    this.kind = kind;
    this.doThis = doThis;
    this.failures = failures;
  }
}
