/** The first workspace; for the demo also its connections to the simulators and workflows that are ready to be turned on. */
import { z } from "zod";
import { booksSettings } from "#domain/books-settings.ts";
import { crmSettings } from "#domain/crm-settings.ts";
import type { BooksConnection, CrmConnection } from "#domain/connection.ts";
import { later } from "#domain/dates.ts";
import { explain } from "#domain/explanation.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Introduction } from "#domain/ports/books.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { CrmAccount } from "#domain/ports/crm.ts";
import type { Store } from "#domain/ports/store.ts";
import type { Result } from "#domain/result.ts";
import { addSampleWorkflows } from "./sample-workflows.ts";
import { SimulatorProblem } from "./simulators.ts";

/** Where the simulators are. */
export interface DemoAddresses {
  quickBooksUrl: string;
  hubSpotUrl: string;
}

type Address = Pick<CrmConnection | BooksConnection, "id" | "baseUrl" | "appUrl" | "externalId">;

/** Asks an account who it is, before there is a connection to it. */
export interface Introductions {
  askCrm(address: Address, secret: unknown): Promise<Result<CrmAccount, Failure>>;
  askBooks(address: Address, secret: unknown): Promise<Result<Introduction, Failure>>;
}

export interface SetUpOptions extends Introductions {
  store: Store;
  clock: Clock;
  /** Where the CRM reaches our webhook address. */
  webUrl: string;
  demo: DemoAddresses | undefined;
}

/** The person who may sign in by the printed link. */
export interface FirstPerson {
  name: string;
  email: string;
  workspaceId: WorkspaceId;
}

/** The sample company's tax code for sales in its state. */
const californiaTax = "2";

const demoPerson = { name: "Demo admin", email: "demo@ledgerline.example" };
const ownPerson = { name: "Admin", email: "admin@ledgerline.example" };

/** Makes sure that there is a workspace with a person, and on the demo that it is connected. Repeating it changes nothing. */
export async function setUpWorkspace(options: SetUpOptions): Promise<FirstPerson> {
  const { demo } = options;
  if (demo === undefined) return { ...ownPerson, workspaceId: await workspaceCalled(options, "My workspace") };
  const workspaceId = await workspaceCalled(options, "Harbor & Pine Studio (demo)");
  const booksId = await connectQuickBooks(options, workspaceId, demo.quickBooksUrl);
  await connectHubSpot(options, workspaceId, demo.hubSpotUrl);
  await addSampleWorkflows(options, workspaceId, booksId);
  return { ...demoPerson, workspaceId };
}

/** The first workspace, whatever it is called by now; made when there is none. */
async function workspaceCalled({ store, clock }: SetUpOptions, name: string): Promise<WorkspaceId> {
  const [first] = await store.workspaces();
  if (first !== undefined) return first.id;
  const id = clock.newId() as WorkspaceId;
  await store.createWorkspace({ id, name, now: clock.now() });
  return id;
}

/** Signs the QuickBooks simulator's webhooks; both ends are on this machine. */
const demoVerifierToken = "ledgerline-demo-verifier";

const quickBooksToken = z.object({
  realmId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresInSeconds: z.number(),
});

/** How long QuickBooks keeps a refresh token that nobody uses. */
const refreshLastsMs = 100 * 24 * 3_600_000;

async function connectQuickBooks(options: SetUpOptions, workspaceId: WorkspaceId, baseUrl: string): Promise<ConnectionId> {
  const { store, clock } = options;
  const { realmId, expiresInSeconds, ...token } = quickBooksToken.parse(await readToken(baseUrl));
  const secret = {
    ...token,
    webhookVerifierToken: demoVerifierToken,
    accessExpiresAt: later(clock.now(), expiresInSeconds * 1_000),
    refreshExpiresAt: later(clock.now(), refreshLastsMs),
    connectedAt: clock.now(),
    authorizeUrl: `${baseUrl}/connect/oauth2`,
    tokenUrl: `${baseUrl}/oauth2/v1/tokens/bearer`,
    revokeUrl: `${baseUrl}/v2/oauth2/tokens/revoke`,
  };
  const books = (await store.connections(workspaceId)).filter((one) => one.role === "books");
  const known = books.find((one) => one.externalId === realmId) ?? books[0];
  if (known?.connectionState === "disconnected") return known.id;
  const address = { id: known?.id ?? (clock.newId() as ConnectionId), baseUrl, appUrl: baseUrl, externalId: realmId };
  const { company, calls } = valueOf(await options.askBooks(address, secret));
  const connection: BooksConnection = {
    ...address,
    workspaceId,
    role: "books",
    vendor: "quickbooks",
    name: company.name,
    connectionState: "connected",
    createdAt: known?.createdAt ?? clock.now(),
    company,
    settings: known?.settings ?? booksSettings.parse({ customerRule: "create-if-missing", chargedTaxCode: californiaTax }),
    isReadOnly: known?.isReadOnly ?? false,
  };
  await save(store, connection, secret);
  await store.countCalls(connection.id, calls);
  await hearOfChanges(baseUrl, `${options.webUrl}/webhooks/quickbooks`);
  return connection.id;
}

