/** Sign-in by one-time link and sessions, kept by better-auth in the product's own database. */
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { magicLink } from "better-auth/plugins";
import { type Kysely, sql } from "kysely";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Log } from "#engine/context.ts";
import type { Caller, Person } from "./context.ts";

export interface AuthOptions<Tables> {
  /** The product's database; better-auth keeps tables of its own in it. */
  db: Kysely<Tables>;
  /** Where people open the product; https makes the cookie Secure. */
  baseUrl: string;
  /** Signs the session cookies. At least 32 characters, the same for all processes. */
  secret: string;
  log: Log;
}

/** A signed-in caller, with the cookies to renew when the session was extended. */
export interface SignedIn {
  caller: Caller;
  setCookies: string[];
}

export interface Auth {
  /** Makes sure that the person exists and belongs to the workspace. */
  ensurePerson(person: Person): Promise<void>;
  /** The first person of the workspace; undefined = nobody. */
  firstPerson(workspaceId: WorkspaceId): Promise<Person | undefined>;
  /** A link that signs this person in once, within 15 minutes. */
  signInLink(email: string): Promise<string>;
  /** Uses the link's token up. Returns the session's cookies; undefined = used before, expired or never given. */
  signIn(token: string, headers: Headers): Promise<string[] | undefined>;
  /** Ends the session; returns the cookies that take it out of the browser. */
  signOut(headers: Headers): Promise<string[]>;
  /** Who the cookies belong to. */
  signedIn(headers: Headers): Promise<SignedIn | undefined>;
}

const linkValidSeconds = 15 * 60;
const sessionDays = 30;

/** Opens sign-in on the database; its tables are made or brought up to date first. */
export async function openAuth<Tables>(options: AuthOptions<Tables>): Promise<Auth> {
  const auth = makeAuth(options);
  await migrateAlone(options.db, async () => (await getMigrations(auth.options)).runMigrations());
  const { internalAdapter, adapter } = await auth.$context;
  return {
    async ensurePerson(person) {
      if ((await internalAdapter.findUserByEmail(person.email)) !== null) return;
      await internalAdapter.createUser({ ...person, emailVerified: true }, { method: "admin" });
    },
    async firstPerson(workspaceId) {
      const [first] = await adapter.findMany<Person>({
        model: "user",
        where: [{ field: "workspaceId", value: workspaceId }],
        sortBy: { field: "createdAt", direction: "asc" },
        limit: 1,
      });
      return first === undefined ? undefined : { name: first.name, email: first.email, workspaceId };
    },
    async signInLink(email) {
      const given = Promise.withResolvers<string>();
      await auth.api.signInMagicLink({ body: { email, metadata: { give: given.resolve } }, headers: new Headers() });
      return `${options.baseUrl}/sign-in?token=${await given.promise}`;
    },
    async signIn(token, headers) {
      const answer = await auth.api.magicLinkVerify({ query: { token }, headers, asResponse: true });
      return answer.status === 200 ? answer.headers.getSetCookie() : undefined;
    },
    async signOut(headers) {
      return (await auth.api.signOut({ headers, asResponse: true })).headers.getSetCookie();
    },
    async signedIn(headers) {
      const { response, headers: answered } = await auth.api.getSession({ headers, returnHeaders: true });
      if (response === null) return undefined;
      const { name, email, workspaceId } = response.user;
      return { caller: { name, email, workspaceId: workspaceId as WorkspaceId, role: "admin", via: "web" }, setCookies: answered.getSetCookie() };
    },
  };
}

function makeAuth<Tables>({ db, baseUrl, secret, log }: AuthOptions<Tables>) {
  return betterAuth({
    baseURL: baseUrl,
    secret,
    database: { db, type: "postgres" },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { level: "error", log: (_level, message) => log.error({ part: "sign-in" }, message) },
    session: { expiresIn: sessionDays * 24 * 3_600 },
    user: { additionalFields: { workspaceId: { type: "string", required: true, input: false } } },
    advanced: {
      cookiePrefix: "ledgerline",
      useSecureCookies: baseUrl.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
    },
    plugins: [
      magicLink({
        expiresIn: linkValidSeconds,
        disableSignUp: true,
        storeToken: "hashed",
        // The link is never mailed: whoever asked for it on the server gets it.
        sendMagicLink: ({ token, metadata }) => {
          const give: unknown = metadata?.["give"];
          if (typeof give === "function") give(token);
        },
      }),
    ],
  });
}

/** Two processes that start together must not make the tables twice. */
async function migrateAlone<Tables>(db: Kysely<Tables>, migrate: () => Promise<void>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('ledgerline sign-in tables'))`.execute(transaction);
    await migrate();
  });
}
