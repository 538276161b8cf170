/** QuickBooks Online as a `Books`: a table of contents. */
import type { Instant } from "#domain/dates.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { AllowanceLedger, Books, BooksCompany, CredentialVault, ReferenceRow, WriteAnswer } from "#domain/ports/books.ts";
import { ok, type Result } from "#domain/result.ts";
import { createAllowance, type Limits, noAllowance, quickBooksLimits } from "./allowance.ts";
import { createClient } from "./client.ts";
import { readCompany } from "./company.ts";
import { encodeCustomer, encodeItem } from "./creates.ts";
import { encodings } from "./documents/documents.ts";
import { findDocuments, nameHolders } from "./look-ups.ts";
import { referenceChanges } from "./mirror.ts";
import { createTokenSource } from "./oauth.ts";
import { decodeRow, type MirroredEntity } from "./reference-rows.ts";
import type { QuickBooksSecret } from "./secret.ts";

export interface QuickBooksOptions {
  connectionId: ConnectionId;
  /** The API's origin. */
  baseUrl: string;
  /** The origin of the pages people open. */
  appUrl: string;
  realmId: string;
  credentials: CredentialVault<QuickBooksSecret>;
  allowance: AllowanceLedger;
  now: () => Instant;
  /** Absent = the vendor's own; "off" = none, for a simulator without throttles. */
  limits?: Limits | "off";
  requestTimeoutMs?: number;
  throttlePauseMs?: number;
  /** As last read; read anew when absent. */
  company?: BooksCompany;
}

/** Opens one company's books. */
export function openQuickBooks(options: QuickBooksOptions): Books {
  const { baseUrl, appUrl, realmId, now } = options;
  const allowance = options.limits === "off" ? noAllowance : createAllowance(options.allowance, options.limits ?? quickBooksLimits);
  const tokens = createTokenSource(options.credentials, now);
  const { requestTimeoutMs, throttlePauseMs } = options;
  const client = createClient({ baseUrl, realmId, tokens, allowance, ledger: options.allowance, now, requestTimeoutMs, throttlePauseMs });
  let known = options.company;

  async function company(): Promise<Result<BooksCompany, Failure>> {
    const read = await readCompany(client, realmId);
    if (read.ok) known = read.value;
    return read;
  }

  async function knownCompany(): Promise<Result<BooksCompany, Failure>> {
    return known ? ok(known) : company();
  }

  return {
    company,
    referenceChanges: (cursor) => referenceChanges(client, cursor, now()),
    createCustomer: async (customer, currency, requestId) => {
      const settings = await knownCompany();
      if (!settings.ok) return notNow(settings.error, now());
      const body = encodeCustomer(customer, currency, settings.value.multicurrency);
      return rowAnswer(await client.write("/customer", body, requestId), "Customer");
    },
    createItem: async (item, requestId) => rowAnswer(await client.write("/item", encodeItem(item), requestId), "Item"),
    postDocument: async (document, requestId) => {
      const settings = await knownCompany();
      if (!settings.ok) return notNow(settings.error, now());
      const { entity, encode, decode } = encodings[document.plan.kind];
      const answer = await client.write(`/${entity.toLowerCase()}`, encode(document, settings.value), requestId);
      return read<PostedDocument>(answer, entity, (wire) => decode(wire, settings.value, appUrl));
    },
    findDocuments: async (search) => {
      const settings = await knownCompany();
      return settings.ok ? findDocuments(client, search, settings.value, appUrl) : settings;
    },
    nameHolders: (displayName) => nameHolders(client, displayName),
  };
}

function notNow(failure: Failure, now: Instant): WriteAnswer<never> {
  return { outcome: "later", failure, retryAt: "retryAt" in failure ? failure.retryAt : now, exchange: null };
}

function rowAnswer(answer: WriteAnswer<unknown>, entity: MirroredEntity): WriteAnswer<ReferenceRow> {
  return read(answer, entity, (wire) => {
    const row = decodeRow(entity, wire);
    if (!row) throw new Error(`the answer has no ${entity}`);
    return row;
  });
}

/** An answer that says 200 but cannot be read leaves the outcome unknown: it is looked for, never sent blindly. */
function read<T>(answer: WriteAnswer<unknown>, entity: string, decode: (wire: unknown) => T): WriteAnswer<T> {
  if (answer.outcome !== "posted") return answer;
  try {
    return { ...answer, value: decode((answer.value as Record<string, unknown>)[entity]) };
  } catch (cause) {
    const detail = `the answer could not be read: ${cause instanceof Error ? cause.message.slice(0, 200) : String(cause)}`;
    return { outcome: "unknown", failure: { code: "books-unreachable", detail }, exchange: answer.exchange };
  }
}