/** Tells the QuickBooks simulator where to tell its changes. */
async function hearOfChanges(baseUrl: string, url: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/simulator/webhooks`, { method: "POST", body: JSON.stringify({ url, verifierToken: demoVerifierToken }) });
  if (!answer.ok) throw notAsExpected(baseUrl, `it answered ${answer.status} to the webhook address`);
}

const hubSpotToken = z.object({ portalId: z.coerce.string(), accessToken: z.string(), clientSecret: z.string() });

async function connectHubSpot(options: SetUpOptions, workspaceId: WorkspaceId, baseUrl: string): Promise<void> {
  const { store, clock } = options;
  const { portalId, ...secret } = hubSpotToken.parse(await readToken(baseUrl));
  const known = (await store.connections(workspaceId)).find((one) => one.role === "crm");
  const address = { id: known?.id ?? (clock.newId() as ConnectionId), baseUrl, appUrl: baseUrl, externalId: portalId };
  const account = valueOf(await options.askCrm(address, secret));
  const connection: CrmConnection = {
    ...address,
    workspaceId,
    role: "crm",
    vendor: "hubspot",
    name: account.name,
    connectionState: "connected",
    createdAt: known?.createdAt ?? clock.now(),
    account,
    settings: known?.settings ?? crmSettings.parse({}),
  };
  await save(store, connection, secret);
  await subscribe(baseUrl, `${options.webUrl}/webhooks/hubspot/${connection.id}`, secret.clientSecret);
}

/** Reconnects the same account; another account behind the same ports would mix two sets of data. */
async function save(store: Store, connection: CrmConnection | BooksConnection, secret: unknown): Promise<void> {
  if (await store.saveConnection(connection, secret)) return;
  throw new SimulatorProblem(
    `The simulator at ${connection.baseUrl} is another account (${connection.externalId}) than the one this data folder was connected to.`,
    "Start with the simulators' own data, or with an empty data folder (LEDGERLINE_DATA).",
  );
}

/** What is told at once; everything else is found by asking. Quotes (0-14) and payments (0-101) come as generic events. */
const subscriptions = [
  ...["creation", "deletion", "merge", "restore"].map((what) => ({ subscriptionType: `deal.${what}` })),
  ...["dealstage", "amount"].map((propertyName) => ({ subscriptionType: "deal.propertyChange", propertyName })),
  ...genericSubscriptions("0-14", ["hs_status", "hs_quote_status", "hs_sign_status", "hs_payment_status", "hs_quote_amount"]),
  ...genericSubscriptions("0-101", ["hs_latest_status", "hs_refunds_amount"]),
];

function genericSubscriptions(objectTypeId: string, properties: readonly string[]) {
  const changes = properties.map((propertyName) => ({ subscriptionType: "object.propertyChange", objectTypeId, propertyName }));
  return [...["creation", "deletion", "restore"].map((what) => ({ subscriptionType: `object.${what}`, objectTypeId })), ...changes];
}

/** Tells the HubSpot simulator where to deliver, and what. */
async function subscribe(baseUrl: string, targetUrl: string, clientSecret: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/simulator/webhooks`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ targetUrl, clientSecret, subscriptions }),
  });
  if (!answer.ok) throw notAsExpected(baseUrl, `it answered ${answer.status} to the webhook subscriptions`);
}

async function readToken(baseUrl: string): Promise<unknown> {
  const answer = await fetch(`${baseUrl}/simulator/token`);
  if (!answer.ok) throw notAsExpected(baseUrl, `it answered ${answer.status} instead of credentials`);
  return answer.json();
}

function valueOf<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new SimulatorProblem(explain(result.error).happened, explain(result.error).doThis);
}

function notAsExpected(baseUrl: string, said: string): SimulatorProblem {
  return new SimulatorProblem(`What runs at ${baseUrl} does not behave like our simulator: ${said}.`, "Stop it, or choose other ports for the simulators.");
}
