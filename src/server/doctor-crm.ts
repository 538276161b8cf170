/** What the doctor says of a connection to a CRM: its token, its permissions, and whether changes are heard of. */
import type { DoctorCheck } from "#api/connection.ts";
import type { CrmLife } from "#api/crm-life.ts";
import type { CrmConnection } from "#domain/connection.ts";
import type { ServerParts } from "./context.ts";
import { crmLifeOf } from "./crm-life.ts";

/** All checks of one CRM. */
export async function checkCrm(parts: ServerParts, crm: CrmConnection): Promise<DoctorCheck[]> {
  const life = await crmLifeOf(parts, crm);
  return [checkToken(crm, life), checkPermissions(crm, life), ...life.watched.flatMap((watched) => checkWatched(crm, watched))];
}

function checkToken({ name, connectionState }: CrmConnection, { credential }: CrmLife): DoctorCheck {
  const check = `${name}: token`;
  if (connectionState === "disconnected") return { check, ok: false, said: "There is no token: a person disconnected.", doThis: "Reconnect the same account on the Connections page." };
  if (connectionState === "ended") return { check, ok: false, said: "HubSpot no longer accepts the token.", doThis: "Reconnect the same account on the Connections page." };
  return { check, ok: true, said: credential === "oauth" ? "The app's token is renewed by itself." : "The token does not expire by itself.", doThis: null };
}

function checkPermissions({ name }: CrmConnection, { permissions, permissionsCheckedAt }: CrmLife): DoctorCheck {
  const check = `${name}: scopes`;
  if (permissionsCheckedAt === null) return { check, ok: true, said: "The scopes were never checked.", doThis: "Press Check now on the Connections page." };
  const missing = permissions.filter(({ state }) => state === "missing");
  if (missing.length === 0) return { check, ok: true, said: "No scope is missing.", doThis: null };
  const isFine = missing.every(({ isNeeded }) => !isNeeded);
  return { check, ok: isFine, said: missing.map(({ name: scope, without }) => `Without ${scope}: ${without}`).join(" "), doThis: "Add what you need to the token or the app in HubSpot." };
}

function checkWatched({ name }: CrmConnection, { objectType, failure }: CrmLife["watched"][number]): DoctorCheck[] {
  return failure === null ? [] : [{ check: `${name}: changes of ${objectType}s`, ok: false, said: failure.happened, doThis: failure.doThis }];
}
