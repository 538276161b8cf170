/** QuickBooks Online as a `Books`: a table of contents. */
import type { Instant, LocalDate } from "#domain/dates.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, RequestId } from "#domain/ids.ts";
import type { CredentialVault } from "#domain/credential-vault.ts";
import type { HealthLedger } from "#domain/health.ts";
import type { AllowanceLedger, Books, BooksCompany, BooksGate, Pace, ReadyDocument, WriteAnswer } from "#domain/ports/books.ts";
import { ok, type Result } from "#domain/result.ts";
import { createAllowance, noAllowance, quickBooksLimits } from "./allowance.ts";
import { createClient, type QuickBooksClient, retryAtOf } from "./client.ts";
import { documentsPerBatch } from "./batch.ts";
import { readCompany } from "./company.ts";
import { encodeCustomer, encodeItem } from "./creates.ts";
import { documentChanges, readDocuments } from "./document-changes.ts";
import { bodyOf, encodingOf } from "./documents/documents.ts";
import { orEarlierSuccess } from "./earlier-success.ts";
import { emailDocument, voidDocument } from "./follow-up-calls.ts";
import { createHealth } from "#domain/health.ts";
import { findDocuments, nameHolders } from "./look-ups.ts";
import { referenceChanges, referencePage } from "./mirror.ts";
import { createTokenSource } from "./oauth.ts";
import type { QuickBooksSecret } from "./secret.ts";
import { closedFailures, isPeriodClosed, readWritten, readWrittenRow, unsent } from "./written.ts";

export interface QuickBooksOptions {
  connectionId: ConnectionId;
  /** The API's origin. */
  baseUrl: string;
  /** The origin of the pages people open. */
  appUrl: string;
  realmId: string;
  credentials: CredentialVault<QuickBooksSecret>;
  allowance: AllowanceLedger;
  gate: BooksGate;
  health: HealthLedger;
  now: () => Instant;
  /** Absent = the vendor's own; "off" = none, for a simulator without throttles. */
  limits?: Pace | "off";
  requestTimeoutMs?: number;
  /** How long a throttle answer pauses the company; absent = as QuickBooks asks, about a minute. */
  throttlePauseMs?: number;
  /** How long a fresh token that is refused is given; absent = three seconds. */
  freshTokenPauseMs?: number;
  /** How long a call waits that is worth another try; absent = a second and a half. */
  anotherTryPauseMs?: number;
  /** More bytes than this are not read of an answer; absent = enough for the largest. */
  mostAnswerBytes?: number;
  /** As last read; read anew when absent. */
  company?: BooksCompany;
}

