import "@xyflow/react/dist/style.css";
import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Tooltip, useComputedColorScheme } from "@mantine/core";
import { Background, type Edge, MiniMap, type Node, Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { plusId } from "../../drawing/layout.ts";
import { openingViewport, viewportShowing, wholeViewport } from "../../drawing/viewport.ts";
import { type ArrowKey, nextStop } from "../../drawing/walk.ts";
import { FlowEdge } from "./canvas-edge.tsx";
import { nodeTypes } from "./canvas-nodes.tsx";
import classes from "./canvas.module.css";
import { useEditor } from "./editor-state.ts";

const edgeTypes = { flow: FlowEdge };
const farthest = { minZoom: 0.2, maxZoom: 1.6 };
const mapSize = { width: 150, height: 108 };
/** From so many steps on a map helps. */
const mapFrom = 4;
/** The lines say nothing that the list of the flow does not; nothing is selected or moved by key in the library's own way. */
const unspoken = { "aria-hidden": true, "aria-label": undefined } as const;
const noInstructions = { "node.a11yDescription.default": "", "node.a11yDescription.keyboardDisabled": "", "edge.a11yDescription.default": "" } as const;
const noMovement = { nodesDraggable: false, nodesConnectable: false, nodesFocusable: false, edgesFocusable: false, elementsSelectable: false, deleteKeyCode: null, disableKeyboardA11y: true, zoomOnDoubleClick: false } as const;

/** The drawing: zoomed with the wheel, moved by dragging, walked with the arrow keys. */
export function Canvas(): ReactNode {
  return (
    <ReactFlowProvider>
      <Drawing />
    </ReactFlowProvider>
  );
}

function Drawing(): ReactNode {
  const { drawing, path, open, setOpen, setMoving } = useEditor();
  const { t } = useLingui();
  const canvas = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const nodes = useMemo(
    (): Node[] =>
      drawing.nodes.map((node) => ({
        id: node.id,
        type: node.kind,
        position: { x: node.x, y: node.y },
        width: node.width,
        height: node.height,
        data: { node },
        // The library takes the pointer away from nodes that it does not move itself.
        style: { pointerEvents: node.kind === "meet" ? "none" : "all" },
        zIndex: node.kind === "plus" ? 2 : 1,
      })),
    [drawing],
  );
  const edges = useMemo(
    (): Edge[] => drawing.edges.map(({ id, from, to, turn, isReachable }) => ({ id, source: from, target: to, type: "flow", focusable: false, domAttributes: unspoken, data: { turn, isReachable, isOnPath: path !== null && path.on.has(from) && path.on.has(to) } })),
    [drawing, path],
  );
  return (
    <div ref={canvas} className={classes["canvas"]} data-tried={path !== null || undefined}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        {...farthest}
        {...noMovement}
        ariaLabelConfig={noInstructions}
        panOnScroll
        zoomOnScroll={false}
        onInit={(flow) => {
          const room = canvas.current?.getBoundingClientRect();
          if (room !== undefined) void flow.setViewport(openingViewport(drawing.nodes, room));
        }}
        onPaneClick={() => {
          setMoving(null);
          if (open?.panel === "add" || open?.panel === "step" || open?.panel === "trigger") setOpen(null);
        }}
        aria-label={t`Drawing of the workflow`}
      >
        <Background gap={22} size={1} className={classes["background"] ?? ""} />
        {drawing.nodes.filter(({ kind }) => kind === "step").length >= mapFrom && (
          <MiniMap pannable zoomable style={mapSize} ariaLabel={t`Map of the workflow`} className={classes["map"] ?? ""} nodeClassName={({ type }) => classes[`map-${type}`] ?? ""} nodeBorderRadius={8} />
        )}
        <ZoomButtons />
        <Walk />
      </ReactFlow>
    </div>
  );
}

function ZoomButtons(): ReactNode {
  const { t } = useLingui();
  const flow = useReactFlow();
  const zoom = useStore(({ transform }) => transform[2]);
  return (
    <Panel position="bottom-left" className={classes["zoom"] ?? ""}>
      <Tooltip label={t`Smaller`}>
        <ActionIcon variant="subtle" color="gray" size="md" aria-label={t`Smaller`} onClick={() => void flow.zoomOut({ duration: 150 })}>
          <Minus size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <span className={classes["percent"]}>{Math.round(zoom * 100)}%</span>
      <Tooltip label={t`Larger`}>
        <ActionIcon variant="subtle" color="gray" size="md" aria-label={t`Larger`} onClick={() => void flow.zoomIn({ duration: 150 })}>
          <Plus size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t`Show all`}>
        <ActionIcon variant="subtle" color="gray" size="md" aria-label={t`Show all`} onClick={() => void flow.fitView({ duration: 200, maxZoom: 1, padding: 0.12 })}>
          <Maximize size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Panel>
  );
}

/** Arrow keys walk along the flow; what gets the focus, and what the panel is about, comes into view. */
function Walk(): ReactNode {
  const { drawing, open } = useEditor();
  const flow = useReactFlow();
  const mark = useRef<HTMLSpanElement>(null);
  const latest = useRef(drawing);
  latest.current = drawing;
  const bringIntoView = (id: string): void => {
    const canvas = mark.current?.closest<HTMLElement>(".react-flow");
    const node = latest.current.nodes.find((one) => one.id === id);
    if (node === undefined || canvas == null) return;
    const viewport = flow.getViewport();
    const { width, height } = canvas.getBoundingClientRect();
    const moved = viewportShowing(node, viewport, { width, height });
    if (moved.x !== viewport.x || moved.y !== viewport.y) void flow.setViewport(moved, { duration: 200 });
  };
  useEffect(() => {
    const canvas = mark.current?.closest<HTMLElement>(".react-flow");
    if (canvas == null) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const here = stopOf(event.target);
      if (!isArrow(event.key) || here === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = nextStop(latest.current, here, event.key);
      if (next === undefined) return;
      event.preventDefault();
      canvas.querySelector<HTMLElement>(`[data-stop="${CSS.escape(next)}"]`)?.focus({ preventScroll: true });
    };
    const onFocus = (event: FocusEvent): void => {
      const here = stopOf(event.target);
      if (here !== undefined) bringIntoView(here);
    };
    canvas.addEventListener("keydown", onKeyDown);
    canvas.addEventListener("focusin", onFocus);
    return () => {
      canvas.removeEventListener("keydown", onKeyDown);
      canvas.removeEventListener("focusin", onFocus);
    };
  }, [flow]);
  const about = open === null ? null : open.panel === "step" ? open.stepId : open.panel === "trigger" ? "trigger" : open.panel === "add" ? plusId(open.place) : null;
  useEffect(() => {
    if (about === null) return;
    // The panel has to take its room from the drawing first.
    const timer = setTimeout(() => bringIntoView(about), 80);
    return () => clearTimeout(timer);
  }, [about]);
  const isTesting = open?.panel === "test";
  useEffect(() => {
    if (!isTesting) return;
    const timer = setTimeout(() => {
      const room = mark.current?.closest<HTMLElement>(".react-flow")?.getBoundingClientRect();
      if (room !== undefined) void flow.setViewport(wholeViewport(latest.current.nodes, room), { duration: 200 });
    }, 80);
    return () => clearTimeout(timer);
  }, [isTesting, flow]);
  return <span ref={mark} hidden />;
}

function stopOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>("[data-stop]")?.dataset["stop"] : undefined;
}

function isArrow(key: string): key is ArrowKey {
  return key === "ArrowUp" || key === "ArrowDown" || key === "ArrowLeft" || key === "ArrowRight";
}
