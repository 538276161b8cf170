/** JSON or XML: what a caller wants to read. */
export type ReplyFormat = "json" | "xml";

/** JSON, unless XML is asked for and JSON is not. */
export function formatOf(accept: string | undefined): ReplyFormat {
  const wanted = (accept ?? "").toLowerCase();
  return /\b(application|text)\/xml\b/.test(wanted) && !wanted.includes("json") ? "xml" : "json";
}
