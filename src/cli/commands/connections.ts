/** What is connected, and how it is worked with. */
import type { CommandDef } from "citty";
import { accountSettings } from "../account-settings.ts";
import { asJson, command, type CommandContext, oneConnection, textOf, whichBooks } from "../command.ts";
import { checkConnection, disconnect, setReadOnly, showConnection } from "../connection.ts";
import { listConnections, setBudget, setBursts } from "../connections.ts";

/** Commands about what is connected: list, check, limit, hold back, disconnect, set. */
export function connectionCommands({ asking }: CommandContext): Record<string, CommandDef> {
  return {
    connections: command("connections", "List what is connected, with the calls it uses", asJson, () => asking(listConnections)),
    connection: command("connection", "Show one connection's health, permission and waiting work", { ...oneConnection, ...asJson }, ({ args }) =>
      asking((client) => showConnection(client, String(args["connection"]))),
    ),
    check: command("check", "Ask a connection's vendor once; one metered call for QuickBooks", { ...oneConnection, ...asJson }, ({ args }) =>
      asking((client) => checkConnection(client, String(args["connection"]))),
    ),
    budget: command(
      "budget",
      "Set how many metered QuickBooks calls background work may make a month (UTC)",
      {
        calls: { type: "positional", description: "A whole number; 500000 a month cost nothing", required: true },
        ...whichBooks,
        ...asJson,
      },
      ({ args }) => asking((client) => setBudget(client, String(args["calls"]), textOf(args["books"]))),
    ),
    bursts: command(
      "bursts",
      "Set when a backlog also goes out in batches, which are metered",
      {
        after: { type: "positional", description: "Seconds that documents may wait before that, or never", required: true },
        batches: { type: "string", valueHint: "number", description: "Batches a minute: 40 everywhere, up to 120 in production" },
        cost: { type: "string", description: "How a batch counts: per-item or per-call" },
        ...whichBooks,
        ...asJson,
      },
      ({ args }) =>
        asking((client) => setBursts(client, { after: String(args["after"]), batches: textOf(args["batches"]), cost: textOf(args["cost"]), books: textOf(args["books"]) })),
    ),
    "read-only": command(
      "read-only",
      "Let nothing be written to a company (on), or everything again (off); reading and planning go on",
      { ...oneConnection, state: { type: "positional", description: "on or off", required: true }, ...asJson },
      ({ args }) => asking((client) => setReadOnly(client, String(args["connection"]), String(args["state"]))),
    ),
    disconnect: command(
      "disconnect",
      "Give a company's permission back and erase its tokens; work waits",
      { ...oneConnection, yes: { type: "boolean", description: "Really" }, ...asJson },
      ({ args }) => asking((client) => disconnect(client, String(args["connection"]), args["yes"] === true)),
    ),
    settings: command(
      "settings",
      "Show or change how a QuickBooks company is worked with: customers, products, sales tax, money",
      { ...oneConnection, changes: { type: "positional", description: "name=value, as many as you like; without any, all settings are shown", required: false }, ...asJson },
      ({ args }) => asking((client) => accountSettings(client, String(args["connection"]), args._.slice(1))),
    ),
  };
}
