/**
 * What a document needs before it can be posted: its customer and items, created when the plan says so, and the invoices it
 * pays. Each create has a
 * request id made of what is created, so two documents that need the same new customer ask for the same one.
 */
import { createHash } from "node:crypto";
import { customerOf, type DocumentPlan, itemsOf, paidInvoicesOf } from "../../domain/document/plan.ts";
import type { BooksRef, NewCustomer, PlannedCustomer, PlannedItem } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, EnrollmentId, RequestId } from "../../domain/ids.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { Books, Exchange, ReadyDocument, ReferenceRow, WriteAnswer } from "../../domain/ports/books.ts";
import type { SavedLink } from "../../domain/ports/link-store.ts";
import { noReferences } from "../../domain/ports/mirror-store.ts";
import type { Posting } from "../../domain/posting.ts";
import { later } from "../../domain/dates.ts";
import { backoffMs } from "../../domain/step.ts";
import type { EngineContext } from "../context.ts";

/** Everything the document refers to exists, or why it does not (yet). */
export type Prepared =
  | ({ ready: true; exchanges: Exchange[] } & Pick<ReadyDocument, "party" | "items" | "invoices">)
  | { ready: false; answer: Exclude<WriteAnswer<ReferenceRow>, { outcome: "posted" }>; exchanges: Exchange[] };

type Made = { row: BooksRef; exchanges: Exchange[] } | { answer: Exclude<WriteAnswer<ReferenceRow>, { outcome: "posted" }>; exchanges: Exchange[] };

/** Creates of the same thing under way in this process; the others wait for the first. */
const underWay = new WeakMap<EngineContext, Map<string, Promise<Made>>>();

/** Makes what the plan needs. Customers before items, so that a refusal leaves as little as possible behind. */
export async function prepare(context: EngineContext, posting: Posting): Promise<Prepared> {
  const { plan, connectionId } = posting;
  const exchanges: Exchange[] = [];
  const party = await partyOf(context, connectionId, plan);
  exchanges.push(...(party?.exchanges ?? []));
  if (party && "answer" in party) return { ready: false, answer: party.answer, exchanges };
  const items: (BooksRef | null)[] = [];
  for (const planned of itemsOf(plan)) {
    const item = planned && (await itemOf(context, connectionId, planned));
    exchanges.push(...(item?.exchanges ?? []));
    if (item && "answer" in item) return { ready: false, answer: item.answer, exchanges };
    items.push(item?.row ?? null);
  }
  return { ready: true, party: party?.row ?? null, items, invoices: await invoicesOf(context, posting), exchanges };
}

async function partyOf(context: EngineContext, id: ConnectionId, plan: DocumentPlan): Promise<Made | null> {
  const customer = customerOf(plan);
  if (customer) return madeCustomer(context, id, customer, plan.currency);
  return plan.kind === "expense" && plan.payee ? { row: plan.payee, exchanges: [] } : null;
}

async function madeCustomer(context: EngineContext, id: ConnectionId, customer: PlannedCustomer, currency: string): Promise<Made> {
  if (customer.use === "existing") return { row: { id: customer.id, name: customer.name }, exchanges: [] };
  const parent = customer.parent && (await madeCustomer(context, id, customer.parent, currency));
  if (parent && "answer" in parent) return parent;
  const made = await madeNewCustomer(context, id, customer, parent?.row.id ?? null, currency);
  return { ...made, exchanges: [...(parent?.exchanges ?? []), ...made.exchanges] };
}

async function madeNewCustomer(context: EngineContext, id: ConnectionId, customer: NewCustomer, parentId: string | null, currency: string): Promise<Made> {
  const link: SavedLink = { kind: "customer", crmKey: customer.crmKey, booksId: "" };
  const query = { ...noReferences, links: [{ kind: link.kind, crmKey: link.crmKey }] };
  const content = [customer.name, customer.firstName, customer.lastName, customer.email, customer.crmKey, ...(parentId === null ? [] : [parentId])];
  return makeOnce(context, id, "c", content, {
    find: async () => {
      const found = await context.store.findReferences(id, query);
      const booksId = found.links[0]?.booksId;
      return found.rows.find((row) => row.kind === "customer" && row.id === booksId && row.isActive);
    },
    create: (books, requestId) => createCustomer(context, books, customer, parentId, currency, requestId),
    linksOf: (row) => [{ ...link, booksId: row.id }],
  });
}

async function itemOf(context: EngineContext, id: ConnectionId, item: PlannedItem): Promise<Made> {
  if (item.use === "existing") return { row: { id: item.id, name: item.name }, exchanges: [] };
  const key = matchingKey(item.name);
  return makeOnce(context, id, "i", [key, item.sku], {
    find: async () => {
      const found = await context.store.findReferences(id, { ...noReferences, itemNames: [key] });
      return found.rows.find((row) => row.kind === "item" && row.isActive && matchingKey(row.name) === key);
    },
    create: (books, requestId) => books.createItem(item, requestId),
    linksOf: () => [],
  });
}

