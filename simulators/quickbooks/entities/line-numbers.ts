/** Which id a line keeps or gets. */
import type { Members } from "../wire-object.ts";

type Bundle = { Line?: Members[] } | undefined;

/** A known id is kept; absent and unknown ids create a line, also inside bundles. Discounts have no number of their own. */
export function numbered(lines: Members[], before: Members[]): Members[] {
  const known = new Set(idsOf(before));
  let last = Math.max(0, ...idsOf(before).map(Number));
  let lineNumber = 0;
  const withId = (line: Members): Members => {
    const Id = known.has(line["Id"]) ? line["Id"] : String(++last);
    const number = line["DetailType"] === "DiscountLineDetail" ? {} : { LineNum: ++lineNumber };
    const bundle = line["GroupLineDetail"] as Bundle;
    return { ...line, Id, ...number, ...(bundle ? { GroupLineDetail: { ...bundle, Line: (bundle.Line ?? []).map(withId) } } : {}) };
  };
  return lines.map(withId);
}

function idsOf(lines: Members[]): unknown[] {
  return lines.flatMap((line) => [line["Id"] ?? 0, ...idsOf((line["GroupLineDetail"] as Bundle)?.Line ?? [])]);
}
