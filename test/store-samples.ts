/** Sample values for tests of the store: a workspace with a portal, books, a workflow, and what flows through them. */
import { booksSettings } from "#domain/books-settings.ts";
import type { BooksConnection, CrmConnection } from "#domain/connection.ts";
import { crmSettings } from "#domain/crm-settings.ts";
import type { Instant, LocalDate } from "#domain/dates.ts";
import type { InvoicePlan } from "#domain/document/invoice.ts";
import { untaxed } from "#domain/document/lines.ts";
import { plainSale } from "#domain/document/sales.ts";
import type { NewDocument } from "#domain/document/posted.ts";
import { type Enrollment, toNextStep, toPosting } from "#domain/enrollment.ts";
import type { CrmEvent } from "#domain/event.ts";
import type {
  ConnectionId,
  DocumentId,
  EnrollmentId,
  PostingId,
  StepAttemptId,
  WorkflowId,
  WorkspaceId,
} from "#domain/ids.ts";
import type { Decimal } from "#domain/money.ts";
import type { NewEnrollment } from "#domain/ports/enrollment-store.ts";
import type { RecordedAnswer, RecordedPlan } from "#domain/ports/posting-store.ts";
import type { Store } from "#domain/ports/store.ts";
import type { ReferenceRow } from "#domain/ports/books.ts";
import { requestIdOf } from "#domain/posting.ts";
import type { CrmRecord } from "#domain/record.ts";
import type { StepAttempt } from "#domain/step.ts";
import { usualDefinition, type Workflow } from "#domain/workflow.ts";
import { newId } from "#store/ids.ts";

/** The moment at which everything happens. */
export const noon = "2026-11-20T12:00:00.000Z" as Instant;

/** A workspace of its own, so that tests on one database do not meet. */
export interface Sample {
  workspaceId: WorkspaceId;
  crm: CrmConnection;
  books: BooksConnection;
  workflow: Workflow;
}

/** Stores a workspace with a portal, books and a workflow that is on. */
export async function aWorkspace(store: Store): Promise<Sample> {
  const workspaceId = newId() as WorkspaceId;
  const sample = {
    workspaceId,
    crm: aPortal(workspaceId),
    books: someBooks(workspaceId),
    workflow: aWorkflow(workspaceId),
  };
  await store.createWorkspace({ id: workspaceId, name: "Acme", now: noon });
  await store.saveConnection(sample.crm, { token: "crm-secret" });
  await store.saveConnection(sample.books, { refreshToken: "books-secret" });
  await store.createWorkflow(sample.workflow);
  return sample;
}

/** The same workspace with another workflow that is on. */
export async function anotherWorkflow(store: Store, sample: Sample): Promise<Sample> {
  const workflow = aWorkflow(sample.workspaceId);
  await store.createWorkflow(workflow);
  return { ...sample, workflow };
}

function aPortal(workspaceId: WorkspaceId): CrmConnection {
  return {
    id: newId() as ConnectionId,
    workspaceId,
    role: "crm",
    vendor: "hubspot",
    name: "Acme portal",
    externalId: "4711",
    connectionState: "connected",
    baseUrl: "https://api.hubapi.com",
    appUrl: "https://app.hubspot.com",
    createdAt: noon,
    account: { portalId: "4711", name: "Acme portal", timeZone: "America/New_York", currency: "USD" },
    settings: crmSettings.parse({}),
  };
}

/** Connected books, not stored. */
export function someBooks(workspaceId: WorkspaceId): BooksConnection {
  return {
    id: newId() as ConnectionId,
    workspaceId,
    role: "books",
    vendor: "quickbooks",
    name: "Acme Inc.",
    externalId: "9130",
    connectionState: "connected",
    baseUrl: "https://quickbooks.api.intuit.com",
    appUrl: "https://qbo.intuit.com",
    createdAt: noon,
    company: {
      realmId: "9130",
      name: "Acme Inc.",
      country: "US",
      homeCurrency: "USD",
      multicurrency: false,
      timeZone: "America/New_York",
      closedThrough: null,
      customNumbers: false, tax: "automated", allows: { discounts: true, shipping: false, prepayments: true, estimates: true }, classes: "none", locations: false, defaultTermsId: null,
    },
    settings: booksSettings.parse({ customerRule: "create-if-missing" }),
    isReadOnly: false,
  };
}

