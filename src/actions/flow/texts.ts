/** Texts of flow steps, with placeholders filled in. */
import { localDateIn } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Result } from "../../domain/result.ts";
import { filledIn, type TemplateFacts } from "../template.ts";
import type { FlowFacts } from "./flow-action.ts";

/** The text of a setting, or the placeholders that nothing stands for. */
export function textOf(template: string, facts: FlowFacts, field: string): Result<string, Failure[]> {
  return filledIn(template, templateFacts(facts), field);
}

function templateFacts({ subject, outputs, timeZone, now }: FlowFacts): TemplateFacts {
  return { subject, contact: subject.contacts[0] ?? null, company: subject.companies[0] ?? null, today: localDateIn(timeZone, now), outputs };
}
