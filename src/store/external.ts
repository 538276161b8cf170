/** A PostgreSQL that somebody else runs, named by DATABASE_URL: what can be wrong with it, in plain words. */
import pg from "pg";
import { DatabaseProblem } from "./database-problem.ts";

const oldestVersion = 15;
const variable = "DATABASE_URL";

/** Connects once and looks whether the server will do; throws a `DatabaseProblem` that never shows the password. */
export async function checkExternal(url: string): Promise<void> {
  const place = readPlace(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const version = Number(
      (await client.query<{ server_version_num: string }>("show server_version_num")).rows[0]?.server_version_num,
    );
    if (version < oldestVersion * 10_000) throw tooOld(place, Math.floor(version / 10_000));
    if (!(await mayMakeTables(client))) throw notAllowed(place);
  } catch (problem) {
    throw problem instanceof DatabaseProblem ? problem : unusable(place, problem);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The queue makes a schema of its own, everything else goes into the current one. */
async function mayMakeTables(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ allowed: boolean }>(`select has_database_privilege(current_database(), 'create')
    and coalesce(has_schema_privilege(current_schema(), 'create'), false) as allowed`);
  return rows[0]?.allowed ?? false;
}

interface Place {
  host: string;
  user: string;
  database: string;
}

function readPlace(url: string): Place {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new DatabaseProblem(
      `${variable} is not a PostgreSQL address.`,
      "Give it as postgres://user:password@host:5432/database, with special characters in the password percent-encoded.",
    );
  }
  const user = decodeURIComponent(parsed.username);
  return { host: parsed.host, user, database: decodeURIComponent(parsed.pathname.slice(1)) || user };
}

function unusable(place: Place, problem: unknown): DatabaseProblem {
  const code = (problem as { code?: string }).code ?? "";
  const message = problem instanceof Error ? problem.message : String(problem);
  switch (code) {
    case "28P01":
    case "28000":
      return new DatabaseProblem(
        `The PostgreSQL at ${place.host} does not accept the user "${place.user}" with the password in ${variable}.`,
        `Correct the user or the password in ${variable}.`,
      );
    case "3D000":
      return new DatabaseProblem(
        `The PostgreSQL at ${place.host} has no database "${place.database}".`,
        `Create it (create database "${place.database}"), or name another one in ${variable}.`,
      );
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new DatabaseProblem(`There is no host ${place.host}.`, `Correct the host in ${variable}.`);
    case "53300":
      return new DatabaseProblem(
        `The PostgreSQL at ${place.host} has no connection left for us.`,
        "Raise its max_connections (each process of Ledgerline uses up to 20) or close other programs.",
      );
    case "57P03":
      return new DatabaseProblem(`The PostgreSQL at ${place.host} is still starting.`, "Try again in a moment.");
    default:
      return new DatabaseProblem(
        `The PostgreSQL at ${place.host} cannot be reached (${message.split("\n")[0] || code}).`,
        `Check that it runs and that ${variable} has the right host and port.`,
      );
  }
}

function tooOld(place: Place, version: number): DatabaseProblem {
  return new DatabaseProblem(
    `The PostgreSQL at ${place.host} is version ${version}.`,
    `Upgrade it to ${oldestVersion} or newer, or name another one in ${variable}.`,
  );
}

function notAllowed(place: Place): DatabaseProblem {
  return new DatabaseProblem(
    `The user "${place.user}" may not make tables in the database "${place.database}" at ${place.host}.`,
    `Make it the owner (alter database "${place.database}" owner to "${place.user}"), or name another user in ${variable}.`,
  );
}
