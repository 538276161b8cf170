import type { Members } from "../wire-object.ts";

/** The lines of a transaction, with those inside bundles instead of their bundles. */
export function flatLines(lines: unknown): Members[] {
  return ((lines ?? []) as Members[]).flatMap((line) => (line["GroupLineDetail"] as { Line?: Members[] } | undefined)?.Line ?? [line]);
}
