import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Checkbox, Group, MultiSelect, Stack, TagsInput, TextInput, Tooltip } from "@mantine/core";
import { ArrowLeft, ArrowRight, ChevronDown, ChevronRight, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Branch, WorkflowStep } from "#domain/workflow.ts";
import { addBranch, changeBranch, isForOthers, moveBranch } from "../../drawing/edits.ts";
import { FilterGroups } from "../../filters/filter-groups.tsx";
import { useProperties } from "../../filters/use-properties.ts";
import { ReasonedIcon } from "../../parts/reasoned-button.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-state.ts";

interface BranchesFormProps {
  step: WorkflowStep;
  branchesBy: "filters" | "values";
  /** The branch that is open at first. */
  begin: number | undefined;
}

/** The ways out of a step: their names, their order, and who takes them. */
export function BranchesForm({ step, branchesBy, begin }: BranchesFormProps): ReactNode {
  const { edit, mayEdit, workflow, words } = useEditor();
  const { t } = useLingui();
  const branches = step.branches ?? [];
  const [open, setOpen] = useState(begin ?? 0);
  useEffect(() => {
    if (begin !== undefined) setOpen(begin);
  }, [begin]);
  const normal = branches.filter((branch) => !isForOthers(branch)).length;
  const add = (): void => {
    const branch: Branch = { name: t`Branch ${normal + 1}`, ...(branchesBy === "filters" ? { filterGroups: [] } : { values: [] }), steps: [] };
    edit((before) => ({ ...before, steps: addBranch(before.steps, step.id, branch) }));
    const others = branches.findIndex(isForOthers);
    setOpen(others < 0 ? branches.length : others);
  };
  return (
    <Stack gap="sm" component="section" aria-label={t`Branches`}>
      <div className={classes["group-name"]}>
        <Trans>Branches: the first that fits is taken</Trans>
      </div>
      {branches.map((branch, index) => (
        <BranchForm
          // Positions are what identifies a branch; moving one opens it at its new place.
          key={`${index} ${branches.length}`}
          step={step}
          branch={branch}
          index={index}
          isOpen={open === index}
          onToggle={() => setOpen(open === index ? -1 : index)}
          onMoved={setOpen}
          objectType={workflow.objectType}
          when={words.get(step.id)?.branches[index]?.when}
        />
      ))}
      {mayEdit && (
        <Group gap="xs">
          <Button size="xs" variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={add}>
            {t`Add branch`}
          </Button>
          {!branches.some(isForOthers) && (
            <Button size="xs" variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={() => edit((before) => ({ ...before, steps: addBranch(before.steps, step.id, { name: t`None met`, steps: [] }) }))}>
              {t`Add a branch for all others`}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

interface BranchFormProps {
  step: WorkflowStep;
  branch: Branch;
  index: number;
  isOpen: boolean;
  onToggle: () => void;
  onMoved: (to: number) => void;
  objectType: string;
  when: string | undefined;
}

function BranchForm({ step, branch, index, isOpen, onToggle, onMoved, objectType, when }: BranchFormProps): ReactNode {
  const { edit, removeBranch, mayEdit } = useEditor();
  const { t } = useLingui();
  const section = useRef<HTMLDivElement>(null);
  const forOthers = isForOthers(branch);
  const change = (of: string, how: (one: Branch) => Branch): void => edit((before) => ({ ...before, steps: changeBranch(before.steps, step.id, index, how) }), `${of} ${step.id} ${index}`);
  const move = (to: number): void => {
    edit((before) => ({ ...before, steps: moveBranch(before.steps, step.id, index, to) }));
    onMoved(to);
  };
  useEffect(() => {
    if (isOpen) section.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const last = (step.branches?.length ?? 0) - 1;
  return (
    <div ref={section} className={classes["branch-form"]} role="group" aria-label={t`Branch ${branch.name}`}>
      <Group gap={4} wrap="nowrap">
        <button type="button" className={classes["branch-name"]} aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
          <span>
            <strong>{branch.name}</strong>
            {!isOpen && <small>{forOthers ? t`All that meet no other branch` : (when ?? "")}</small>}
          </span>
        </button>
        {mayEdit && (
          <>
            <Tooltip label={t`Earlier`}>
              <ActionIcon variant="subtle" color="gray" size="sm" disabled={index === 0} aria-label={t`Move ${branch.name} earlier`} onClick={() => move(index - 1)}>
                <ArrowLeft size={14} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t`Later`}>
              <ActionIcon variant="subtle" color="gray" size="sm" disabled={index === last} aria-label={t`Move ${branch.name} later`} onClick={() => move(index + 1)}>
                <ArrowRight size={14} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <ReasonedIcon variant="subtle" color="gray" size="sm" whyNot={last === 0 ? t`A step that branches needs at least one branch. Delete the step instead.` : null} aria-label={t`Remove branch ${branch.name}`} onClick={() => removeBranch(step.id, index)}>
              <Trash2 size={14} aria-hidden />
            </ReasonedIcon>
          </>
        )}
      </Group>
      {isOpen && (
        <Stack gap="sm" mt={8}>
          <TextInput
            label={t`Name of the branch`}
            value={branch.name}
            onChange={(event) => {
              const name = event.currentTarget.value;
              change("branch name", (one) => ({ ...one, name }));
            }}
            error={branch.name.trim() === "" ? t`Name the branch` : undefined}
            maxLength={100}
            size="sm"
            readOnly={!mayEdit}
          />
          {forOthers && <p className={classes["quiet"]}>{t`All that meet no other branch go this way.`}</p>}
          {branch.filterGroups !== undefined && <FilterGroups groups={branch.filterGroups} objectType={objectType} isReadOnly={!mayEdit} onChange={(filterGroups) => change("branch filters", (one) => ({ ...one, filterGroups }))} />}
          {branch.values !== undefined && <BranchValues step={step} values={branch.values} objectType={objectType} isReadOnly={!mayEdit} onChange={(values) => change("branch values", (one) => ({ ...one, values }))} />}
        </Stack>
      )}
    </div>
  );
}

interface BranchValuesProps {
  step: WorkflowStep;
  values: readonly string[];
  objectType: string;
  isReadOnly: boolean;
  onChange: (values: string[]) => void;
}

/** The values of what the step asks for that lead this way; the empty one is "no value". */
function BranchValues({ step, values, objectType, isReadOnly, onChange }: BranchValuesProps): ReactNode {
  const { t } = useLingui();
  const asksText = step.settings["by"] === "text";
  const asked = step.settings[asksText ? "text" : "property"];
  if (typeof asked !== "string" || asked === "") return <p className={classes["quiet"]}>{asksText ? t`Choose first what the branches go by.` : t`Choose the property first.`}</p>;
  const takesNone = values.includes("");
  const some = values.filter((value) => value !== "");
  const change = (known: readonly string[], none: boolean): void => onChange([...known, ...(none ? [""] : [])]);
  return (
    <Stack gap="xs">
      <KnownValues property={asksText ? null : asked} values={some} objectType={objectType} isReadOnly={isReadOnly} onChange={(known) => change(known, takesNone)} />
      <Checkbox size="sm" label={asksText ? t`Also without a value` : t`Also records without a value`} checked={takesNone} disabled={isReadOnly} onChange={(event) => change(some, event.currentTarget.checked)} />
    </Stack>
  );
}

interface KnownValuesProps extends Omit<BranchValuesProps, "step"> {
  /** null = the values are not those of a property. */
  property: string | null;
}

function KnownValues({ property: name, values, objectType, isReadOnly, onChange }: KnownValuesProps): ReactNode {
  const { t } = useLingui();
  const property = useProperties(objectType).find((one) => one.name === name);
  if (property === undefined || property.options.length === 0) {
    return <TagsInput label={t`Values`} description={t`Press Enter after each`} value={[...values]} onChange={onChange} acceptValueOnBlur size="sm" readOnly={isReadOnly} />;
  }
  const gone = values.filter((value) => !property.options.some((option) => option.value === value)).map((value) => ({ value, label: t`${value} (no longer available)` }));
  return <MultiSelect label={property.label} data={[...property.options.map(({ value, label }) => ({ value, label })), ...gone]} value={[...values]} onChange={onChange} searchable hidePickedOptions placeholder={values.length === 0 ? t`Choose` : ""} size="sm" readOnly={isReadOnly} />;
}
