/** The server, its checks, and ways in. */
import type { CommandDef } from "citty";
import { askForSignInLink } from "../client.ts";
import { asJson, command, type CommandContext, textOf } from "../command.ts";
import { examine } from "../doctor.ts";
import { writeHubSpotApp } from "../hubspot-app.ts";
import { webhookSecret } from "../webhook-secret.ts";

/** Commands about the server itself, and the keys and files that others need to reach it. */
export function serverCommands({ asking, done, surroundings, options }: CommandContext): Record<string, CommandDef> {
  return {
    start: command(
      "start",
      "Start the server",
      { demo: { type: "boolean", description: "With simulators of QuickBooks and HubSpot, already connected" }, ...asJson },
      async ({ args }) => done(await options.start(surroundings(), args["demo"] === true)),
    ),
    doctor: command("doctor", "Check the database, connections, clock and tokens", asJson, () => asking(examine)),
    "sign-in-link": command("sign-in-link", "Print a new link that signs in once", { email: { type: "string", description: "Whom; usually the workspace's first admin" }, ...asJson }, ({ args }) =>
      asking(async () => {
        const answer = await askForSignInLink(surroundings(), textOf(args["email"]));
        return { json: answer, text: answer.link };
      }),
    ),
    "webhook-secret": command(
      "webhook-secret",
      "Print the secret that receivers check workflows' webhooks with",
      { renew: { type: "boolean", description: "Make another one; calls are signed with it at once" }, ...asJson },
      ({ args }) => asking((client) => webhookSecret(client, args["renew"] === true)),
    ),
    "hubspot-app": command(
      "hubspot-app",
      "Write the files of the app that puts the actions into HubSpot's own workflow editor",
      { out: { type: "string", valueHint: "folder", description: "The folder to write to; new, or made by this command before", required: true }, name: { type: "string", description: "The app's name in HubSpot (Ledgerline)" }, ...asJson },
      ({ args }) => asking((client) => writeHubSpotApp(client, options.workingDirectory, String(args["out"]), textOf(args["name"]))),
    ),
  };
}
