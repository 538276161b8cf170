import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { FindingReply } from "#api/workflow-life.ts";
import type { OpenPanel } from "./editor-state.ts";
import { useEditor } from "./editor-state.ts";
import { FindingList } from "./finding-list.tsx";
import { Panel } from "./panel.tsx";

/** Everything that the checks found in the draft, each with the way to it. */
export function FindingsPanel(): ReactNode {
  const { findings, setOpen } = useEditor();
  const { t } = useLingui();
  return (
    <Panel title={t`Findings`} about={t`What the checks found in this draft.`} onClose={() => setOpen(null)}>
      {findings.length === 0 && <p>{t`Nothing was found.`}</p>}
      <FindingList
        findings={findings}
        more={(finding) => (
          <Button size="compact-xs" variant="default" mt={6} onClick={() => setOpen(panelOf(finding))}>
            {t`Go there`}
          </Button>
        )}
      />
    </Panel>
  );
}

/** Where a finding is put right. */
export function panelOf({ stepId, field }: Pick<FindingReply, "stepId" | "field">): OpenPanel {
  if (stepId !== null) return { panel: "step", stepId, ...(field !== null && { field }) };
  return field?.startsWith("trigger") === true ? { panel: "trigger" } : { panel: "settings" };
}
