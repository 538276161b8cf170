import { BaseEdge, type Edge, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import type { ReactNode } from "react";
import classes from "./canvas.module.css";

type FlowEdgeData = { turn: "start" | "end"; isReachable: boolean; isOnPath: boolean };

/** How far from its end a line bends. */
const bend = 18;

/** A line of the drawing: straight down, or around a corner near the branching or the meeting. */
export function FlowEdge({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data }: EdgeProps<Edge<FlowEdgeData>>): ReactNode {
  const { turn = "start", isReachable = true, isOnPath = false } = data ?? {};
  const [path] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 12, offset: 0, centerY: turn === "start" ? Math.min(sourceY + bend, targetY) : Math.max(targetY - bend, sourceY) });
  return <BaseEdge id={id} path={path} className={`${classes["edge"]} ${isOnPath ? classes["on-path"] : ""} ${isReachable ? "" : classes["unreachable"]}`} />;
}
