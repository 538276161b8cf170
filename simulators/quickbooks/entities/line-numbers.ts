/** Which id a line keeps or gets. */
import type { Members } from "../wire-object.ts";

/** A known id is kept; absent and unknown ids create a line. Discounts have no number of their own. */
export function numbered(lines: Members[], before: Members[]): Members[] {
  const known = new Set(before.map((line) => line["Id"]));
  let last = Math.max(0, ...before.map((line) => Number(line["Id"] ?? 0)));
  return lines.map((line, index) => {
    const Id = known.has(line["Id"]) ? line["Id"] : String(++last);
    return { ...line, Id, ...(line["DetailType"] === "DiscountLineDetail" ? {} : { LineNum: index + 1 }) };
  });
}
