/**
 * What no books would take of a plan, asked before anything is posted. Texts that people read may be cut at the books'
 * length; a number or an address that is cut is another one, so it is refused.
 */
import type { Failure } from "../failure.ts";
import type { BooksCompany } from "../ports/books.ts";
import type { DocumentPlan } from "./plan.ts";

/** QuickBooks' lengths (document numbers, payment references, e-mail addresses of one kind together). */
const longestNumber = 21;
const longestEmails = 100;

/** Every reason why this company's books cannot take the plan; empty = they can. */
export function planRefusals(plan: DocumentPlan, company: Pick<BooksCompany, "country">): Failure[] {
  return [...numbersOf(plan).flatMap(tooLong(longestNumber)), ...emailsOf(plan).flatMap(tooLong(longestEmails)), ...taxRefusals(plan, company)];
}

type Text = [label: string, text: string | null];

function numbersOf(plan: DocumentPlan): Text[] {
  return [
    ...("number" in plan ? [["document number", plan.number] satisfies Text] : []),
    ...("paymentReference" in plan ? [["payment reference", plan.paymentReference] satisfies Text] : []),
  ];
}

function emailsOf(plan: DocumentPlan): Text[] {
  if (plan.kind === "payment" || plan.kind === "expense") return [];
  return [
    ["e-mail address", plan.billEmail],
    ["list of e-mail copies", plan.billEmailCc.join(",")],
    ["list of blind e-mail copies", plan.billEmailBcc.join(",")],
  ];
}

function tooLong(longest: number): (text: Text) => Failure[] {
  return ([field, text]) => (text !== null && text.length > longest ? [{ code: "text-too-long", field, text, longest }] : []);
}

/** In the United States the books compute tax or take its amount; elsewhere they want tax codes. */
function taxRefusals(plan: DocumentPlan, { country }: Pick<BooksCompany, "country">): Failure[] {
  if (plan.kind === "payment") return [];
  const { mode } = plan.tax;
  const fits = mode === "none" || (mode === "codes") === (country !== "US");
  return fits ? [] : [{ code: "tax-mode-unfit", mode, country }];
}