/** Opens one company's books. */
export function openQuickBooks(options: QuickBooksOptions): Books {
  const { baseUrl, appUrl, realmId, now, requestTimeoutMs, throttlePauseMs } = options;
  const allowance = options.limits === "off" ? noAllowance(options.allowance, now) : createAllowance(options.allowance, options.limits ?? quickBooksLimits, now);
  const health = createHealth(options.health, now);
  const tokens = createTokenSource(options.credentials, now, health);
  const ways = { baseUrl, realmId, tokens, allowance, health, gate: options.gate, now, requestTimeoutMs, throttlePauseMs };
  const { freshTokenPauseMs, anotherTryPauseMs, mostAnswerBytes } = options;
  const client = createClient({ ...ways, freshTokenPauseMs, anotherTryPauseMs, mostAnswerBytes });
  let known = options.company;

  async function companyBy(way: QuickBooksClient): Promise<Result<BooksCompany, Failure>> {
    const read = await readCompany(way, realmId);
    if (read.ok) known = read.value;
    return read;
  }

  /** `work` and `upkeep`: the ways to the company, which differ in whom their calls let go first. */
  function booksBy(work: QuickBooksClient, upkeep: QuickBooksClient): Books {
    const knownCompany = async (): Promise<Result<BooksCompany, Failure>> => (known ? ok(known) : companyBy(work));

    async function postDocument(document: ReadyDocument, requestId: RequestId): Promise<WriteAnswer<PostedDocument>> {
      const settings = await knownCompany();
      if (!settings.ok) return notNow(settings.error, now());
      const body = bodyOf(document, settings.value);
      if (!body.ok) return unsent(document, body.error);
      const { entity, decode } = encodingOf(document.plan.kind);
      const answer = await work.write(`/${entity.toLowerCase()}`, body.value, requestId);
      return told(readWritten(answer, entity, (wire) => decode(wire, settings.value, appUrl)), document, settings.value);
    }

    /** When the books were closed after we last read the company, a refusal says until when. */
    async function told(written: WriteAnswer<PostedDocument>, document: ReadyDocument, settings: BooksCompany): Promise<WriteAnswer<PostedDocument>> {
      const answer = await orEarlierSuccess(work, written, document, settings, appUrl);
      if (!isPeriodClosed(answer)) return answer;
      const closedThrough = await closingDate();
      return closedThrough === null ? answer : { ...answer, failures: closedFailures(answer.failures, document.plan, closedThrough) };
    }

    async function postDocuments(documents: readonly ReadyDocument[], batchId: RequestId, sendBy: Instant): Promise<WriteAnswer<PostedDocument>[]> {
      const settings = await knownCompany();
      if (!settings.ok) return documents.map(() => notNow(settings.error, now()));
      const bodies = documents.map((document) => ({ document, ...encodingOf(document.plan.kind), body: bodyOf(document, settings.value) }));
      const items = bodies.flatMap(({ entity, body }) => (body.ok ? [{ entity, body: body.value }] : []));
      const answers = items.length === 0 ? [] : await work.createMany(items, batchId, sendBy);
      return Promise.all(bodies.map(async ({ document, entity, decode, body }) => {
        if (!body.ok) return unsent(document, body.error);
        const answer = answers.shift() as WriteAnswer<unknown>;
        return told(readWritten(answer, entity, (wire) => markedAs(document.mark, decode(wire, settings.value, appUrl))), document, settings.value);
      }));
    }

    async function closingDate(): Promise<LocalDate | null> {
      const read = await companyBy(work);
      return read.ok ? read.value.closedThrough : null;
    }

    return {
      forPerson: () => booksBy(client.withPriority("person"), client.withPriority("person")),
      company: () => companyBy(upkeep),
      referencePage: (position) => referencePage(upkeep, position),
      referenceChanges: (cursor) => referenceChanges(upkeep, cursor, now()),
      createCustomer: async (customer, parentId, currency, requestId) => {
        const settings = await knownCompany();
        if (!settings.ok) return notNow(settings.error, now());
        const body = encodeCustomer(customer, parentId, currency, settings.value.multicurrency);
        return readWrittenRow(await work.write("/customer", body, requestId), "Customer");
      },
      createItem: async (item, requestId) => {
        const settings = await knownCompany();
        if (!settings.ok) return notNow(settings.error, now());
        return readWrittenRow(await work.write("/item", encodeItem(item, settings.value), requestId), "Item");
      },
      postDocument,
      postDocuments,
      documentsPerBatch,
      voidDocument: async (document, requestId) => {
        const settings = await knownCompany();
        return settings.ok ? voidDocument(work, document, requestId, settings.value, appUrl) : notNow(settings.error, now());
      },
      emailDocument: async (document, isPerhapsSent, requestId) => {
        const settings = await knownCompany();
        return settings.ok ? emailDocument(work, document, isPerhapsSent, requestId, settings.value, appUrl) : notNow(settings.error, now());
      },
      findDocuments: async (search) => {
        const settings = await knownCompany();
        return settings.ok ? findDocuments(work, search, settings.value, appUrl) : settings;
      },
      documentChanges: async (since) => {
        const settings = await knownCompany();
        return settings.ok ? documentChanges(upkeep, since, now(), settings.value, appUrl) : settings;
      },
      readDocuments: async (keys) => {
        const settings = await knownCompany();
        return settings.ok ? readDocuments(upkeep, keys, now(), settings.value, appUrl) : settings;
      },
      check: async () => {
        const answer = await upkeep.get(`/companyinfo/${realmId}`);
        return answer.ok ? ok(null) : answer;
      },
      renewPermission: (since) => tokens.renew(since),
      nameHolders: (displayName) => nameHolders(work, displayName),
    };
  }

  return booksBy(client, client.withPriority("upkeep"));
}

/** An answer inside a batch is ours only with our own mark on it. */
function markedAs(mark: string, document: PostedDocument): PostedDocument {
  if (!document.privateNote.includes(mark)) throw new Error("it is another document's");
  return document;
}

function notNow(failure: Failure, now: Instant): WriteAnswer<never> {
  return { outcome: "later", failure, retryAt: retryAtOf(failure, now), exchange: null };
}
