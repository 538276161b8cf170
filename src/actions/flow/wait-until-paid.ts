/** "Wait until paid": goes on as soon as the books say that an earlier step's document is paid, voided or deleted, or when it took too long. */
import { z } from "zod";
import { isLive } from "../../domain/document/kind.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import { decimalText } from "../../domain/money.ts";
import { ok } from "../../domain/result.ts";
import type { FormField } from "../form.ts";
import { placeholdersIn } from "../template.ts";
import { defineFlowAction, type FlowAction, type FlowDecision } from "./flow-action.ts";
import { calendarDaysAfter } from "./delay.ts";

const waitSettings = z.object({
  atMostDays: z.string("say how many days at most").regex(/^[1-9]\d{0,3}$/, "give a whole number of days"),
  document: z.string().trim().regex(/^(\{\{\s*steps\.[a-z0-9]{1,6}\.\w+\s*\}\})?$/, "choose one value of the step that makes the document, for example {{steps.inv.number}}").nullable().default(null),
});
type WaitSettings = z.infer<typeof waitSettings>;

const form: readonly FormField[] = [
  { kind: "text", name: "atMostDays", label: "At most, in days", help: "Goes on then in any case; whether it was paid is among this step's outputs, for a branch by value.", isRequired: true, format: "count" },
  { kind: "text", name: "document", label: "Document", help: "Empty: the last one that a step before this one made. Or any value of the step that makes it, such as {{steps.inv.number}}.", isRequired: false, format: "template", section: "advanced" },
];

export const waitUntilPaid: FlowAction = defineFlowAction<WaitSettings>({
  kind: "wait-until-paid",
  title: "Wait until paid",
  group: "Flow",
  description: "Waits until the document of an earlier step is paid in QuickBooks, voided or deleted, or some days at most.",
  settings: waitSettings,
  form,
  outputs: [{ name: "paid", label: "Whether it was paid (yes or no)" }, { name: "status", label: "Status of the document" }, { name: "balance", label: "What is still owed" }],
  waitsForDocument: ({ document }) => ({ stepId: stepIn(document) }),
  decide: ({ atMostDays }, { document, now, since, timeZone }) => {
    if (document === null) return ok<FlowDecision>({ flow: "go-on", outputs: { paid: "no", status: "", balance: "" }, decided: { code: "no-document-to-wait-for" } });
    const until = calendarDaysAfter(since, timeZone, Number(atMostDays));
    const { kind, number, status, balance } = document;
    if (!isPaid(document) && isLive(status) && now < until) {
      return ok<FlowDecision>({ flow: "wait", until, documents: [document], decided: { code: "waiting-for-payment", kind, number, status, until } });
    }
    const outputs = { paid: isPaid(document) ? "yes" : "no", status, balance: decimalText(balance) };
    return ok<FlowDecision>({ flow: "go-on", outputs, decided: { code: "payment-waited-for", kind, number, status, isPaid: isPaid(document) } });
  },
});

/** The step that a placeholder speaks of; null = there is none. */
function stepIn(document: string | null): string | null {
  const [name] = placeholdersIn(document ?? "");
  return name?.split(".")[1] ?? null;
}

/** Receipts are paid from the beginning, and a payment that was applied has done its work. */
function isPaid({ status }: Pick<KeptDocument, "status">): boolean {
  return status === "paid" || status === "applied" || status === "refunded";
}
