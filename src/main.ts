/**
 * The composition root: the one file that knows which store, CRM and books there are. `openProduct` puts the parts
 * together; run as a program this file is the command line, which starts the product in its own process. The parts are
 * loaded where they are used, so that commands which only ask a running server answer quickly.
 */
import { createHmac } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../package.json" with { type: "json" };
import { runCli } from "#cli/ledgerline.ts";
import { type Started, start } from "#cli/start.ts";
import type { Role, Surroundings } from "#cli/surroundings.ts";
import type { Instant } from "#domain/dates.ts";
import type { BooksConnection, CrmConnection } from "#domain/connection.ts";
import type { ConnectionId, EnrollmentId, WorkspaceId } from "#domain/ids.ts";
import { err, ok } from "#domain/result.ts";
import type { AllowanceLedger, Books, CallCount } from "#domain/ports/books.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Crm } from "#domain/ports/crm.ts";
import type { Queue } from "#domain/ports/queue.ts";
import type { Store } from "#domain/ports/store.ts";
import { type EngineTiming, type Log, usualTiming } from "#engine/context.ts";
import type { Engine } from "#engine/engine.ts";
import type { MailSettings } from "#messages/mailer.ts";
import type { ServerParts } from "#server/context.ts";
import type { OpenedStore } from "#store/open.ts";
import type { DemoAddresses, Introductions } from "./demo/demo.ts";

export interface ProductOptions {
  dataDirectory: string;
  /** An external PostgreSQL; absent = the embedded one in the data folder. */
  databaseUrl?: string | undefined;
  /** Encrypts secrets at rest and signs sessions; absent = key files in the data folder. */
  secretKey?: string | undefined;
  host: string;
  /** 0 = any free port. */
  port: number;
  /** Where people and the CRM reach us, without a slash at the end; absent = the address we listen on. */
  publicUrl?: string | undefined;
  role: Role;
  log: Log;
  timing?: Partial<EngineTiming>;
  /** Off = the vendors' allowances are not kept; for simulators without throttles. */
  allowances?: "off" | undefined;
  /** The mail server; absent = no mail is sent, and it is said so. */
  mail?: MailSettings | undefined;
  /** Connect these simulators and set up the demo workspace. */
  demo?: DemoAddresses | undefined;
}

export interface Product {
  /** Where the web app and the API are; with the role "worker" nothing answers there. */
  url: string;
  store: Store;
  queue: Queue;
  engine: Engine;
  workspaceId: WorkspaceId;
  /** A link that signs in the workspace's first person once, within 15 minutes. */
  signInLink(): Promise<string>;
  stop(): Promise<void>;
}

type Adapters = { crm(id: ConnectionId): Promise<Crm>; books(id: ConnectionId): Promise<Books> };

const webDirectory = fileURLToPath(new URL("../dist/web", import.meta.url));

/** Opens everything and starts to work. What a person must fix first is thrown with `problem` and `doThis`. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const [{ openStore }, { newId }, { createEngine }, { openWeb }, { setUpWorkspace }, { openMessages }] = await Promise.all([
    import("#store/open.ts"),
    import("#store/ids.ts"),
    import("#engine/flow.ts"),
    import("#server/web.ts"),
    import("./demo/demo.ts"),
    import("#messages/messages.ts"),
  ]);
  const { log, role } = options;
  // From last to first: what others lean on is closed after them.
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    const web = await openWeb({ host: options.host, port: options.port, publicUrl: options.publicUrl, isListening: role !== "worker" });
    undo.push(() => web.close());
    const opened = await openStore({ ...options, report: (error) => log.warn({ error }, "the database had trouble") });
    undo.unshift(() => opened.close());
    const { store, queue } = opened;
    const clock: Clock = { now: opened.now, newId };
    const adapters = await openAdapters(opened, clock, options.allowances, web.url);
    const messages = openMessages(options.mail, store, clock);
    const consent = await booksConsent(store, clock, options.demo?.quickBooksUrl);
    const telling = { publicUrl: web.url, isMailSetUp: options.mail !== undefined, permissionOf: consent.permissionOf };
    const engine = createEngine({ store, ownRecords: opened.ownRecords, messages, telling, queue, clock, log, timing: { ...usualTiming, ...options.timing }, ...adapters });
    const person = await setUpWorkspace({ store, clock, webUrl: web.url, demo: options.demo, ...(await introductions(clock)) });
    const serving = await web.serve({
      store,
      engine,
      clock,
      log,
      version: manifest.version,
      ...adapters,
      decodeWebhook: await webhookDecoder(store),
      ...(await crmActionParts(store)),
      readBooksDelivery: await booksDeliveryReader(store),
      messages,
      isMailSetUp: options.mail !== undefined,
      booksConsent: consent,
      crmConsent: await crmConsent(store, clock, options.demo?.hubSpotUrl),
      checkDatabase: () => checkDatabase(opened),
      ownRecords: opened.ownRecords,
      recordLists: opened.recordLists,
      db: opened.db,
      sessionSecret: options.secretKey === undefined ? undefined : createHmac("sha256", options.secretKey).update("sessions").digest("hex"),
      dataDirectory: options.dataDirectory,
      webDirectory,
      person,
    });
    undo.push(() => serving.stop());
    if (options.demo !== undefined) await deployInSimulator(options.demo.hubSpotUrl, web.url);
    if (role !== "web") {
      undo.splice(1, 0, () => engine.stop());
      await engine.start();
    }
    return { url: web.url, store, queue, engine, workspaceId: person.workspaceId, signInLink: () => serving.signInLink(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One adapter per connection, made when it is first needed and kept: it remembers its token and its pace. */
