import { Trans, useLingui } from "@lingui/react/macro";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { DrawnNode } from "../../drawing/layout.ts";
import { BranchHead } from "./branch-head.tsx";
import classes from "./canvas.module.css";
import { useEditor } from "./editor-state.ts";
import { StepCard } from "./step-card.tsx";
import { TriggerCard } from "./trigger-card.tsx";

type Drawn = NodeProps<Node<{ node: DrawnNode }>>;

/** The lines begin and end at the middle of a card's edges. */
function Ends({ children }: { children: ReactNode }): ReactNode {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className={classes["handle"] ?? ""} />
      {children}
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={classes["handle"] ?? ""} />
    </>
  );
}

const Trigger = memo(function Trigger(): ReactNode {
  return (
    <Ends>
      <TriggerCard />
    </Ends>
  );
});

const Step = memo(function Step({ data: { node } }: Drawn): ReactNode {
  if (node.kind !== "step") return null;
  return (
    <Ends>
      <StepCard step={node.step} isReachable={node.isReachable} />
    </Ends>
  );
});

const Branch = memo(function Branch({ data: { node } }: Drawn): ReactNode {
  if (node.kind !== "branch") return null;
  return (
    <Ends>
      <BranchHead stepId={node.stepId} branch={node.branch} name={node.name} />
    </Ends>
  );
});

const PlusIcon = memo(function PlusIcon({ data: { node } }: Drawn): ReactNode {
  if (node.kind !== "plus") return null;
  return (
    <Ends>
      <PlusButton node={node} />
    </Ends>
  );
});

function PlusButton({ node }: { node: Extract<DrawnNode, { kind: "plus" }> }): ReactNode {
  const { open, setOpen, moving, setMoving, moveTo, mayEdit, nameOfPlace } = useEditor();
  const { t } = useLingui();
  const isOpen = open?.panel === "add" && open.place.index === node.place.index && open.place.lane?.stepId === node.place.lane?.stepId && open.place.lane?.branch === node.place.lane?.branch;
  const where = nameOfPlace(node.place);
  if (!mayEdit) return <span className={classes["dot"]} />;
  return (
    <button
      type="button"
      className={`${classes["plus"]} nodrag nopan`}
      data-stop={node.id}
      data-is-open={isOpen || undefined}
      data-is-moving={moving !== null || undefined}
      aria-label={moving === null ? t`Add a step ${where}` : t`Move it here, ${where}`}
      onClick={() => {
        if (moving === null) return setOpen({ panel: "add", place: node.place });
        moveTo(node.place);
        setMoving(null);
      }}
    >
      <Plus size={15} aria-hidden />
    </button>
  );
}

const Others = memo(function Others(): ReactNode {
  return (
    <Ends>
      <div className={classes["others"]}>
        <Trans>None met: goes on</Trans>
      </div>
    </Ends>
  );
});

const Meet = memo(function Meet(): ReactNode {
  return (
    <Ends>
      <span />
    </Ends>
  );
});

const End = memo(function End({ id }: Drawn): ReactNode {
  const { path } = useEditor();
  return (
    <Ends>
      <div className={classes["end"]} data-on-path={path?.on.has(id) === true || undefined}>
        <Trans>End</Trans>
      </div>
    </Ends>
  );
});

export const nodeTypes = { trigger: Trigger, step: Step, branch: Branch, plus: PlusIcon, others: Others, meet: Meet, end: End };
