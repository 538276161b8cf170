/** Signing in by one-time link or password, and sessions, kept by better-auth in the product's own database. */
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { magicLink } from "better-auth/plugins";
import { type Kysely, sql } from "kysely";
import type { PersonId, WorkspaceId } from "#domain/ids.ts";
import type { Log } from "#engine/context.ts";

export interface AuthOptions<Tables> {
  /** The product's database; better-auth keeps tables of its own in it. */
  db: Kysely<Tables>;
  /** Where people open the product; https makes the cookie Secure. */
  baseUrl: string;
  /** Signs the session cookies. At least 32 characters, the same for all processes. */
  secret: string;
  log: Log;
}

/** Somebody who can sign in; what they may do stands in their memberships. */
export interface Person {
  id: PersonId;
  name: string;
  email: string;
}

/** A person with a session, and the cookies to renew when it was extended. */
export interface SignedIn {
  person: Person;
  /** Names the session to the functions below. */
  session: string;
  /** Where the session works; null = nobody chose yet. */
  workspaceId: WorkspaceId | null;
  setCookies: string[];
}

export interface Auth {
  /** Makes sure that the person exists, without a password. */
  ensurePerson(person: Omit<Person, "id"> & { workspaceId: WorkspaceId }): Promise<Person>;
  /** Makes a person with a password; undefined = somebody has the address already. */
  createPerson(person: Omit<Person, "id"> & { workspaceId: WorkspaceId; password: string }): Promise<Person | undefined>;
  personOf(email: string): Promise<Person | undefined>;
  /** A link that signs this person in once, within 15 minutes. */
  signInLink(email: string): Promise<string>;
  /** Uses the link's token up. Returns the session's cookies; undefined = used before, expired or never given. */
  signIn(token: string, headers: Headers): Promise<string[] | undefined>;
  /** Undefined = the two do not belong together, or there is no such person: it takes the same time. */
  signInByPassword(email: string, password: string, headers: Headers): Promise<string[] | undefined>;
  /** Ends the session; returns the cookies that take it out of the browser. */
  signOut(headers: Headers): Promise<string[]>;
  /** Who the cookies belong to. */
  signedIn(headers: Headers): Promise<SignedIn | undefined>;
  hasPassword(id: PersonId): Promise<boolean>;
  /** Sets or replaces it; false = there is one and it is not `current`. */
  setPassword(id: PersonId, current: string | undefined, password: string): Promise<boolean>;
  /** The session works there from now on, and the person's next ones begin there. */
  chooseWorkspace(id: PersonId, session: string, workspaceId: WorkspaceId): Promise<void>;
  /** Ends every session of the person but that one. */
  endSessions(id: PersonId, except?: string): Promise<void>;
}

const linkValidSeconds = 15 * 60;
const sessionDays = 30;

