import { Button, ThemeIcon, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { FilePlus2, Pencil } from "lucide-react";
import type { ReactNode } from "react";
import type { StepReply } from "#api/workflow.ts";
import { settingsInWords } from "../../form/settings.ts";
import { Facts } from "../../parts/facts.tsx";
import { Findings } from "./findings.tsx";
import classes from "./flow.module.css";
import { StepDrawer } from "./step-drawer.tsx";

interface StepProps {
  workflowId: string;
  step: StepReply;
  number: number;
}

/** One step: its settings in words, what is wrong with them, and the way to edit them. */
export function Step({ workflowId, step, number }: StepProps): ReactNode {
  const [isEditing, editing] = useDisclosure();
  const headingId = `step-${step.id}`;
  return (
    <section className={classes["card"]} aria-labelledby={headingId}>
      <div className={classes["head"]}>
        <ThemeIcon variant="light" size={32} aria-hidden>
          <FilePlus2 size={17} />
        </ThemeIcon>
        <Title order={2} id={headingId}>
          {number}. {step.title}
        </Title>
        <Button size="xs" variant="default" leftSection={<Pencil size={14} aria-hidden />} onClick={editing.open} aria-label={`Edit ${step.title}`}>
          Edit
        </Button>
      </div>
      <Facts facts={settingsInWords(step.form, step.settings).map(({ label, chosen }) => ({ label, value: chosen ?? "Not set" }))} />
      <Findings findings={step.findings} />
      {isEditing && <StepDrawer workflowId={workflowId} step={step} onClose={editing.close} />}
    </section>
  );
}
