/** What is meant by customers and products. */
import type { CommandDef } from "citty";
import { asJson, command, type CommandContext, limitOf, textOf, whichBooks } from "../command.ts";
import { listLinks, listUnmatched, removeLink, saveLink } from "../links.ts";

const linkKey = { key: { type: "positional", description: "The key that \"ledgerline unmatched\" or \"links\" shows", required: true } } as const;

/** Commands that say which customer or product is meant. */
export function matchingCommands({ asking }: CommandContext): Record<string, CommandDef> {
  return {
    unmatched: command("unmatched", "List the customers and products that wait for a choice, with what is likely meant", asJson, () => asking(listUnmatched)),
    links: command("links", "List the choices that were saved, newest first", { limit: { type: "string", valueHint: "number", description: "How many, 1 to 200", default: "50" }, ...asJson }, ({ args }) =>
      asking((client) => listLinks(client, limitOf(String(args["limit"])))),
    ),
    link: command(
      "link",
      "Choose the QuickBooks customer or product for something of the CRM, from now on; retries what waits for it",
      { ...linkKey, id: { type: "positional", description: "The customer's or product's id in QuickBooks", required: true }, ...whichBooks, ...asJson },
      ({ args }) => asking((client) => saveLink(client, String(args["key"]), String(args["id"]), textOf(args["books"]))),
    ),
    unlink: command("unlink", "Take a choice back; what was posted with it stays", { ...linkKey, ...whichBooks, ...asJson }, ({ args }) =>
      asking((client) => removeLink(client, String(args["key"]), textOf(args["books"]))),
    ),
  };
}
