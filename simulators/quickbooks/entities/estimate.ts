/** Estimates: offers that post nothing. An invoice that comes from one closes it. */
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { type EntityKind, type EntityWrite, operations } from "./kind.ts";
import { preparedSalesDocument } from "./sales-document.ts";

const statuses = ["Pending", "Accepted", "Closed", "Rejected", "Converted"];
/** Only the books themselves bring an estimate there. */
const finalStatuses = new Set(["Closed", "Converted"]);

export const estimateKind: EntityKind = {
  name: "Estimate",
  operations: operations("create update delete send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: (company, write) => preparedSalesDocument(company, write, { name: "Estimate", needsCustomer: true, own: ownMembers }),
};

function ownMembers(company: Company, { members, before }: EntityWrite): Members {
  if (company.prefs("SalesFormsPrefs")["AllowEstimates"] !== true) throw new Refusal("5030", "Feature Not Supported Error : Estimates are not turned on in this company's settings.", "Estimate");
  const status = memberText(members["TxnStatus"], "Pending");
  if (!statuses.includes(status)) throw new Refusal("2170", `Invalid Enumeration : ${status}`, "TxnStatus");
  const was = memberText(before?.["TxnStatus"]);
  if (finalStatuses.has(status) && status !== was) throw new Refusal("6000", `Business Validation Error: An estimate can't be set to ${status}; link an invoice to it.`, "TxnStatus");
  return { TxnStatus: status, Balance: undefined, DueDate: undefined };
}

/** The links an invoice may be made with: at most one estimate of the same customer that is still open, or time activities. */
export function estimateLinks(company: Company, given: Members): Members[] {
  const links = ((given["LinkedTxn"] ?? []) as Members[]).filter((link) => ["Estimate", "TimeActivity"].includes(memberText(link["TxnType"])));
  const [link, ...others] = links;
  if (!link) return [];
  if (others.length > 0) throw new Refusal("620", "Transaction cannot be linked : An invoice can be linked to one estimate only.", "LinkedTxn");
  const id = memberText(link["TxnId"]);
  const estimate = link["TxnType"] === "Estimate" ? company.find("Estimate", id) : undefined;
  if (!estimate) throw new Refusal("620", `Transaction cannot be linked : ${memberText(link["TxnType"])} ${id} was not found.`, "LinkedTxn");
  if (refId(estimate["CustomerRef"]) !== refId(given["CustomerRef"])) throw new Refusal("620", `Transaction cannot be linked : Estimate ${id} is another customer's.`, "LinkedTxn");
  if (finalStatuses.has(memberText(estimate["TxnStatus"]))) throw new Refusal("620", `Transaction cannot be linked : Estimate ${id} is closed already.`, "LinkedTxn");
  return [{ TxnId: id, TxnType: "Estimate" }];
}

/** An invoice that was made from an estimate closes it; both show the other. */
export function closeEstimate(company: Company, invoice: Entity): void {
  const estimate = estimateOf(company, invoice);
  if (!estimate) return;
  company.replace("Estimate", estimate, { ...estimate, TxnStatus: "Closed", LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] });
}

/** An invoice that goes gives its estimate back. */
export function reopenEstimate(company: Company, invoice: Entity): void {
  const estimate = estimateOf(company, invoice);
  if (estimate) company.replace("Estimate", estimate, { ...estimate, TxnStatus: "Pending", LinkedTxn: [] });
}

function estimateOf(company: Company, invoice: Entity): Entity | undefined {
  const link = ((invoice["LinkedTxn"] ?? []) as Members[]).find((one) => one["TxnType"] === "Estimate");
  return link && company.find("Estimate", memberText(link["TxnId"]));
}
