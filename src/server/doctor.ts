/** The doctor: looks at everything the product leans on and says what is wrong in plain words. */
import { request } from "undici";
import type { ConnectionLife } from "#api/connection-life.ts";
import type { DoctorCheck } from "#api/connection.ts";
import type { BooksConnection, Connection } from "#domain/connection.ts";
import { explain } from "#domain/explanation.ts";
import type { Failure } from "#domain/failure.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Result } from "#domain/result.ts";
import { api } from "./api.ts";
import { checkAllowance } from "./book-calls.ts";
import { lifeOf } from "./books-life.ts";
import { isSimulated } from "./connections.ts";
import { checkCrm } from "./doctor-crm.ts";
import type { ServerParts } from "./context.ts";

const answerWithinMs = 5_000;
/** Webhooks are refused beyond five minutes; well before that the clock is worth a look. */
const allowedSkewMs = 60_000;
const mirrorIsOldMs = 30 * 60_000;

export const doctor = api.doctor.handler(({ context: { parts, caller } }) => examine(parts, caller.workspaceId));

/** All checks, in the order a person would look. */
export async function examine(parts: ServerParts, workspaceId: WorkspaceId): Promise<DoctorCheck[]> {
  const connections = await parts.store.connections(workspaceId);
  const [own, inbox, connected] = await Promise.all([
    parts.checkDatabase(),
    checkInbox(parts, workspaceId),
    Promise.all(connections.map((connection) => checkConnection(parts, connection))),
  ]);
  return [...own, ...inbox, ...checkRoles(connections), ...connected.flat()];
}

async function checkInbox(parts: ServerParts, workspaceId: WorkspaceId): Promise<DoctorCheck[]> {
  const { pendingEvents } = await parts.store.overview(workspaceId, parts.clock.now());
  const isFlowing = pendingEvents < 1_000;
  return [
    {
      check: "inbox",
      ok: isFlowing,
      said: `${pendingEvents} event${pendingEvents === 1 ? "" : "s"} waiting to be looked at.`,
      doThis: isFlowing ? null : "Check that a worker is running (LEDGERLINE_ROLE all or worker) and look at its log.",
    },
  ];
}

function checkRoles(connections: readonly Connection[]): DoctorCheck[] {
  const missing = (["crm", "books"] as const).filter((role) => !connections.some((one) => one.role === role));
  return missing.map((role) => ({
    check: role === "crm" ? "CRM" : "QuickBooks",
    ok: false,
    said: `No ${role === "crm" ? "CRM" : "set of books"} is connected.`,
    doThis: "Connect one on the Connections page, or start with --demo to try the product on simulators.",
  }));
}

async function checkConnection(parts: ServerParts, connection: Connection): Promise<DoctorCheck[]> {
  if (connection.vendor === "own-records") return [];
  const host = await checkHost(parts, connection);
  if (host.some((check) => !check.ok && check.check.endsWith("reachable"))) return host;
  return [...host, ...(await Promise.all([checkPermission(parts, connection), ...(connection.role === "books" ? checkBooks(parts, connection) : [checkCrm(parts, connection)])]))].flat();
}

/** One plain request tells whether the vendor answers, and what time it has. */
async function checkHost(parts: ServerParts, connection: Connection): Promise<DoctorCheck[]> {
  const what = `${connection.name}${isSimulated(connection) ? " (simulator)" : ""}`;
  try {
    const answer = await request(connection.baseUrl, { method: "GET", headersTimeout: answerWithinMs, bodyTimeout: answerWithinMs });
    await answer.body.dump();
    const reachable = { check: `${connection.name}: reachable`, ok: true, said: `${what} answers at ${connection.baseUrl}.`, doThis: null };
    return [reachable, ...checkClock(parts, connection, answer.headers["date"])];
  } catch (error) {
    return [
      {
        check: `${connection.name}: reachable`,
        ok: false,
        said: `${what} does not answer at ${connection.baseUrl} (${reasonOf(error)}).`,
        doThis: isSimulated(connection) ? "Start the simulators, for example with \"ledgerline start --demo\"." : "Check this server's network and proxy.",
      },
    ];
  }
}

