/**
 * What a document needs before it can be posted: its customer and items, created when the plan says so. Each create has a
 * request id made of what is created, so two documents that need the same new customer ask for the same one.
 */
import { createHash } from "node:crypto";
import type { BooksRef, DocumentPlan, PlannedCustomer, PlannedItem } from "../domain/document/plan.ts";
import type { Failure } from "../domain/failure.ts";
import type { ConnectionId, RequestId } from "../domain/ids.ts";
import { matchingKey } from "../domain/matching.ts";
import type { Books, Exchange, ReferenceRow, WriteAnswer } from "../domain/ports/books.ts";
import type { ReferenceQuery, SavedLink } from "../domain/ports/store.ts";
import type { Posting } from "../domain/posting.ts";
import { later } from "../domain/dates.ts";
import { backoffMs } from "../domain/step.ts";
import type { EngineContext } from "./context.ts";

type NewCustomer = Extract<PlannedCustomer, { use: "create" }>;

/** Everything the document refers to exists, or why it does not (yet). */
export type Prepared =
  | { ready: true; customer: BooksRef; items: BooksRef[]; exchanges: Exchange[] }
  | { ready: false; answer: Exclude<WriteAnswer<ReferenceRow>, { outcome: "posted" }>; exchanges: Exchange[] };

type Made = { row: BooksRef; exchanges: Exchange[] } | { answer: Exclude<WriteAnswer<ReferenceRow>, { outcome: "posted" }>; exchanges: Exchange[] };

/** Creates of the same thing under way in this process; the others wait for the first. */
const underWay = new WeakMap<EngineContext, Map<string, Promise<Made>>>();

/** Makes what the plan needs. Customers before items, so that a refusal leaves as little as possible behind. */
export async function prepare(context: EngineContext, posting: Posting): Promise<Prepared> {
  const { plan, connectionId } = posting;
  const exchanges: Exchange[] = [];
  const customer = await customerOf(context, connectionId, plan);
  exchanges.push(...customer.exchanges);
  if ("answer" in customer) return { ready: false, answer: customer.answer, exchanges };
  const items: BooksRef[] = [];
  for (const line of plan.lines) {
    const item = await itemOf(context, connectionId, line.item);
    exchanges.push(...item.exchanges);
    if ("answer" in item) return { ready: false, answer: item.answer, exchanges };
    items.push(item.row);
  }
  return { ready: true, customer: customer.row, items, exchanges };
}

async function customerOf(context: EngineContext, id: ConnectionId, plan: DocumentPlan): Promise<Made> {
  const { customer } = plan;
  if (customer.use === "existing") return { row: { id: customer.id, name: customer.name }, exchanges: [] };
  const link: SavedLink = { kind: "customer", crmKey: customer.contactId, booksId: "" };
  const query = { ...nothing, links: [{ kind: link.kind, crmKey: link.crmKey }] };
  const content = [customer.name, customer.firstName, customer.lastName, customer.email, customer.contactId];
  return makeOnce(context, id, "c", content, {
    find: async () => {
      const found = await context.store.findReferences(id, query);
      const booksId = found.links[0]?.booksId;
      return found.rows.find((row) => row.kind === "customer" && row.id === booksId && row.isActive);
    },
    create: (books, requestId) => createCustomer(context, books, customer, plan.currency, requestId),
    linksOf: (row) => [{ ...link, booksId: row.id }],
  });
}

async function itemOf(context: EngineContext, id: ConnectionId, item: PlannedItem): Promise<Made> {
  if (item.use === "existing") return { row: { id: item.id, name: item.name }, exchanges: [] };
  const key = matchingKey(item.name);
  return makeOnce(context, id, "i", [key, item.sku], {
    find: async () => {
      const found = await context.store.findReferences(id, { ...nothing, itemNames: [key] });
      return found.rows.find((row) => row.kind === "item" && row.isActive && matchingKey(row.name) === key);
    },
    create: (books, requestId) => books.createItem(item, requestId),
    linksOf: () => [],
  });
}

const nothing: ReferenceQuery = { customers: [], displayNames: [], skus: [], itemNames: [], ids: [], links: [] };

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
  currency: string,
  requestId: RequestId,
): Promise<WriteAnswer<ReferenceRow>> {
  const answer = await books.createCustomer(customer, currency, requestId);
  if (answer.outcome !== "refused" || !answer.failures.some(isNameTaken)) return answer;
  const holders = await books.nameHolders(customer.name);
  const retryAt = later(context.clock.now(), backoffMs(0));
  if (!holders.ok) return { outcome: "later", failure: holders.error, retryAt, exchange: answer.exchange };
  const holder = holders.value.find((row) => matchingKey(row.name) === matchingKey(customer.name));
  if (!holder) return answer;
  const isSamePerson = holder.kind === "customer" && holder.isActive && matchingKey(holder.email ?? "") === matchingKey(customer.email);
  if (isSamePerson) return { outcome: "posted", value: holder, exchange: answer.exchange };
  const taken: Failure = { code: "display-name-taken", displayName: customer.name, holder: holder.kind as "vendor", holderId: holder.id };
  return { ...answer, failures: [taken] };
}

function isNameTaken(failure: Failure): boolean {
  return failure.code === "display-name-taken" || failure.code === "books-name-taken";
}
