/** What we write on records comes back as a change of them, which must start nothing: a document would make the next one. */
import type { EchoMarks } from "../../domain/ports/crm.ts";
import type { CrmRecord } from "../../domain/record.ts";

type Properties = CrmRecord["properties"];

/**
 * The properties as they were, with what we wrote since as if it had been there before. What any write touches counts as
 * written by us only when nothing else changed. Pure.
 */
export function withoutEcho(before: Properties, now: Properties, { written, touched }: EchoMarks): Properties {
  const changed = Object.keys({ ...before, ...now }).filter((name) => (before[name] ?? null) !== (now[name] ?? null));
  const isEcho = changed.every((name) => written.includes(name) || touched.includes(name));
  const echoed = changed.filter((name) => written.includes(name) || (isEcho && touched.includes(name)));
  return { ...before, ...Object.fromEntries(echoed.map((name) => [name, now[name] ?? null])) };
}
