/** What a document leaves on its record: a set of properties of its own for each kind of document, named by us in every CRM. */
import { documentKinds, documentWords, type DocumentKind } from "./document/kind.ts";
import type { LinkBack, PropertyWrite } from "./ports/crm.ts";

/** A property as it is made where the CRM does not have it. */
export interface LinkBackProperty {
  name: string;
  label: string;
  type: "text" | "number";
}

/** What is shown of a document. */
const facts = {
  id: { label: "ID", type: "text", valueOf: (link) => link.documentId },
  number: { label: "number", type: "text", valueOf: (link) => link.number ?? "" },
  status: { label: "status", type: "text", valueOf: (link) => link.status },
  total: { label: "total", type: "number", valueOf: (link) => link.total },
  balance: { label: "balance", type: "number", valueOf: (link) => link.balance },
  url: { label: "link", type: "text", valueOf: (link) => link.url },
} as const satisfies Record<string, { label: string; type: LinkBackProperty["type"]; valueOf(link: LinkBack): string }>;
type Fact = keyof typeof facts;

/** Kinds of which something can be left to pay or to apply. */
const kindsWithBalance: readonly DocumentKind[] = ["invoice", "payment"];

function factsOf(kind: DocumentKind): Fact[] {
  return (Object.keys(facts) as Fact[]).filter((fact) => fact !== "balance" || kindsWithBalance.includes(kind));
}

/** For example `quickbooks_sales_receipt_number`. */
function nameOf(kind: DocumentKind, fact: Fact): string {
  return `quickbooks_${kind.replaceAll("-", "_")}_${fact}`;
}

/** The properties of all kinds. */
export const linkBackProperties: readonly LinkBackProperty[] = documentKinds.flatMap((kind) =>
  factsOf(kind).map((fact) => {
    const { label, type } = facts[fact];
    return { name: nameOf(kind, fact), label: `QuickBooks ${documentWords[kind].noun} ${label}`, type };
  }),
);

/** What a document leaves on its record. */
export function linkBackValues(link: LinkBack): PropertyWrite["properties"] {
  return Object.fromEntries(factsOf(link.kind).map((fact) => [nameOf(link.kind, fact), facts[fact].valueOf(link)]));
}

/** One record takes one write, with a document of each kind; of one kind the last wins, as if written one after the other. */
export function linkBackWrites(links: readonly LinkBack[]): PropertyWrite[] {
  const ofRecords = Map.groupBy(links, (link) => link.recordId);
  return [...ofRecords].map(([recordId, all]) => ({ recordId, properties: Object.assign({}, ...all.map(linkBackValues)) as PropertyWrite["properties"] }));
}
