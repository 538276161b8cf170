/** "Approval": a person with the approver role looks at the planned document before it is posted. */
import { z } from "zod";
import type { FlowDecided } from "../../domain/decision.ts";
import type { DocumentPlan } from "../../domain/document/plan.ts";
import { compareDecimals, decimalText, parseDecimal } from "../../domain/money.ts";
import { ok } from "../../domain/result.ts";
import type { FormField } from "../form.ts";
import { defineFlowAction, type FlowAction } from "./flow-action.ts";

const approvalSettings = z
  .object({
    when: z.enum(["always", "amount", "new-customer"]).default("always"),
    amount: z.string().nullable().default(null),
  })
  .superRefine(({ when, amount }, issues) => {
    if (when === "amount" && parseDecimal(amount ?? "") === undefined) issues.addIssue({ code: "custom", path: ["amount"], message: "give an amount" });
  });
type ApprovalSettings = z.infer<typeof approvalSettings>;

const form: readonly FormField[] = [
  {
    kind: "choice", name: "when", label: "Ask", help: "The next document of the workflow is planned and shown; what is approved is what is posted.", isRequired: true,
    options: [{ value: "always", label: "always" }, { value: "amount", label: "when a document comes to an amount or more" }, { value: "new-customer", label: "when a customer would be created" }],
  },
  { kind: "text", name: "amount", label: "Amount", help: "In the document's currency.", isRequired: true, format: "amount", shownWhen: { field: "when", equals: "amount" } },
];

export const approval: FlowAction = defineFlowAction<ApprovalSettings>({
  kind: "approval",
  title: "Approval",
  group: "Flow",
  description: "A person looks at the next document before it is posted.",
  settings: approvalSettings,
  form,
  looksAhead: true,
  decide: (settings, { planned }) => {
    if (planned === null) return ok({ flow: "go-on", decided: { code: "nothing-to-approve" } });
    const reason = planned.map((plan) => reasonToAsk(settings, plan)).find((one) => one !== null);
    return ok(reason === undefined ? { flow: "go-on", decided: { code: "approval-not-needed" } } : { flow: "ask-approval", decided: { code: "approval-asked", because: reason } });
  },
});

type ReasonToAsk = Extract<FlowDecided, { code: "approval-asked" }>["because"];

function reasonToAsk({ when, amount }: ApprovalSettings, plan: DocumentPlan): ReasonToAsk | null {
  if (when === "always") return { is: "always" };
  if (when === "amount") return compareDecimals(decimalText(plan.total), parseDecimal(amount ?? "") ?? decimalText(plan.total)) >= 0 ? { is: "amount", amount: amount ?? "" } : null;
  return "customer" in plan && plan.customer.use === "create" ? { is: "new-customer" } : null;
}
