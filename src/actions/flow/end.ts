/** "Go to end": the record leaves the workflow here. */
import { z } from "zod";
import { ok } from "../../domain/result.ts";
import { endAction } from "../../domain/workflow-path.ts";
import { defineFlowAction, type FlowAction } from "./flow-action.ts";

export const end: FlowAction = defineFlowAction({
  kind: endAction,
  title: "Go to end",
  group: "Flow",
  description: "The record leaves the workflow here.",
  settings: z.object({}),
  form: [],
  decide: () => ok({ flow: "end", decided: { code: "ended" } }),
});
