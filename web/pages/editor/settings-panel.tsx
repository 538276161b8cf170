import { Trans, useLingui } from "@lingui/react/macro";
import { Group, NumberInput, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { WorkflowCaps } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";
import { orpc } from "../../api.ts";
import { FilterGroups } from "../../filters/filter-groups.tsx";
import { Notice } from "../../parts/notice.tsx";
import { recordIdsIn } from "../../parts/record-id.ts";
import { objectTypeWords } from "../../parts/states.ts";
import classes from "./editor.module.css";
import { findingsOf, useEditor } from "./editor-state.ts";
import { FindingList } from "./finding-list.tsx";
import { Panel } from "./panel.tsx";

/** Who may enter again, who never enters, who leaves early, and how much may happen. */
export function SettingsPanel(): ReactNode {
  const { workflow, definition, edit, findings, generation, setOpen, mayEdit } = useEditor();
  const { t } = useLingui();
  const type = objectTypeWords(workflow.objectType);
  const own = findingsOf(findings, null).filter(({ field }) => field === null || !field.startsWith("trigger"));
  return (
    <Panel title={t`Settings`} onClose={() => setOpen(null)}>
      <FindingList findings={own} />
      <Reenrollment />
      <section aria-label={t`Suppression`}>
        <div className={classes["group-name"]}>
          <Trans>Never enroll</Trans>
        </div>
        <p className={classes["quiet"]}>{t`A ${type} that meets one of these groups does not enter.`}</p>
        <FilterGroups key={`suppression ${generation}`} groups={definition.suppressionGroups} objectType={workflow.objectType} isReadOnly={!mayEdit} onChange={(suppressionGroups) => edit((before) => ({ ...before, suppressionGroups }), "suppression")} />
        <SuppressedRecords key={`suppressed ${generation}`} />
      </section>
      <section aria-label={t`Unenrollment`}>
        <div className={classes["group-name"]}>
          <Trans>Leave early</Trans>
        </div>
        <p className={classes["quiet"]}>{t`An enrolled ${type} that starts to meet one of these groups leaves before its next step.`}</p>
        <FilterGroups key={`unenroll ${generation}`} groups={definition.unenrollGroups} objectType={workflow.objectType} isReadOnly={!mayEdit} onChange={(unenrollGroups) => edit((before) => ({ ...before, unenrollGroups }), "unenroll")} />
      </section>
      <Caps key={`caps ${generation}`} />
    </Panel>
  );
}

function Reenrollment(): ReactNode {
  const { workflow, definition, edit, actions, mayEdit } = useEditor();
  const { t } = useLingui();
  const type = objectTypeWords(workflow.objectType);
  const documents = allSteps(definition.steps).filter(({ action }) => (actions.get(action)?.documents.length ?? 0) > 0);
  const titles = documents.map(({ action }) => actions.get(action)?.title ?? action).join(", ");
  return (
    <section aria-label={t`Re-enrollment`}>
      <div className={classes["group-name"]}>
        <Trans>Re-enrollment</Trans>
      </div>
      <Stack gap="sm">
        <Switch
          label={t`A ${type} may go through again`}
          description={t`Each time it starts to meet the triggers anew.`}
          checked={definition.allowsReenrollment}
          disabled={!mayEdit}
          onChange={(event) => {
            const allowsReenrollment = event.currentTarget.checked;
            edit((before) => ({ ...before, allowsReenrollment, billsAgain: allowsReenrollment && before.billsAgain }));
          }}
        />
        {definition.allowsReenrollment && documents.length > 0 && (
          <>
            <Switch
              label={t`Bill again`}
              description={t`Off: a ${type} that already has a live document of the same step is not billed again.`}
              checked={definition.billsAgain}
              disabled={!mayEdit}
              onChange={(event) => {
                const billsAgain = event.currentTarget.checked;
                edit((before) => ({ ...before, billsAgain }));
              }}
            />
            {definition.billsAgain && (
              <Notice tone="warning" title={t`Each time, these are created again`}>
                {titles}
              </Notice>
            )}
          </>
        )}
      </Stack>
    </section>
  );
}

function SuppressedRecords(): ReactNode {
  const { workflow, definition, edit, mayEdit } = useEditor();
  const { t } = useLingui();
  const [text, setText] = useState(definition.suppressedRecordIds.join("\n"));
  return (
    <Textarea
      label={t`These records never enter`}
      description={t`Ids or addresses of ${objectTypeWords(workflow.objectType)} pages, one per line`}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        edit((before) => ({ ...before, suppressedRecordIds: recordIdsIn(typed) }), "suppressed records");
      }}
      readOnly={!mayEdit}
      autosize
      minRows={1}
      maxRows={6}
      mt="sm"
    />
  );
}