function aWorkflow(workspaceId: WorkspaceId): Workflow {
  return {
    id: newId() as WorkflowId,
    workspaceId,
    name: "Won deals become invoices",
    state: "on",
    version: 1,
    pausedBecause: null,
    draft: null,
    definition: {
      objectType: "deal",
      triggerGroups: [],
      ...usualDefinition,
      steps: [{ id: "inv", action: "create-invoice", settings: {} }],
    },
    turnedOnAt: noon,
    updatedAt: noon,
  };
}

/** A webhook event, not stored. */
export function anEvent(change: Partial<CrmEvent> = {}): CrmEvent {
  return {
    objectType: "deal",
    recordId: "1",
    kind: "changed",
    property: "dealstage",
    occurredAt: noon,
    source: "webhook",
    sourceKey: newId(),
    ...change,
  };
}

/** A won deal. */
export function aDeal(change: Partial<CrmRecord> = {}): CrmRecord {
  return {
    objectType: "deal",
    id: "1",
    name: "Big deal",
    properties: { dealstage: "closedwon", amount: "1200.00", note: null },
    modifiedAt: noon,
    url: "https://app.hubspot.com/contacts/4711/deal/1",
    ...change,
  };
}

/** An enrollment that is due at noon, not stored. */
export function aNewEnrollment(sample: Pick<Sample, "workspaceId"> & { workflow: Pick<Workflow, "id">; crm: Pick<CrmConnection, "id"> }, change: Partial<NewEnrollment> = {}): NewEnrollment {
  return {
    id: newId() as EnrollmentId,
    workspaceId: sample.workspaceId,
    workflowId: sample.workflow.id,
    workflowVersion: 1,
    connectionId: sample.crm.id,
    objectType: "deal",
    recordId: newId(),
    recordName: "Big deal",
    occurrence: 1,
    enrollmentState: "running",
    stepId: "inv",
    wakeAt: noon,
    startedBy: "trigger",
    startedAt: noon,
    ...change,
  };
}

/** Enrollments that are stored. */
export async function someEnrollments(store: Store, sample: Sample, count: number): Promise<Enrollment[]> {
  const enrollments = Array.from({ length: count }, () => aNewEnrollment(sample));
  return store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments, settledEventIds: [], now: noon });
}

/** An invoice over 1,200.00 USD. */
export const plan: InvoicePlan = {
  ...plainSale,
  kind: "invoice",
  customer: { use: "existing", id: "58", name: "Cool Cars", matchedBy: "saved-link" },
  transactionDate: "2026-11-20" as LocalDate,
  dueDate: "2026-12-20" as LocalDate,
  terms: { id: "3", name: "Net 30" },
  currency: "USD",
  lines: [
    {
      ...untaxed,
      kind: "item",
      class: null,
      serviceDate: null,
      lineItemId: "77",
      item: { use: "existing", id: "12", name: "Hours", matchedBy: "sku" },
      description: "Hours in November",
      quantity: "12" as Decimal,
      unitPrice: "100" as Decimal,
      amount: { amountMinor: 120_000, currency: "USD" },
    },
  ],
  total: { amountMinor: 120_000, currency: "USD" },
  billEmail: "pay@coolcars.example",
  privateNote: "Deal 1",
  prepayment: null,
  fromEstimate: null,
};

/** The first try of the only step. */
export function anAttempt(enrollment: Enrollment, change: Partial<StepAttempt> = {}): StepAttempt {
  return {
    id: newId() as StepAttemptId,
    enrollmentId: enrollment.id,
    stepId: "inv",
    number: 1,
    startedAt: noon,
    finishedAt: null,
    inputs: { deal: { id: enrollment.recordId } },
    decisions: [{ code: "customer-matched", as: "customer", name: "Ada Okoye", way: { key: "saved-link", party: "contact", property: null } }],
    plans: [],
    warnings: [],
    outcome: null,
    exchanges: [],
    ...change,
  };
}

