/** The server's log: facts as JSON lines, or one short line each when a person is watching. */
import { pino } from "pino";
import type { Log } from "#engine/context.ts";

/** Where lines go: standard error, or a test's own list. */
export interface LogStream {
  write(line: string): void;
}

/** A log from this level on. Errors are written with their stack; secrets are never handed to it. */
export function createLog(level: string, stream: LogStream, isForPeople: boolean): Log {
  return pino(
    { level, base: null, serializers: { error: pino.stdSerializers.err }, formatters: { level: (label) => ({ level: label }) } },
    isForPeople ? { write: (line: string) => stream.write(shortLine(line)) } : stream,
  );
}

function shortLine(line: string): string {
  const { level, time, msg, error, ...facts } = JSON.parse(line) as Record<string, unknown>;
  const at = new Date(Number(time)).toTimeString().slice(0, 8);
  const said = Object.entries(facts).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const stack = error !== null && typeof error === "object" && "stack" in error ? `\n${String(error.stack)}` : "";
  return `${[at, String(level), String(msg), ...said].join(" ")}${stack}\n`;
}
