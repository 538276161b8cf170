/** What a command says: the same facts for machines and for people. */
import { CliProblem, exitCodes } from "./problem.ts";
import { failureText } from "./text.ts";

export interface Said {
  json: unknown;
  text: string;
  /** True = the answer is that it does not work (a failed plan, a failed check): exit code 1. */
  isRefusal?: boolean;
}

/** Where a command writes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Prints what a command said and returns the exit code. */
export function say(said: Said, asJson: boolean, output: Output): number {
  output.out(asJson ? JSON.stringify(said.json, null, 2) : said.text);
  return said.isRefusal === true ? exitCodes.refused : 0;
}

/** Prints why a command did not work and returns the exit code. With --json the problem is the one document on stdout. */
export function sayProblem(problem: CliProblem, asJson: boolean, output: Output): number {
  const { kind, message, doThis, failures } = problem;
  const exitCode = exitCodes[kind];
  if (asJson) output.out(JSON.stringify({ error: { kind, said: message, doThis, failures, exitCode } }, null, 2));
  else output.err([message, ...failures.map(failureText), ...(doThis === null ? [] : [doThis])].join("\n"));
  return exitCode;
}
