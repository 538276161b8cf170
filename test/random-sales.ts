/** Random sales, planned as the product plans them and posted over HTTP: do the books come to the planned total? */
import fc from "fast-check";
import { createInvoice } from "#actions/create-invoice/create-invoice.ts";
import { aContact, aLine, anEarlier, aSubject } from "#actions/sale/samples.ts";
import type { EarlierDocument, Found } from "#actions/action.ts";
import { booksSettings } from "#domain/books-settings.ts";
import type { BooksConnection } from "#domain/connection.ts";
import { localDateIn } from "#domain/dates.ts";
import { customerOf, type DocumentPlan, isTotalKnown, itemsOf } from "#domain/document/plan.ts";
import type { RequestId } from "#domain/ids.ts";
import { itemLinkKeys } from "#domain/matching.ts";
import { minorUnitDigits, type Decimal, type Money } from "#domain/money.ts";
import type { BooksCompany, ReferenceRow } from "#domain/ports/books.ts";
import type { Adjustment, LineItem, Subject } from "#domain/record.ts";
import { everything, valueOf } from "./document-samples.ts";
import { openBench, type QuickBooksBench } from "./quickbooks-bench.ts";

/** What came of the tries. */
export interface Tried {
  posted: number;
  /** Sales that the product refuses before anything is sent, by reason. */
  refused: Record<string, number>;
  /** Documents whose total is not the planned one, or that the books refused. */
  differences: { planned: Money; posted: Money | string; plan: DocumentPlan }[];
}

/** Tries so many random sales on a company of that profile; the same seed tries the same ones. */
export async function tryRandomSales(profile: string, count: number, seed: number): Promise<Tried> {
  await using bench = await openBench({ profile, limits: "off" });
  const company = valueOf(await bench.books.company());
  const rows = (await everything(bench.books)).rows.filter((row) => row.isActive);
  const tried: Tried = { posted: 0, refused: {}, differences: [] };
  const queue = fc.sample(sales(company, rows), { numRuns: count, seed }).entries();
  const next = async (): Promise<void> => {
    for (const [index, sale] of queue) await tryOne(bench, company, rows, sale, `${seed}-${index}`, tried);
  };
  await Promise.all(Array.from({ length: 16 }, next));
  return tried;
}

interface RandomSale {
  subject: Subject;
  customer: ReferenceRow;
  settings: Record<string, unknown>;
  account: Partial<BooksConnection["settings"]>;
  /** True: a part is billed before, so that this is the balance. */
  isBalance: boolean;
}

async function tryOne(bench: QuickBooksBench, company: BooksCompany, rows: readonly ReferenceRow[], sale: RandomSale, id: string, tried: Tried): Promise<void> {
  const plan = planOf(company, rows, sale, [], tried);
  if (plan === null) return;
  await postOne(bench, plan, id, tried);
  if (!sale.isBalance) return;
  const rest = planOf(company, rows, { ...sale, settings: { ...sale.settings, part: "balance", partPercent: null } }, [anEarlier(plan)], tried);
  if (rest !== null) await postOne(bench, rest, `${id}-r`, tried);
}

function planOf(company: BooksCompany, rows: readonly ReferenceRow[], sale: RandomSale, earlier: EarlierDocument[], tried: Tried): DocumentPlan | null {
  const settings = { ...booksSettings.parse({}), ...sale.account };
  const links = [
    { kind: "customer" as const, crmKey: "551", booksId: sale.customer.id },
    ...sale.subject.lineItems.map((lineItem) => ({ kind: "item" as const, crmKey: itemLinkKeys(lineItem)[0]!, booksId: lineItem.properties["item"]! })),
  ];
  const now = new Date().toISOString() as Found["now"];
  const books = { company, settings } as BooksConnection;
  const ready = createInvoice.ready({ books: "b", ...sale.settings });
  if (!ready.ok) throw new Error(JSON.stringify(ready.error));
  const { plan } = ready.value.plan(sale.subject, { books, references: { rows: [...rows], links }, today: localDateIn(company.timeZone, now), now, earlier });
  if (plan.ok) return plan.value[0]!;
  for (const { code } of plan.error) tried.refused[code] = (tried.refused[code] ?? 0) + 1;
  return null;
}

async function postOne(bench: QuickBooksBench, plan: DocumentPlan, id: string, tried: Tried): Promise<void> {
  const customer = customerOf(plan);
  const items = itemsOf(plan).map((item) => (item?.use === "existing" ? { id: item.id, name: item.name } : null));
  if (customer?.use !== "existing") throw new Error("random sales are made out to customers that exist");
  const answer = await bench.books.postDocument({ plan, party: { id: customer.id, name: customer.name }, items, invoices: [], mark: `[${id}]` }, `r-${id}` as RequestId);
  if (answer.outcome !== "posted") return void tried.differences.push({ planned: plan.total, posted: JSON.stringify(answer), plan });
  tried.posted += 1;
  const { party, transactionDate, kind, privateNote } = answer.value;
  const isKept = party?.id === customer.id && transactionDate === plan.transactionDate && kind === plan.kind && privateNote.includes(`[${id}]`);
  if (!isKept) tried.differences.push({ planned: plan.total, posted: JSON.stringify(answer.value), plan });
  const isSame = answer.value.total.amountMinor === plan.total.amountMinor && answer.value.total.currency === plan.total.currency;
  // Where the books compute the tax, the CRM's amount is only what is expected of them.
  if (!isComputedByBooks(plan) && !isSame) tried.differences.push({ planned: plan.total, posted: answer.value.total, plan });
}