async function openAdapters({ store, ownRecords }: OpenedStore, clock: Clock, allowances: "off" | undefined, webUrl: string): Promise<Adapters> {
  const [{ openQuickBooks }, { vaultOf, gateOf, healthOf }, { openHubSpot }, { surroundingsOf }, { versionNamed }, { openOwnRecords }] = await Promise.all([
    import("#books/quickbooks/quickbooks.ts"),
    import("#books/quickbooks/surroundings.ts"),
    import("#crm/hubspot/hubspot.ts"),
    import("#crm/hubspot/surroundings.ts"),
    import("#crm/hubspot/paths.ts"),
    import("#crm/own-records/own-records.ts"),
  ]);
  const now = () => clock.now();
  const limits = allowances === "off" ? { limits: "off" as const } : {};

  async function openCrm(id: ConnectionId): Promise<Crm> {
    const connection = await store.connection(id);
    if (connection?.role !== "crm") throw new Error(`connection ${id} is no CRM`);
    if (connection.vendor === "own-records") return openOwnRecords({ records: ownRecords, connection: () => crmNow(id), now });
    const { baseUrl, appUrl, externalId: portalId, account, settings } = connection;
    const enrollmentUrl = (enrollmentId: EnrollmentId): string => `${webUrl}/enrollments/${enrollmentId}`;
    return openHubSpot({ connectionId: id, baseUrl, appUrl, portalId, account, apiVersion: versionNamed(settings.apiVersion), ...surroundingsOf(store, id), enrollmentUrl, now, ...limits });
  }

  async function crmNow(id: ConnectionId): Promise<CrmConnection | undefined> {
    const connection = await store.connection(id);
    return connection?.role === "crm" ? connection : undefined;
  }

  async function openBooks(id: ConnectionId): Promise<Books> {
    const connection = await store.connection(id);
    if (connection?.role !== "books") throw new Error(`connection ${id} is no set of books`);
    const { baseUrl, appUrl, externalId: realmId, company } = connection;
    const surroundings = { credentials: vaultOf(store, id), gate: gateOf(store, id), health: healthOf(store, id), allowance: allowanceOf(store, clock, id) };
    return openQuickBooks({ connectionId: id, baseUrl, appUrl, realmId, company, ...surroundings, now, ...limits });
  }

  /** What an adapter is opened with: when a person changes it, the next one to ask opens it anew. */
  async function crmWithSettings(id: ConnectionId): Promise<string> {
    const connection = await store.connection(id);
    return connection?.role === "crm" ? `${connection.settings.apiVersion} ${connection.baseUrl}` : "";
  }

  return { crm: keptPerConnection(openCrm, crmWithSettings), books: keptPerConnection(openBooks) };
}