/** Opens sign-in on the database; its tables are made or brought up to date first. */
export async function openAuth<Tables>(options: AuthOptions<Tables>): Promise<Auth> {
  const auth = makeAuth(options);
  await migrateAlone(options.db, async () => (await getMigrations(auth.options)).runMigrations());
  const { internalAdapter, password: passwords } = await auth.$context;

  async function personOf(email: string): Promise<Person | undefined> {
    return asPerson((await internalAdapter.findUserByEmail(email))?.user);
  }

  async function passwordOf(id: PersonId): Promise<string | undefined> {
    const accounts = await internalAdapter.findAccounts(id);
    return accounts.find((account) => account.providerId === "credential")?.password ?? undefined;
  }

  async function keepPassword(id: PersonId, password: string): Promise<void> {
    const hash = await passwords.hash(password);
    if ((await passwordOf(id)) !== undefined) await internalAdapter.updatePassword(id, hash);
    else await internalAdapter.linkAccount({ userId: id, providerId: "credential", accountId: id, password: hash });
  }

  async function createUser(person: Omit<Person, "id"> & { workspaceId: WorkspaceId }): Promise<Person> {
    const { id, name, email } = await internalAdapter.createUser({ ...person, emailVerified: true }, { method: "admin" });
    return { id: id as PersonId, name, email };
  }

  return {
    personOf,
    ensurePerson: async (person) => (await personOf(person.email)) ?? createUser(person),
    async createPerson({ password, ...person }) {
      if ((await personOf(person.email)) !== undefined) return undefined;
      const created = await createUser(person);
      await keepPassword(created.id, password);
      return created;
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
    async signInByPassword(email, password, headers) {
      const answer = await auth.api.signInEmail({ body: { email, password }, headers, asResponse: true });
      return answer.status === 200 ? answer.headers.getSetCookie() : undefined;
    },
    async signOut(headers) {
      return (await auth.api.signOut({ headers, asResponse: true })).headers.getSetCookie();
    },
    async signedIn(headers) {
      const { response, headers: answered } = await auth.api.getSession({ headers, returnHeaders: true });
      if (response === null) return undefined;
      const { id, name, email, workspaceId: home } = response.user;
      const chosen = response.session.workspaceId ?? home;
      return { person: { id: id as PersonId, name, email }, session: response.session.token, workspaceId: chosen as WorkspaceId, setCookies: answered.getSetCookie() };
    },
    hasPassword: async (id) => (await passwordOf(id)) !== undefined,
    async setPassword(id, current, password) {
      const hash = await passwordOf(id);
      if (hash !== undefined && !(await passwords.verify({ hash, password: current ?? "" }))) return false;
      await keepPassword(id, password);
      return true;
    },
    async chooseWorkspace(id, session, workspaceId) {
      await internalAdapter.updateSession(session, { workspaceId });
      await internalAdapter.updateUser(id, { workspaceId });
    },
    async endSessions(id, except) {
      const sessions = await internalAdapter.listSessions(id);
      const ended = sessions.map(({ token }) => token).filter((token) => token !== except);
      if (ended.length > 0) await internalAdapter.deleteSessions(ended);
    },
  };
}

function asPerson(user: { id: string; name: string; email: string } | undefined): Person | undefined {
  return user && { id: user.id as PersonId, name: user.name, email: user.email };
}

function makeAuth<Tables>({ db, baseUrl, secret, log }: AuthOptions<Tables>) {
  return betterAuth({
    baseURL: baseUrl,
    secret,
    database: { db, type: "postgres" },
    telemetry: { enabled: false },
    // Tries are counted where requests come in, over all processes.
    rateLimit: { enabled: false },
    logger: { level: "error", log: (_level, message) => log.error({ part: "sign-in" }, message) },
    session: { expiresIn: sessionDays * 24 * 3_600, additionalFields: { workspaceId: { type: "string", required: false, input: false } } },
    user: { additionalFields: { workspaceId: { type: "string", required: true, input: false } } },
    databaseHooks: { session: { create: { before: async (session, call) => ({ data: { ...session, workspaceId: beginsIn(await call?.context.internalAdapter.findUserById(session.userId)) } }) } } },
    emailAndPassword: { enabled: true, disableSignUp: true },
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
        // Whoever asked for the link gets it, and hands it out: by the terminal, or by mail.
        sendMagicLink: ({ token, metadata }) => {
          const give: unknown = metadata?.["give"];
          if (typeof give === "function") give(token);
        },
      }),
    ],
  });
}

/** A session has a workspace from its beginning: what the person chooses in another browser does not move it. */
function beginsIn(person: object | null | undefined): unknown {
  return person != null && "workspaceId" in person ? person.workspaceId : null;
}

/** Two processes that start together must not make the tables twice. */
async function migrateAlone<Tables>(db: Kysely<Tables>, migrate: () => Promise<void>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('ledgerline sign-in tables'))`.execute(transaction);
    await migrate();
  });
}
