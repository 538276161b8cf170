/** Why a schema refused a setting, in words for people. */

/** Our own reasons stand as they are; the schema library's own are for programmers. */
export function reasonOf(message: string): string {
  if (message.startsWith("Invalid option")) return "choose one of the values offered";
  if (message.startsWith("Too big")) return "give a shorter or smaller value";
  return /^(Too small|Invalid|Unrecognized)/.test(message) ? "give a value" : message;
}
