/**
 * What a step will leave for later ones, as far as it is known before it runs. What only the books or the answer to a webhook will tell
 * has a stand-in: one sign that no text of a person has, which whoever shows the plans puts into words.
 */
import { type DocumentKind, documentKinds } from "../domain/document/kind.ts";
import { type DocumentPlan, isTotalKnown } from "../domain/document/plan.ts";
import { decimalText } from "../domain/money.ts";
import type { Outputs } from "../domain/step.ts";
import type { WorkflowDefinition } from "../domain/workflow.ts";
import { allSteps } from "../domain/workflow-path.ts";
import { placeholdersIn } from "./template.ts";

const laterOutputs = ["number", "url", "total", "balance", "status", "id"] as const;
/** An output that only the books tell. */
export type LaterOutput = (typeof laterOutputs)[number];

/** What a stand-in stands for: something of a document, or of a webhook's answer. */
export type StandIn = { of: "document"; output: LaterOutput; kind: DocumentKind } | { of: "answer" };

/** The signs are of Unicode's private use area: short, so that they fit wherever the value will. */
const firstSign = 0xe100;

/** Of several documents of a step the first one counts, as it does after posting. */
export function expectedOutputs([plan]: readonly DocumentPlan[]): Outputs {
  if (plan === undefined) return {};
  const later = (output: LaterOutput): string => standIn(output, plan.kind);
  return {
    id: later("id"),
    kind: plan.kind,
    number: ("number" in plan ? plan.number : null) ?? later("number"),
    url: later("url"),
    status: later("status"),
    total: isTotalKnown(plan) ? decimalText(plan.total) : later("total"),
    balance: later("balance"),
    currency: plan.total.currency,
  };
}

function standIn(output: LaterOutput, kind: DocumentKind): string {
  return String.fromCodePoint(firstSign + laterOutputs.indexOf(output) * documentKinds.length + documentKinds.indexOf(kind));
}

/** The one after those of documents. */
const answerSign = firstSign + laterOutputs.length * documentKinds.length;
const signs = new RegExp(`[\\u{${firstSign.toString(16)}}-\\u{${answerSign.toString(16)}}]`, "gu");

/** What the steps use of a webhook's answer; which fields it has is known to nobody before. */
export function awaitedAnswer({ steps }: WorkflowDefinition, stepId: string): Outputs {
  const prefix = `steps.${stepId}.`;
  const used = placeholdersIn(JSON.stringify(allSteps(steps).map(({ settings }) => settings))).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(used.map((name) => [name.slice(prefix.length), String.fromCodePoint(answerSign)]));
}

/** The value with every stand-in in its texts put into words. */
export function withStandInsSaid<Value>(value: Value, say: (standIn: StandIn) => string): Value {
  if (typeof value === "string") return value.replace(signs, (sign) => wordsOf(sign, say)) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => withStandInsSaid(one, say)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]: [string, unknown]) => [name, withStandInsSaid(one, say)])) as Value;
}

function wordsOf(sign: string, say: (standIn: StandIn) => string): string {
  if (sign.codePointAt(0) === answerSign) return say({ of: "answer" });
  const place = (sign.codePointAt(0) ?? firstSign) - firstSign;
  const output = laterOutputs[Math.floor(place / documentKinds.length)];
  const kind = documentKinds[place % documentKinds.length];
  return output === undefined || kind === undefined ? sign : say({ of: "document", output, kind });
}
