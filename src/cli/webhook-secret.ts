/** `ledgerline webhook-secret`. */
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";

/** Shows what receivers check our webhooks' signatures with, or makes another one. */
export async function webhookSecret(client: Client, renews: boolean): Promise<Said> {
  const answer = await (renews ? client.webhookSecret.renew() : client.webhookSecret.get());
  return { json: answer, text: answer.secret };
}
