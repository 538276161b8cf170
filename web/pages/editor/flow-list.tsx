import { Trans, useLingui } from "@lingui/react/macro";
import { Plus } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { WorkflowStep } from "#domain/workflow.ts";
import { endAction, unreachable } from "#domain/workflow-path.ts";
import type { Lane, Place } from "../../drawing/edits.ts";
import { plusId } from "../../drawing/layout.ts";
import { BranchHead } from "./branch-head.tsx";
import canvas from "./canvas.module.css";
import { useEditor } from "./editor-state.ts";
import classes from "./flow-list.module.css";
import { StepCard } from "./step-card.tsx";
import { TriggerCard } from "./trigger-card.tsx";

/** The same flow as a list from top to bottom, for narrow windows and for those who do not see a drawing. */
export function FlowList(): ReactNode {
  const { definition, path } = useEditor();
  const { t } = useLingui();
  return (
    <div className={classes["list"]} data-tried={path !== null || undefined}>
      <ol className={classes["row"]} aria-label={t`Steps of the workflow`}>
        <li>
          <TriggerCard />
        </li>
        <Row steps={definition.steps} lane={null} unreached={new Set(unreachable(definition.steps))} />
        <li className={`${canvas["end"]} ${classes["last"]}`} data-on-path={path?.on.has("end") === true || undefined}>
          <Trans>End</Trans>
        </li>
      </ol>
    </div>
  );
}

interface RowProps {
  steps: readonly WorkflowStep[];
  lane: Lane;
  unreached: ReadonlySet<WorkflowStep>;
}

function Row({ steps, lane, unreached }: RowProps): ReactNode {
  const { t } = useLingui();
  return (
    <>
      <PlusItem place={{ lane, index: 0 }} />
      {steps.map((step, index) => (
        <Fragment key={step.id}>
          <li>
            <div className={classes["step"]}>
              <StepCard step={step} isReachable={!unreached.has(step)} />
            </div>
            {step.branches !== undefined && (
              <ul className={classes["branches"]} aria-label={t`Branches`}>
                {step.branches.map((branch, at) => (
                  <li key={`${at} ${branch.name}`}>
                    <div className={classes["head"]}>
                      <BranchHead stepId={step.id} branch={at} name={branch.name} />
                    </div>
                    <ol className={classes["row"]} aria-label={branch.name}>
                      <Row steps={branch.steps} lane={{ stepId: step.id, branch: at }} unreached={unreached} />
                    </ol>
                  </li>
                ))}
              </ul>
            )}
          </li>
          {(step.action !== endAction || index < steps.length - 1) && <PlusItem place={{ lane, index: index + 1 }} />}
        </Fragment>
      ))}
    </>
  );
}

function PlusItem({ place }: { place: Place }): ReactNode {
  const { mayEdit, moving, setMoving, moveTo, setOpen, nameOfPlace } = useEditor();
  const { t } = useLingui();
  if (!mayEdit) return null;
  const where = nameOfPlace(place);
  return (
    <li className={classes["plus"]}>
      <button
        type="button"
        className={canvas["plus"]}
        data-stop={plusId(place)}
        data-is-moving={moving !== null || undefined}
        aria-label={moving === null ? t`Add a step ${where}` : t`Move it here, ${where}`}
        onClick={() => {
          if (moving === null) return setOpen({ panel: "add", place });
          moveTo(place);
          setMoving(null);
        }}
      >
        <Plus size={15} aria-hidden />
      </button>
    </li>
  );
}
