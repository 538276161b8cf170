/** The members that all sales documents share (reference: 5.12). */
import type { PlannedCustomField, SalesPlan } from "#domain/document/sales.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { salesLines } from "./lines.ts";
import { addressMember, commonMembers, emailMember, member, memoMember, noteWith, refMember, type Wire } from "./members.ts";
import { taxMembers } from "./taxes.ts";

/** The body of a create, without what only one kind has. */
export function salesMembers(document: Pick<ReadyDocument, "party" | "items" | "mark"> & { plan: SalesPlan }, company: BooksCompany): Wire {
  const { plan, party, mark } = document;
  if (party === null) throw new Error("the document has no customer");
  return {
    CustomerRef: { value: party.id },
    ...commonMembers(plan, company),
    ...member("DocNumber", plan.number),
    ...emailMember("BillEmail", plan.billEmail === null ? [] : [plan.billEmail]),
    ...emailMember("BillEmailCc", plan.billEmailCc),
    ...emailMember("BillEmailBcc", plan.billEmailBcc),
    // What is sent by a call of its own must not stand on the list of documents to be sent as well.
    ...(plan.emailing === "mark-to-be-sent" ? { EmailStatus: "NeedToSend" } : {}),
    ...addressMember("BillAddr", plan.billingAddress),
    ...addressMember("ShipAddr", plan.shippingAddress),
    ...refMember("ClassRef", plan.class),
    ...refMember("DepartmentRef", plan.location),
    ...(plan.customFields.length === 0 ? {} : { CustomField: plan.customFields.map(customField) }),
    ...memoMember(plan.customerMemo),
    PrivateNote: noteWith(plan.privateNote, mark),
    ...taxMembers(plan.tax, company),
    ...(company.country === "US" && plan.discount && plan.tax.mode !== "none" ? { ApplyTaxAfterDiscount: plan.discount.isBeforeTax } : {}),
    Line: salesLines(document, company),
  };
}

function customField({ id, name, value }: PlannedCustomField): Wire {
  return { DefinitionId: id, Name: name, Type: "StringType", StringValue: value };
}