function Caps(): ReactNode {
  const { definition, edit, mayEdit } = useEditor();
  const { t } = useLingui();
  const { caps } = definition;
  const [amount, setAmount] = useState(caps.amountPerDocument?.amount ?? "");
  const [chosenCurrency, setCurrency] = useState(caps.amountPerDocument?.currency ?? null);
  const connections = useQuery(orpc.connections.list.queryOptions({ staleTime: Infinity }));
  const usual = (connections.data ?? []).toSorted((a, b) => a.role.localeCompare(b.role, "en"))[0]?.currency ?? "";
  const currency = chosenCurrency ?? usual;
  const change = (changed: Partial<WorkflowCaps>, of: string): void => edit((before) => ({ ...before, caps: { ...before.caps, ...changed } }), of);
  const isAmount = /^\d+([.]\d+)?$/.test(amount.trim());
  const isCurrency = /^[A-Z]{3}$/.test(currency);
  const keepAmount = (nextAmount: string, nextCurrency: string): void => {
    setAmount(nextAmount);
    setCurrency(nextCurrency);
    const isWhole = /^\d+([.]\d+)?$/.test(nextAmount.trim()) && /^[A-Z]{3}$/.test(nextCurrency);
    if (isWhole) change({ amountPerDocument: { amount: nextAmount.trim(), currency: nextCurrency } }, "amount cap");
    else if (nextAmount.trim() === "") change({ amountPerDocument: null }, "amount cap");
  };
  return (
    <section aria-label={t`Limits`}>
      <div className={classes["group-name"]}>
        <Trans>Limits</Trans>
      </div>
      <p className={classes["quiet"]}>{t`When a limit is reached the workflow pauses and tells you.`}</p>
      <Stack gap="sm">
        <CountCap label={t`Documents per hour`} value={caps.documentsPerHour} isReadOnly={!mayEdit} onChange={(documentsPerHour) => change({ documentsPerHour }, "hour cap")} />
        <CountCap label={t`New customers per day`} value={caps.newCustomersPerDay} isReadOnly={!mayEdit} onChange={(newCustomersPerDay) => change({ newCustomersPerDay }, "customer cap")} />
        <Group grow align="flex-start" gap="xs">
          <TextInput label={t`Amount per document`} placeholder={t`No limit`} value={amount} onChange={(event) => keepAmount(event.currentTarget.value, currency)} error={amount.trim() !== "" && !isAmount ? t`Give an amount such as 5000` : undefined} inputMode="decimal" readOnly={!mayEdit} />
          <TextInput label={t`Currency`} value={currency} onChange={(event) => keepAmount(amount, event.currentTarget.value.toUpperCase())} error={amount.trim() !== "" && !isCurrency ? t`Three letters, such as USD` : undefined} maxLength={3} readOnly={!mayEdit} />
        </Group>
      </Stack>
    </section>
  );
}

function CountCap({ label, value, isReadOnly, onChange }: { label: string; value: number | null; isReadOnly: boolean; onChange: (value: number | null) => void }): ReactNode {
  const { t } = useLingui();
  return <NumberInput label={label} placeholder={t`No limit`} value={value ?? ""} onChange={(next) => onChange(typeof next === "number" && next >= 1 ? next : null)} min={1} max={1_000_000} allowDecimal={false} allowNegative={false} readOnly={isReadOnly} />;
}
