import type { ReactNode } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import classes from "./flow.module.css";
import { Step } from "./step.tsx";
import { Triggers } from "./triggers.tsx";

/** The workflow from top to bottom: what starts it, then its steps. */
export function Flow({ workflow }: { workflow: WorkflowDetail }): ReactNode {
  return (
    <ol className={classes["flow"]} aria-label="Steps of the workflow">
      <li>
        <Triggers groups={workflow.triggersInWords} objectType={workflow.objectType} />
      </li>
      {workflow.steps.map((step, index) => (
        <li key={step.id}>
          <Step workflowId={workflow.id} step={step} number={index + 1} />
        </li>
      ))}
    </ol>
  );
}
