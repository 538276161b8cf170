/** The properties that show a record's documents: a set of its own for each kind of document, in one group. */
import { documentKinds, documentWords, type DocumentKind } from "#domain/document/kind.ts";
import type { LinkBack, PropertyWrite } from "#domain/ports/crm.ts";

/** A property as it is created where the portal does not have it. */
export interface WantedProperty {
  name: string;
  label: string;
  type: "string" | "number";
  fieldType: "text" | "number";
}

export const linkBackGroup = { name: "quickbooks_documents", label: "QuickBooks documents", displayOrder: -1 };

/** What is shown of a document. */
const facts = {
  id: { label: "ID", type: "string", valueOf: (link) => link.documentId },
  number: { label: "number", type: "string", valueOf: (link) => link.number ?? "" },
  status: { label: "status", type: "string", valueOf: (link) => link.status },
  total: { label: "total", type: "number", valueOf: (link) => link.total },
  balance: { label: "balance", type: "number", valueOf: (link) => link.balance },
  url: { label: "link", type: "string", valueOf: (link) => link.url },
} as const satisfies Record<string, { label: string; type: WantedProperty["type"]; valueOf(link: LinkBack): string }>;
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
export const linkBackProperties: readonly WantedProperty[] = documentKinds.flatMap((kind) =>
  factsOf(kind).map((fact) => {
    const { label, type } = facts[fact];
    return { name: nameOf(kind, fact), label: `QuickBooks ${documentWords[kind].noun} ${label}`, type, fieldType: type === "number" ? "number" : "text" };
  }),
);

/** What a document leaves on its record. */
export function linkBackValues(link: LinkBack): PropertyWrite["properties"] {
  return Object.fromEntries(factsOf(link.kind).map((fact) => [nameOf(link.kind, fact), facts[fact].valueOf(link)]));
}
