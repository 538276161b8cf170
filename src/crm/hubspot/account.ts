/** What the portal says of itself. */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import type { CrmAccount } from "#domain/ports/crm.ts";
import { ok, type Result } from "#domain/result.ts";
import type { HubSpotClient } from "./client.ts";
import type { Paths } from "./paths.ts";
import { wireId } from "./wire.ts";

const wireAccount = z.object({ portalId: wireId, timeZone: z.string(), companyCurrency: z.string() });

/** The account behind the token. HubSpot tells no name of a portal, so it is called by its number. */
export async function readAccount(client: HubSpotClient, paths: Paths): Promise<Result<CrmAccount, Failure>> {
  const answer = await client.call({ method: "GET", path: paths.accountDetails }, wireAccount);
  if (!answer.ok) return answer;
  const { portalId, timeZone, companyCurrency } = answer.value;
  return ok({ portalId, name: `HubSpot ${portalId}`, timeZone: zoneOf(timeZone), currency: companyCurrency.toUpperCase() });
}

/** HubSpot's own fallback for a portal without a usable zone is US Eastern. */
function zoneOf(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    // A zone this system does not know.
    return "America/New_York";
  }
}
