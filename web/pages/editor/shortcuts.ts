/** Keys of the editor. They never take a key from a text that is being written. */
import { useEffect, useRef } from "react";
import { placeOf, type Place } from "../../drawing/edits.ts";
import type { DrawnNode } from "../../drawing/layout.ts";
import type { Editor } from "./editor-state.ts";

/** Ctrl or Cmd with C, V, Z; Delete; Escape. */
export function useShortcuts(editor: Editor): void {
  const latest = useRef(editor);
  latest.current = editor;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isWriting(event.target) || document.querySelector("[role=dialog], [role=menu]") !== null) return;
      if (act(latest.current, event)) event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

/** Whether the key meant something. */
function act(editor: Editor, event: KeyboardEvent): boolean {
  const { moving, setMoving, mayEdit, undo, redo, copy, paste, remove, removeBranch } = editor;
  if (event.key === "Escape" && moving !== null) {
    setMoving(null);
    return true;
  }
  const here = focusedNode(editor);
  const hasCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.toLowerCase();
  // What is selected as text is copied as text.
  if (hasCommand && key === "c" && here?.kind === "step" && (getSelection()?.toString() ?? "") === "") {
    copy(here.id);
    return true;
  }
  if (!mayEdit) return false;
  if (hasCommand && key === "v" && editor.copied.length > 0) {
    paste(placeAfter(editor, here));
    return true;
  }
  if (hasCommand && (key === "z" || key === "y")) {
    if (event.shiftKey || key === "y") redo();
    else undo();
    return true;
  }
  if ((event.key === "Delete" || event.key === "Backspace") && here?.kind === "step") {
    remove(here.id);
    return true;
  }
  if ((event.key === "Delete" || event.key === "Backspace") && here?.kind === "branch") {
    removeBranch(here.stepId, here.branch);
    return true;
  }
  return false;
}

/** What has the focus on the drawing, else what the panel is about. */
function focusedNode({ drawing, open }: Editor): DrawnNode | undefined {
  const stop = document.activeElement?.closest<HTMLElement>("[data-stop]")?.dataset["stop"] ?? (open?.panel === "step" ? open.stepId : undefined);
  return drawing.nodes.find(({ id }) => id === stop);
}

/** Where a paste goes: below what has the focus, at the end when nothing has it. */
function placeAfter({ definition }: Editor, here: DrawnNode | undefined): Place {
  if (here?.kind === "plus") return here.place;
  if (here?.kind === "branch") return { lane: { stepId: here.stepId, branch: here.branch }, index: 0 };
  if (here?.kind === "trigger") return { lane: null, index: 0 };
  const place = here?.kind === "step" ? placeOf(definition.steps, here.id) : undefined;
  return place === undefined ? { lane: null, index: definition.steps.length } : { lane: place.lane, index: place.index + 1 };
}
