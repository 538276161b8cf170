/** What keeps us from using the database, in words for the person who starts the server. Never holds a password. */
export class DatabaseProblem extends Error {
  /** One sentence: what is wrong. */
  readonly problem: string;
  /** One sentence: what to do about it. */
  readonly doThis: string;

  constructor(problem: string, doThis: string, cause?: unknown) {
    super(`${problem} ${doThis}`, cause === undefined ? undefined : { cause });
    this.name = "DatabaseProblem";
    this.problem = problem;
    this.doThis = doThis;
  }
}
