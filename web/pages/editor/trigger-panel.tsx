import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Menu, MultiSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { linkBackProperties } from "#domain/link-back.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import { allSteps } from "#domain/workflow-path.ts";
import { orpc } from "../../api.ts";
import { FilterGroups } from "../../filters/filter-groups.tsx";
import { PropertySelect } from "../../filters/property-select.tsx";
import { useProperties } from "../../filters/use-properties.ts";
import { objectTypeWords } from "../../parts/states.ts";
import classes from "./editor.module.css";
import { ReachedStatus } from "./reached-status.tsx";
import { findingsOf, useEditor } from "./editor-state.ts";
import { FindingList } from "./finding-list.tsx";
import { Panel } from "./panel.tsx";

/** What lets a record enter: events, filters, or both. */
export function TriggerPanel(): ReactNode {
  const { workflow, definition, edit, findings, generation, setOpen, mayEdit } = useEditor();
  const { t } = useLingui();
  const kinds = [...new Set(allSteps(definition.steps).map(({ action }) => action))].toSorted();
  const newGroup = useQuery(orpc.workflows.newGroup.queryOptions({ input: { objectType: definition.objectType, actions: kinds }, staleTime: 60_000 }));
  const type = objectTypeWords(workflow.objectType);
  const own = findingsOf(findings, null).filter(({ field }) => field?.startsWith("trigger") === true);
  return (
    <Panel title={t`What starts the workflow`} about={<Trans>Each {type} that starts to meet this is enrolled.</Trans>} onClose={() => setOpen(null)}>
      <FindingList findings={own} />
      <section aria-label={t`Events`}>
        <div className={classes["group-name"]}>
          <Trans>When one of these happens (optional)</Trans>
        </div>
        <Events key={`events ${generation}`} />
      </section>
      <section aria-label={t`Filters`}>
        <div className={classes["group-name"]}>{definition.triggerEvents.length > 0 ? t`And the record meets` : t`When the record starts to meet`}</div>
        <FilterGroups
          key={`groups ${generation}`}
          groups={definition.triggerGroups}
          objectType={workflow.objectType}
          newGroup={newGroup.isPending ? null : (newGroup.data?.filters ?? [])}
          isReadOnly={!mayEdit}
          onChange={(triggerGroups) => edit((before) => ({ ...before, triggerGroups }), "triggers")}
        />
      </section>
    </Panel>
  );
}

function Events(): ReactNode {
  const { workflow, definition, edit, mayEdit } = useEditor();
  const { t } = useLingui();
  const type = objectTypeWords(workflow.objectType);
  const words: Record<TriggerEvent["event"], string> = {
    created: t`The ${type} is created`,
    "property-changed": t`A property changes`,
    "quote-signed": t`The quote is signed`,
    "payment-succeeded": t`The payment succeeds`,
    refunded: t`Money is refunded`,
    "document-status": t`Its document changes in QuickBooks`,
  };
  const possible: TriggerEvent["event"][] = ["created", "property-changed", "document-status", ...(workflow.objectType === "quote" ? (["quote-signed"] as const) : []), ...(workflow.objectType === "payment" ? (["payment-succeeded", "refunded"] as const) : [])];
  const change = (triggerEvents: TriggerEvent[], of: string | null = null): void => edit((before) => ({ ...before, triggerEvents }), of);
  const events = definition.triggerEvents;
  return (
    <Stack gap={6}>
      {events.map((event, index) => (
        <div key={index} className={classes["event"]}>
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{words[event.event]}</Text>
            {mayEdit && (
              <ActionIcon variant="subtle" color="gray" aria-label={t`Remove event: ${words[event.event]}`} onClick={() => change(events.filter((_, at) => at !== index))}>
                <X size={15} aria-hidden />
              </ActionIcon>
            )}
          </Group>
          {event.event === "document-status" && <ReachedStatus event={event} isReadOnly={!mayEdit} onChange={(changed) => change(events.map((one, at) => (at === index ? changed : one)), `event ${index}`)} />}
          {event.event === "property-changed" && <ChangedProperty event={event} onChange={(changed) => change(events.map((one, at) => (at === index ? changed : one)), `event ${index}`)} />}
        </div>
      ))}
      {mayEdit && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="subtle" leftSection={<Plus size={14} aria-hidden />} style={{ alignSelf: "flex-start" }}>
              {t`Add event`}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {possible
              .filter((one) => one === "property-changed" || one === "document-status" || !events.some(({ event }) => event === one))
              .map((one) => (
                <Menu.Item key={one} onClick={() => change([...events, newEvent(one, workflow.objectType)])}>
                  {words[one]}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}

/** What people usually wait for; another is one click away. */
const firstProperty: Readonly<Record<string, string>> = { deal: "dealstage", quote: "hs_status", payment: "hs_latest_status" };

function newEvent(event: TriggerEvent["event"], objectType: string): TriggerEvent {
  if (event === "property-changed") return { event, property: firstProperty[objectType] ?? "createdate" };
  return event === "document-status" ? { event, statuses: ["paid"] } : { event };
}

/** Its change starts nothing; filters may ask for it. */
function isWrittenByUs(property: string): boolean {
  return linkBackProperties.some(({ name }) => name === property);
}

type ChangedEvent = Extract<TriggerEvent, { event: "property-changed" }>;

function ChangedProperty({ event, onChange }: { event: ChangedEvent; onChange: (event: ChangedEvent) => void }): ReactNode {
  const { workflow } = useEditor();
  const { t } = useLingui();
  const properties = useProperties(workflow.objectType).filter(({ name }) => !isWrittenByUs(name));
  const options = properties.find(({ name }) => name === event.property)?.options ?? [];
  return (
    <Stack gap="xs" mt={4}>
      <PropertySelect label={t`Property`} properties={properties} value={event.property} onChange={({ name }) => onChange({ event: "property-changed", property: name })} />
      {options.length > 0 && (
        <MultiSelect
          label={t`To`}
          placeholder={(event.values ?? []).length === 0 ? t`Any value` : ""}
          data={options.map(({ value, label }) => ({ value, label }))}
          value={event.values ?? []}
          onChange={(values) => onChange({ event: "property-changed", property: event.property, ...(values.length > 0 && { values }) })}
          searchable
          hidePickedOptions
          size="sm"
        />
      )}
    </Stack>
  );
}
