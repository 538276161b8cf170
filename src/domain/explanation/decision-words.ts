/** What a language has to say of decisions. */
import type { DecisionFacts } from "../decision.ts";

/** A decision in words; neither is a whole sentence. */
export interface DecisionSaid {
  about: string;
  decided: string;
}

/** The words of every decision, by code: a new code does not compile until it has words. */
export type DecisionWords = { [Code in DecisionFacts["code"]]: (decision: Extract<DecisionFacts, { code: Code }>) => DecisionSaid };
