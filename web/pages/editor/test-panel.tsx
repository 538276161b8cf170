import { useLingui } from "@lingui/react/macro";
import { Button, Group, SegmentedControl } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { DryRun } from "#api/enrollment.ts";
import { wayThrough } from "../../drawing/way.ts";
import { PlanMany } from "../../dry-run/plan-many.tsx";
import type { ChosenRecord } from "../../dry-run/record-select.tsx";
import { TryRecord } from "../../dry-run/try-record.tsx";
import classes from "./editor.module.css";
import { type TriedPath, useEditor } from "./editor-state.ts";
import { Panel } from "./panel.tsx";

/** Tries the draft: one record with its way through the drawing and its documents, or many at once. Nothing is written. */
export function TestPanel({ settle }: { settle: () => Promise<boolean> }): ReactNode {
  const { workflow, definition, drawing, setOpen, setPath } = useEditor();
  const { t } = useLingui();
  const [mode, setMode] = useState("one");
  const [recordId, setRecordId] = useState<ChosenRecord | null>(null);
  // The way is drawn while the test is open.
  useEffect(() => () => setPath(null), []);
  return (
    <Panel title={t`Test`} about={t`Tries the draft with what is in HubSpot and QuickBooks now. Nothing is written.`} onClose={() => setOpen(null)} isWide>
      <Group>
        <SegmentedControl
          aria-label={t`What to try`}
          value={mode}
          onChange={(value) => {
            setMode(value);
            setRecordId(null);
          }}
          data={[{ value: "one", label: t`One record` }, { value: "many", label: t`The last records` }]}
        />
        {mode === "one" && recordId !== null && (
          <Button variant="subtle" size="xs" onClick={() => setMode("many")}>
            {t`Back to the list`}
          </Button>
        )}
      </Group>
      <div className={mode === "one" ? undefined : classes["hidden"]}>
        <TryRecord workflow={workflow} definition={definition} recordId={recordId} of="draft" settle={settle} onShown={(run) => setPath(run === null ? null : pathOf(run, drawing))} />
      </div>
      <div className={mode === "many" ? undefined : classes["hidden"]}>
        <PlanMany
          workflow={workflow}
          of="draft"
          settle={settle}
          onChoose={(chosen) => {
            setRecordId(chosen);
            setMode("one");
          }}
        />
      </div>
    </Panel>
  );
}

/** The way that a tried record takes; it ends where a step would stop. */
function pathOf(run: DryRun, drawing: Parameters<typeof wayThrough>[0]): TriedPath {
  const stop = run.steps.findIndex(({ failures }) => failures.length > 0);
  const taken = stop < 0 ? run.steps : run.steps.slice(0, stop + 1);
  return {
    recordName: run.recordName,
    on: wayThrough(drawing, taken.map(({ stepId, branch }) => ({ stepId, branch })), stop < 0),
    outcomes: new Map(taken.map(({ stepId, failures }) => [stepId, failures.length > 0 ? "stops" : "done"])),
  };
}
