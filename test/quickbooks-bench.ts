/** QuickBooks Online's simulator with the adapter on it, as the books contract and other tests need it. */
import { openQuickBooks, type QuickBooksOptions } from "#books/quickbooks/quickbooks.ts";
import type { QuickBooksSecret } from "#books/quickbooks/secret.ts";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { DocumentKind } from "#domain/document/kind.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { CredentialVault } from "#domain/credential-vault.ts";
import type { AllowanceLedger, Turn } from "#domain/ports/books.ts";
import { startQuickBooksSimulator } from "../simulators/quickbooks/server.ts";
import type { BooksBench } from "./books.testsuite.ts";

/** How long a throttle answer pauses the company here. */
export const throttlePauseMs = 50;

/** The bench of the contract, and what only this simulator has. */
export interface QuickBooksBench extends BooksBench, AsyncDisposable {
  control(path: string, body?: unknown): Promise<unknown>;
  counters(): Promise<{ metered: number; free: number; throttled: number }>;
  /** A write as some other app would make it. */
  call(path: string, body: unknown): Promise<Record<string, { SyncToken?: string }>>;
  reconnect(): Promise<void>;
  refreshes(): number;
  /** What the adapter handed on to the meter. */
  counted: { metered: number; free: number };
  turns: { waitMs: number }[];
}

const entities: Record<DocumentKind, string> = { invoice: "Invoice", estimate: "Estimate", "sales-receipt": "SalesReceipt", "refund-receipt": "RefundReceipt", payment: "Payment", expense: "Purchase" };

interface SimulatorToken {
  realmId: string;
  clientId: string;
  clientSecret: string;
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
}

/** A simulator of its own; `profile` = on a company other than the sample one, for example `uk`. */
export async function openBench({ profile, ...options }: Partial<QuickBooksOptions> & { profile?: string }): Promise<QuickBooksBench> {
  const simulator = await startQuickBooksSimulator({ port: 0 });
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${simulator.url}/simulator/${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`/simulator/${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const realm = profile === undefined ? undefined : ((await control("companies", { profile })) as { realmId: string }).realmId;
  const token = async (): Promise<SimulatorToken> => (await control(realm === undefined ? "token" : `token?realm=${realm}`)) as SimulatorToken;
  const secret = async (): Promise<QuickBooksSecret> => secretOf(await token(), simulator.url);
  if (options.limits === "off") await control("settings", { throttles: { on: false } });
  const { realmId } = await token();
  const vault = vaultOf(await secret());
  const ledger = createLedger();
  const open = (credentials: CredentialVault<QuickBooksSecret>) =>
    openQuickBooks({ connectionId: "books" as ConnectionId, baseUrl: simulator.url, appUrl: simulator.url, realmId, credentials, allowance: ledger, gate: async () => null, health: { note: async () => undefined }, now, ...options });

  async function call(path: string, body: unknown): ReturnType<QuickBooksBench["call"]> {
    const { accessToken } = await token();
    const headers = { authorization: `Bearer ${accessToken}`, accept: "application/json", "content-type": "application/json" };
    const answer = await fetch(`${simulator.url}/v3/company/${realmId}/${path}`, body === null ? { headers } : { method: "POST", headers, body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`/${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, { SyncToken?: string }>;
  }

  return {
    books: open(vault),
    strangersBooks: open(vaultOf({ ...vault.secret, accessToken: "AT-of-nobody", refreshToken: "RT-of-nobody" })),
    now,
    control,
    call,
    turns: ledger.turns,
    counted: ledger.counted,
    refreshes: () => vault.refreshes,
    reconnect: async () => {
      vault.secret = await secret();
    },
    counters: async () => (await control("counters")) as { metered: number; free: number; throttled: number },
    disturb: async (kind) => void (await control("faults", { rules: [{ kind, match: { pathIncludes: "/v3/company/" } }] })),
    renameCustomer: async (id, name) => {
      const { Customer } = await call(`customer/${id}`, null);
      await call("customer", { Id: id, SyncToken: Customer?.SyncToken, sparse: true, DisplayName: name });
    },
    deleteDocument: async ({ kind, booksId }) => {
      const entity = entities[kind];
      const read = await call(`${entity.toLowerCase()}/${booksId}`, null);
      await call(`${entity.toLowerCase()}?operation=delete`, { Id: booksId, SyncToken: read[entity]?.SyncToken });
    },
    lookAt: async ({ booksId }) => void (await control(`company/${realmId}/invoices/${booksId}/view`, {})),
    closeBooks: async (through) => void (await control(`company/${realmId}/preferences`, { AccountingInfoPrefs: { BookCloseDate: through } })),
    documents: async () => ((await control("invoices")) as unknown[]).length,
    throttleIsOver: () => new Promise((resolve) => setTimeout(resolve, throttlePauseMs * 2)),
    stop: () => simulator.stop(),
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}

function now(): Instant {
  return instantOf(Date.now());
}

function secretOf(token: SimulatorToken, url: string): QuickBooksSecret {
  return {
    clientId: token.clientId,
    clientSecret: token.clientSecret,
    accessToken: token.accessToken,
    accessExpiresAt: later(now(), token.expiresInSeconds * 1_000),
    refreshToken: token.refreshToken,
    refreshExpiresAt: later(now(), 100 * 86_400_000),
    tokenUrl: `${url}/oauth2/v1/tokens/bearer`,
  };
}

/** A vault in memory. */
function vaultOf(first: QuickBooksSecret): CredentialVault<QuickBooksSecret> & { secret: QuickBooksSecret; refreshes: number } {
  const vault = {
    secret: first,
    refreshes: 0,
    read: async () => vault.secret,
    refreshExclusively: async (refresh: Parameters<CredentialVault<QuickBooksSecret>["refreshExclusively"]>[0]) => {
      vault.refreshes += 1;
      const refreshed = await refresh(vault.secret);
      if (refreshed.ok) vault.secret = refreshed.value;
      return refreshed;
    },
  };
  return vault;
}

/** One process's ledger in memory, which spaces turns as the shared one does. */
function createLedger(): AllowanceLedger & { turns: { waitMs: number }[]; counted: { metered: number; free: number } } {
  const turns: { waitMs: number }[] = [];
  const counted = { metered: 0, free: 0 };
  let next = 0;
  return {
    turns,
    counted,
    turn: async ({ spacingMs }): Promise<Turn> => {
      const asked = Date.now();
      const goAt = Math.max(asked, next);
      next = goAt + spacingMs;
      turns.push({ waitMs: goAt - asked });
      return { goAt: instantOf(goAt), retryAt: null, reserved: 0 };
    },
    end: async () => undefined,
    renew: async () => undefined,
    pauseUntil: async () => undefined,
    count: async ({ metered, free }) => {
      counted.metered += metered;
      counted.free += free;
    },
  };
}