/** Asks an account who it is before there is a connection to it: there is nothing yet to keep the pace of its one call in. */
async function introductions(clock: Clock): Promise<Introductions> {
  const [{ openQuickBooks }, { withoutConnection }, { openHubSpot }, { withoutConnection: alone }] = await Promise.all([
    import("#books/quickbooks/quickbooks.ts"),
    import("#books/quickbooks/surroundings.ts"),
    import("#crm/hubspot/hubspot.ts"),
    import("#crm/hubspot/surroundings.ts"),
  ]);
  const now = () => clock.now();
  return {
    askCrm: ({ id: connectionId, baseUrl, appUrl, externalId: portalId }, secret) =>
      openHubSpot({ connectionId, baseUrl, appUrl, portalId, now, ...alone(secret) }).account(),
    askBooks: async ({ id: connectionId, baseUrl, appUrl, externalId: realmId }, secret) => {
      const { allowance, calls } = firstLedger(now);
      const company = await openQuickBooks({ connectionId, baseUrl, appUrl, realmId, ...withoutConnection(secret), allowance, now }).company();
      return company.ok ? ok({ company: company.value, calls: calls() }) : company;
    },
  };
}

/** Lets everything go at once, and keeps what it cost until somebody can count it. */
function firstLedger(now: () => Instant): { allowance: AllowanceLedger; calls: () => CallCount } {
  let metered = 0;
  const nothing = async (): Promise<void> => undefined;
  const turn: AllowanceLedger["turn"] = async (_pace, { isMetered, items }) => {
    const reserved = isMetered ? items : 0;
    metered += reserved;
    return { goAt: now(), retryAt: null, reserved };
  };
  const allowance = { turn, end: nothing, renew: nothing, pauseUntil: nothing, count: nothing };
  return { allowance, calls: () => ({ month: now().slice(0, 7), metered, free: 0 }) };
}

function keptPerConnection<Adapter>(open: (id: ConnectionId) => Promise<Adapter>, openedWith: (id: ConnectionId) => Promise<string> = async () => ""): (id: ConnectionId) => Promise<Adapter> {
  const kept = new Map<ConnectionId, { adapter: Promise<Adapter>; with: string }>();
  return async (id) => {
    const wanted = await openedWith(id);
    const known = kept.get(id);
    if (known?.with === wanted) return known.adapter;
    const opened = { adapter: open(id), with: wanted };
    kept.set(id, opened);
    opened.adapter.catch(() => kept.get(id) === opened && kept.delete(id));
    return opened.adapter;
  };
}

function allowanceOf(store: Store, clock: Clock, id: ConnectionId): AllowanceLedger {
  return {
    turn: (pace, purpose, lease, ended) => store.takeTurn(id, pace, purpose, lease, ended, clock.now()),
    end: (leases) => store.endCalls(id, leases),
    renew: (pace, leases) => store.renewCalls(id, pace, leases, clock.now()),
    pauseUntil: (pace, instant) => store.pauseAllowance(id, pace, instant, clock.now()),
    count: (calls) => store.countCalls(id, calls),
  };
}

/** QuickBooks' consent page; a simulator has its own. */
async function booksConsent(store: Store, clock: Clock, simulatorUrl: string | undefined): Promise<ServerParts["booksConsent"]> {
  const [{ openConsent }, { askBooks }] = await Promise.all([import("#books/quickbooks/consent.ts"), introductions(clock)]);
  return openConsent({ store, clock, simulatorUrl, introduce: askBooks });
}

/** HubSpot's ways to connect; a simulator has its own. */
async function crmConsent(store: Store, clock: Clock, simulatorUrl: string | undefined): Promise<ServerParts["crmConsent"]> {
  const { openConsent } = await import("#crm/hubspot/consent.ts");
  return openConsent({ store, clock, simulatorUrl });
}

async function webhookDecoder(store: Store): Promise<ServerParts["decodeWebhook"]> {
  const [{ decodeHubSpotWebhook }, { permissionIn }] = await Promise.all([import("#crm/hubspot/webhook.ts"), import("#crm/hubspot/secret.ts")]);
  return async (connection, delivery, now) => {
    const secret = permissionIn(await store.readSecret(connection.id));
    return decodeHubSpotWebhook(connection.externalId)(delivery, secret?.clientSecret ?? "", now);
  };
}