/** A step posts in the order of its ordinals: an invoice that is paid right after it was made has its id by now. */
async function invoicesOf(context: EngineContext, { plan, enrollmentId, stepId }: Posting): Promise<string[]> {
  const ids: string[] = [];
  for (const invoice of paidInvoicesOf(plan)) {
    ids.push(invoice.use === "existing" ? invoice.id : await postedBefore(context, enrollmentId, stepId, invoice.ordinal));
  }
  return ids;
}

async function postedBefore(context: EngineContext, enrollmentId: EnrollmentId, stepId: string, ordinal: number): Promise<string> {
  const [postings, documents] = await Promise.all([context.store.latestPostings(enrollmentId, stepId), context.store.documentsOfEnrollment(enrollmentId)]);
  const posting = postings.find((one) => one.ordinal === ordinal);
  const document = documents.find((one) => one.postingId === posting?.id);
  if (!document) throw new Error(`posting ${ordinal} of step ${stepId} has no document yet`);
  return document.booksId;
}

interface Making {
  find: () => Promise<ReferenceRow | undefined>;
  create: (books: Books, requestId: RequestId) => Promise<WriteAnswer<ReferenceRow>>;
  linksOf: (row: ReferenceRow) => SavedLink[];
}

function makeOnce(context: EngineContext, id: ConnectionId, prefix: string, content: (string | null)[], making: Making): Promise<Made> {
  const requestId = contentRequestId(id, prefix, content);
  const running = underWay.get(context) ?? new Map<string, Promise<Made>>();
  underWay.set(context, running);
  const started = running.get(requestId) ?? make(context, id, requestId, making).finally(() => running.delete(requestId));
  running.set(requestId, started);
  return started;
}

async function make(context: EngineContext, id: ConnectionId, requestId: RequestId, making: Making): Promise<Made> {
  const existing = await making.find();
  if (existing) return { row: refOf(existing), exchanges: [] };
  const answer = await making.create(await context.books(id), requestId);
  const exchanges = answer.exchange ? [answer.exchange] : [];
  if (answer.outcome !== "posted") return { answer, exchanges };
  await context.store.keepCreated(id, [answer.value], making.linksOf(answer.value), context.clock.now());
  return { row: refOf(answer.value), exchanges };
}

/** At most 36 characters; the same content in the same books gives the same id, on every worker. */
function contentRequestId(id: ConnectionId, prefix: string, content: (string | null)[]): RequestId {
  const digest = createHash("sha256").update(JSON.stringify([id, ...content])).digest("hex");
  return `${prefix}-${digest.slice(0, 32)}` as RequestId;
}

function refOf(row: ReferenceRow): BooksRef {
  return { id: row.id, name: row.name };
}

/** A name that is taken by the same person's customer is theirs (another tool was faster); by anybody else it is not. */
async function createCustomer(
  context: EngineContext,
  books: Books,
  customer: NewCustomer,
  parentId: string | null,
  currency: string,
  requestId: RequestId,
): Promise<WriteAnswer<ReferenceRow>> {
  const answer = await books.createCustomer(customer, parentId, currency, requestId);
  if (answer.outcome !== "refused" || !answer.failures.some(isNameTaken)) return answer;
  const holders = await books.nameHolders(customer.name);
  const retryAt = later(context.clock.now(), backoffMs(0));
  if (!holders.ok) return { outcome: "later", failure: holders.error, retryAt, exchange: answer.exchange };
  const holder = holders.value.find((row) => matchingKey(row.name) === matchingKey(customer.name));
  if (!holder) return answer;
  if (isSamePerson(holder, customer) && isWherePlanned(holder, parentId)) return { outcome: "posted", value: holder, exchange: answer.exchange };
  const taken: Failure = { code: "display-name-taken", displayName: customer.name, holder: holder.kind as "vendor", holderId: holder.id, crmKey: customer.crmKey };
  return { ...answer, failures: [taken] };
}

function isSamePerson(holder: ReferenceRow, { email }: NewCustomer): boolean {
  return holder.kind === "customer" && holder.isActive && email !== null && matchingKey(holder.email ?? "") === matchingKey(email);
}

/** Under the company that was planned; by itself, anything but a project will do, as when customers are matched. */
function isWherePlanned({ details }: ReferenceRow, parentId: string | null): boolean {
  return parentId === null ? details.isProject !== true : details.parentId === parentId;
}

function isNameTaken(failure: Failure): boolean {
  return failure.code === "display-name-taken" || failure.code === "books-name-taken";
}