function isComputedByBooks(plan: DocumentPlan): boolean {
  return !isTotalKnown(plan) || ("tax" in plan && plan.tax.mode === "automated");
}

/** Sales as crooked as a CRM allows: odd quantities and prices, discounts of every kind, several rates, shipping, parts. */
function sales(company: BooksCompany, rows: readonly ReferenceRow[]): fc.Arbitrary<RandomSale> {
  const items = rows.filter((row) => row.kind === "item" && (row.type === "Service" || row.type === "NonInventory"));
  const customers = rows.filter((row) => row.kind === "customer");
  const codes = rows.filter((row) => row.kind === "tax-code" && (row.details.salesRates?.length ?? 0) > 0).map((row) => ({ row, percent: percentOf(row, rows) }));
  return fc.constantFrom(...customers).chain((customer) => {
    const currency = customer.currency ?? company.homeCurrency;
    const line = lines(items, codes, currency, company);
    return fc
      .record({
        lineItems: fc.array(line, { minLength: 1, maxLength: 12 }),
        adjustments: fc.array(adjustment, { maxLength: 2 }),
        lineDiscounts: fc.constantFrom("net-price", "document-discount"),
        taxMode: fc.constantFrom(...(company.country === "US" ? ["none", "as-charged", "automated"] : ["codes", "codes", "none"])),
        crmPrices: fc.constantFrom("exclusive" as const, "inclusive" as const),
        part: fc.constantFrom("all", "all", "percent"),
        percent: fc.integer({ min: 1, max: 99 }),
      })
      .map((facts) => randomSale({ ...facts, customer, currency, codes }));
  });
}

interface TaxCode {
  row: ReferenceRow;
  percent: Decimal;
}

interface SaleFacts {
  lineItems: LineItem[];
  adjustments: Adjustment[];
  lineDiscounts: string;
  taxMode: string;
  crmPrices: "exclusive" | "inclusive";
  part: string;
  percent: number;
  customer: ReferenceRow;
  currency: string;
  codes: TaxCode[];
}

function randomSale({ lineItems, adjustments, lineDiscounts, taxMode, crmPrices, part, percent, customer, currency, codes }: SaleFacts): RandomSale {
  const numbered = lineItems.map((lineItem, index) => ({ ...lineItem, id: String(index), name: `${lineItem.name} ${index}` }));
  const [code] = codes;
  const taxMappings = codes.map(({ row, percent: rate }) => ({ rate, label: row.name, taxCode: row.id }));
  return {
    subject: aSubject({ currency, contacts: [aContact()], lineItems: numbered, adjustments }),
    customer,
    settings: { lineDiscounts, taxMode, part, partPercent: part === "percent" ? String(percent) : null },
    account: { crmPrices, taxMappings, zeroTaxCode: code?.row.id ?? null, chargedTaxCode: code?.row.id ?? null },
    isBalance: part === "percent",
  };
}

/** All rates of a code together; compound ones are of what is before them. */
function percentOf(code: ReferenceRow, rows: readonly ReferenceRow[]): Decimal {
  const factors = (code.details.salesRates ?? []).reduce((sum, { rateId, base }) => {
    const percent = Number(rows.find((row) => row.kind === "tax-rate" && row.id === rateId)?.details.percent ?? 0);
    return sum + (base === "amount" ? percent : base === "taxes" ? (sum * percent) / 100 : ((100 + sum) * percent) / 100);
  }, 0);
  return String(Math.round(factors * 10_000) / 10_000) as Decimal;
}

const adjustment: fc.Arbitrary<Adjustment> = fc.record({
  kind: fc.constant("discount" as const),
  label: fc.constant("Loyal"),
  form: fc.constantFrom("percent" as const, "amount" as const),
  value: fc.constantFrom("0.01", "1", "2.5", "7.77", "10", "33.333", "50", "100").map((value) => value as Decimal),
});

function lines(items: readonly ReferenceRow[], codes: readonly TaxCode[], currency: string, company: BooksCompany): fc.Arbitrary<LineItem> {
  const digits = minorUnitDigits(currency);
  return fc
    .record({
      item: fc.constantFrom(...items),
      quantity: fc.constantFrom("1", "2", "3", "7", "0.5", "1.25", "0.333", "12.5", "100", "1000"),
      price: fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom(0, 1, 2, 2, 2, 3, 4, 6)).map(([number, places]) => (number / 10 ** places).toFixed(places)),
      offPercent: fc.constantFrom(0, 0, 0, 5, 12.5, 33.3, 100),
      code: fc.option(fc.constantFrom(...(codes.length > 0 ? codes : [null])), { nil: null }),
    })
    .map(({ item, quantity, price, offPercent, code }) => {
      const gross = Number(quantity) * Number(price);
      const net = ((gross * (100 - offPercent)) / 100).toFixed(digits + 2);
      const rate = company.country === "US" ? "8.875" : code?.percent;
      const tax = code === null || rate === undefined ? null : { rate: rate as Decimal, label: code.row.name, amount: ((Number(net) * Number(rate)) / 100).toFixed(digits) as Decimal };
      return aLine(item.name, quantity, price, { currency, netAmount: offPercent === 0 ? null : (net as Decimal), tax, properties: { quantity, price, item: item.id } });
    });
}