function checkClock(parts: ServerParts, connection: Connection, date: string | string[] | undefined): DoctorCheck[] {
  const theirs = typeof date === "string" ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(theirs)) return [];
  const skewMs = Date.parse(parts.clock.now()) - theirs;
  const ok = Math.abs(skewMs) <= allowedSkewMs;
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  return [
    {
      check: `${connection.name}: clock`,
      ok,
      said: ok ? "This server's clock agrees with theirs." : `This server's clock is ${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} theirs.`,
      doThis: ok ? null : "Set this server's clock (NTP); signed webhooks are refused when it is off by five minutes.",
    },
  ];
}

async function checkPermission(parts: ServerParts, connection: Connection): Promise<DoctorCheck> {
  const check = `${connection.name}: permission`;
  const { role, id } = connection;
  const answer: Result<unknown, Failure> = role === "crm" ? await (await parts.crm(id)).account() : await (await parts.books(id)).forPerson().check();
  if (answer.ok) return { check, ok: true, said: `${connection.name} accepts our permission.`, doThis: null };
  const { happened, doThis } = explain("booksName" in answer.error ? { ...answer.error, booksName: connection.name } : answer.error);
  return { check, ok: false, said: happened, doThis };
}

function checkBooks(parts: ServerParts, books: BooksConnection): Promise<DoctorCheck[]>[] {
  const life = lifeOf(parts, books);
  return [
    life.then(({ permission, warnings }) => checkExpiry(books, permission, warnings)),
    life.then(({ isReadOnly, pending, health }) => [checkWork(books, isReadOnly, pending.count), ...checkLastFailure(books, health)]),
    checkMirrorAge(parts, books).then((check) => [check]),
    checkAllowance(parts, books),
  ];
}

function checkExpiry({ name }: Connection, permission: ConnectionLife["permission"], warnings: ConnectionLife["warnings"]): DoctorCheck[] {
  const check = `${name}: token`;
  if (permission === null) return [{ check, ok: false, said: "There is no permission.", doThis: "Reconnect the same company." }];
  const [warning] = warnings;
  if (warning) return [{ check, ok: false, said: warning.happened, doThis: warning.doThis }];
  const { unusedUntil, endsAt } = permission;
  return [{ check, ok: true, said: `Renewed every day; unused it lasts until ${unusedUntil.slice(0, 10)}, in any case it ends on ${endsAt.slice(0, 10)}.`, doThis: null }];
}

function checkWork({ name }: Connection, isReadOnly: boolean, waiting: number): DoctorCheck {
  const many = `${waiting} document${waiting === 1 ? " waits" : "s wait"} to be written.`;
  return { check: `${name}: work`, ok: true, said: isReadOnly ? `Read-only mode is on: nothing is written. ${many}` : many, doThis: null };
}

function checkLastFailure({ name }: Connection, { lastFailure }: ConnectionLife["health"]): DoctorCheck[] {
  if (lastFailure === null || lastFailure.isOver) return [];
  const { at, failure, traceId } = lastFailure;
  const trace = traceId === null ? "" : ` (trace id ${traceId})`;
  return [{ check: `${name}: last failure`, ok: false, said: `${at}: ${failure.happened}${trace}`, doThis: failure.doThis }];
}

async function checkMirrorAge(parts: ServerParts, connection: Connection): Promise<DoctorCheck> {
  const { refreshedAt } = await parts.store.mirrorState(connection.id);
  const ageMs = refreshedAt === null ? Number.POSITIVE_INFINITY : Date.parse(parts.clock.now()) - Date.parse(refreshedAt);
  const ok = ageMs < mirrorIsOldMs;
  const said = refreshedAt === null ? "Customers, items and accounts were never read." : `Customers, items and accounts were last read ${minutes(ageMs)} ago.`;
  return {
    check: `${connection.name}: reference data`,
    ok,
    said,
    doThis: ok ? null : "Check that a worker is running and that the connection has not ended.",
  };
}

function minutes(ms: number): string {
  const whole = Math.max(0, Math.floor(ms / 60_000));
  return whole === 0 ? "less than a minute" : `${whole} minute${whole === 1 ? "" : "s"}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