/** The only step's plan, not stored. */
export function aPlan(enrollment: Enrollment, sample: Sample, generation = 0): RecordedPlan {
  const attempt = anAttempt(enrollment, { plans: [plan] });
  return {
    workflowId: enrollment.workflowId,
    attempt,
    enrollmentId: enrollment.id,
    move: toPosting({ ...enrollment, enrollmentState: "running" }),
    postings: [{
      id: newId() as PostingId,
      workspaceId: sample.workspaceId,
      enrollmentId: enrollment.id,
      stepAttemptId: attempt.id,
      stepId: "inv",
      connectionId: sample.books.id,
      ordinal: 0,
      unitSize: 1,
      generation,
      requestId: requestIdOf(enrollment.id, "inv", 0, generation),
      plan,
      postingState: "intended",
      firstSentAt: null,
      batchedAt: null,
      notBefore: null,
      sends: 0,
      failures: [],
    }],
  };
}

/** As above, of two documents that are posted one after the other. */
export function aUnit(enrollment: Enrollment, sample: Sample, generation = 0): RecordedPlan {
  const recorded = aPlan(enrollment, sample, generation);
  const [first] = recorded.postings;
  const postings = [0, 1].map((ordinal) => ({ ...first!, id: newId() as PostingId, ordinal, unitSize: 2, requestId: requestIdOf(enrollment.id, "inv", ordinal, generation) }));
  return { ...recorded, attempt: { ...recorded.attempt, plans: [plan, plan] }, postings };
}

function aDocument(recorded: RecordedPlan, enrollment: Enrollment, booksId: string): NewDocument {
  const posting = recorded.postings[0]!;
  return {
    id: newId() as DocumentId,
    workspaceId: posting.workspaceId,
    connectionId: posting.connectionId,
    enrollmentId: enrollment.id,
    postingId: posting.id,
    workflowId: enrollment.workflowId,
    plan,
    kind: "invoice",
    booksId,
    number: "1001",
    syncToken: "0",
    status: "open",
    party: { id: "58", name: "Cool Cars" },
    transactionDate: plan.transactionDate,
    dueDate: plan.dueDate,
    total: plan.total,
    balance: plan.total,
    url: `https://qbo.intuit.com/app/invoice?txnId=${booksId}`,
    privateNote: "Deal 1",
    objectType: "deal",
    recordId: enrollment.recordId,
    recordName: enrollment.recordName,
    linkBackState: "pending",
    linkBackFailure: null,
    linkBackTries: 0,
    warnings: [],
    postedAt: noon,
  };
}

/** The books said: posted. */
export function aPostedAnswer(recorded: RecordedPlan, enrollment: Enrollment, booksId: string): RecordedAnswer {
  const document = aDocument(recorded, enrollment, booksId);
  return {
    postingId: recorded.postings[0]!.id,
    sends: 1,
    posting: { postingState: "posted", notBefore: null, failures: [] },
    stepAttemptId: recorded.attempt.id,
    outcome: { outcome: "done", documents: [document], warnings: [] },
    exchanges: [
      { method: "POST", path: "/invoice", request: {}, status: 200, answer: {}, traceId: "t-1", durationMs: 150 },
    ],
    finished: true,
    enrollmentId: enrollment.id,
    move: toNextStep({ ...enrollment, enrollmentState: "posting" }, null, noon),
    document,
    now: noon,
  };
}

/** A row of reference data. */
export function aCustomer(change: Partial<ReferenceRow> = {}): ReferenceRow {
  return {
    kind: "customer",
    id: "58",
    name: "Cool Cars",
    isActive: true,
    firstName: "Grace",
    lastName: "Pariente",
    email: "Cool_Cars@intuit.com",
    sku: null,
    currency: null,
    unitPrice: null,
    type: null,
    dueDays: null,
    details: {},
    modifiedAt: noon,
    ...change,
  };
}
