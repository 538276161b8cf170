/** What a step decided by a property is told to people by the CRM's labels, as they were then. */
import type { FlowDecision } from "../../actions/flow/flow-action.ts";
import type { FlowDecided } from "../../domain/decision.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType, PropertyDefinition } from "../../domain/record.ts";
import { definitionsOf } from "../connections/property-definitions.ts";
import type { EngineContext } from "../context.ts";

/** The decision with the labels of the property and value that it names; as it is when it names none, or the CRM cannot be asked. */
export async function withLabelsOfDecided<Decision extends FlowDecision>(context: EngineContext, connectionId: ConnectionId, recordType: ObjectType, decision: Decision): Promise<Decision> {
  const { decided } = decision;
  const named = namedIn(decided);
  if (named === null) return decision;
  const objectType = decision.flow === "act" && decision.effect.effect === "write-property" ? decision.effect.objectType : recordType;
  const labels = labelsOf(await definitionsOf(context, connectionId, objectType), named);
  if (labels === null) return decision;
  return { ...decision, decided: decided.code === "branch-taken" ? { ...decided, because: { ...decided.because, labels } } : { ...decided, labels } };
}

interface Named {
  property: string;
  value: string;
}

function namedIn(decided: FlowDecided): Named | null {
  if (decided.code === "property-set") return decided;
  return decided.code === "branch-taken" && decided.because.is === "value" ? decided.because : null;
}

function labelsOf(definitions: readonly PropertyDefinition[], { property, value }: Named): Named | null {
  const found = definitions.find(({ name }) => name === property);
  return found === undefined ? null : { property: found.label, value: found.options.find((one) => one.value === value)?.label ?? value };
}