/** Our actions inside the CRM's own workflows. */
async function crmActionParts(store: Store): Promise<Pick<ServerParts, "crmActions" | "checkCrmCall">> {
  const [{ hubSpotActions }, { permissionIn }] = await Promise.all([import("#crm/hubspot/custom-actions/actions.ts"), import("#crm/hubspot/secret.ts")]);
  const crmActions = { hubspot: hubSpotActions };
  const checkCrmCall: ServerParts["checkCrmCall"] = async ({ id, vendor }, delivery, now) => {
    if (vendor === "own-records") return err({ code: "signature-wrong" });
    const secret = permissionIn(await store.readSecret(id));
    return crmActions[vendor].checkSignature(delivery, secret?.clientSecret ?? "", now);
  };
  return { crmActions, checkCrmCall };
}

/** So that the simulator's workflows can use our actions. */
async function deployInSimulator(hubSpotUrl: string, publicUrl: string): Promise<void> {
  const [{ deployActions }, { hubSpotActions }, { crmActionInAll }, { actions }] = await Promise.all([
    import("./demo/demo-actions.ts"),
    import("#crm/hubspot/custom-actions/actions.ts"),
    import("#actions/crm-action.ts"),
    import("#actions/index.ts"),
  ]);
  await deployActions(hubSpotUrl, hubSpotActions.appFiles({ publicUrl, name: "Ledgerline", actions: actions.map(crmActionInAll) }));
}

/** An app has one webhook address for all its companies, so a delivery may speak of several connections. */
async function booksDeliveryReader(store: Store): Promise<ServerParts["readBooksDelivery"]> {
  const [{ companyNews, isSignedWith }, { quickBooksApp }] = await Promise.all([import("#books/quickbooks/webhook.ts"), import("#books/quickbooks/secret.ts")]);
  return async (candidates, { rawBody, headers }) => {
    const signature = headers["intuit-signature"];
    if (signature === undefined) return err({ code: "signature-missing" });
    const signers: BooksConnection[] = [];
    for (const connection of candidates) {
      const app = quickBooksApp.safeParse(await store.readSecret(connection.id));
      if (isSignedWith({ rawBody, signature }, app.data?.webhookVerifierToken ?? "")) signers.push(connection);
    }
    if (signers.length === 0) return err({ code: "signature-wrong" });
    const news = companyNews(rawBody);
    if (!news.ok) return news;
    const among = (realms: ReadonlySet<string>) => signers.filter(({ externalId }) => realms.has(externalId)).map(({ id }) => id);
    return ok({ references: among(news.value.references), documents: among(news.value.documents) });
  };
}

/** What the doctor can only learn here: which database there is. */
async function checkDatabase({ database, store }: OpenedStore): ReturnType<ServerParts["checkDatabase"]> {
  await store.workspaces();
  const said = database.kind === "embedded" ? "The database that comes along answers." : `The database at ${database.url} answers.`;
  return [
    { check: "database", ok: true, said, doThis: null },
    { check: "migrations", ok: true, said: "The tables are those of this version.", doThis: null },
  ];
}

/** What `ledgerline start` runs: the simulators, if they are wanted, and the product. */
async function startAll(surroundings: Surroundings, withDemo: boolean): Promise<Started> {
  const [{ createLog }, { startSimulators }] = await Promise.all([import("#server/log.ts"), import("./demo/simulators.ts")]);
  const { dataDirectory, quickBooksSimulatorPort: quickBooksPort, hubSpotSimulatorPort: hubSpotPort } = surroundings;
  const log = createLog(surroundings.logLevel, process.stderr, process.stderr.isTTY);
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const simulators = withDemo ? await startSimulators({ quickBooksPort, hubSpotPort, dataDirectory: join(dataDirectory, "simulators") }) : undefined;
  try {
    const product = await openProduct({ ...surroundings, log, demo: simulators });
    const stop = async (): Promise<void> => {
      await product.stop();
      await simulators?.stop();
    };
    return { url: product.url, simulators, signInLink: await product.signInLink(), stop, report: (error) => log.error({ error }, "stopping failed") };
  } catch (error) {
    await simulators?.stop();
    throw error;
  }
}

async function runProgram(): Promise<void> {
  try {
    process.exitCode = await runCli(process.argv.slice(2), {
      environment: process.env,
      workingDirectory: process.cwd(),
      version: manifest.version,
      out: (text) => process.stdout.write(`${text}\n`),
      err: (text) => process.stderr.write(`${text}\n`),
      start: (surroundings, withDemo) => start(surroundings, () => startAll(surroundings, withDemo)),
    });
  } catch (error) {
    process.stderr.write(`Something went wrong inside Ledgerline; please report this.\n${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(4);
  }
}

if (import.meta.main) await runProgram();
