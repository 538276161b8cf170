/** What a text of a step may hold: what is known of the record, and what earlier steps came to. */
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { stepsBefore } from "../../drawing/steps-before.ts";
import { useProperties } from "../../filters/use-properties.ts";
import type { PlaceholderGroup } from "../../form/placeholders.ts";
import { sentence } from "../../parts/problems.ts";
import { objectTypeWords } from "../../parts/states.ts";
import { useEditor } from "./editor-state.ts";

/** The placeholders of one step's texts, by group. */
export function usePlaceholders(stepId: string): PlaceholderGroup[] {
  const { workflow, definition, actions } = useEditor();
  const { t } = useLingui();
  const type = objectTypeWords(workflow.objectType);
  const own = useProperties(workflow.objectType);
  const contact = useProperties("contact");
  const company = useProperties("company");
  return useMemo(() => {
    const earlier = stepsBefore(definition.steps, stepId).flatMap((step, index): PlaceholderGroup[] => {
      const action = actions.get(step.action);
      if (action === undefined || action.outputs.length === 0) return [];
      return [{ label: t`Step ${index + 1}: ${action.title}`, placeholders: action.outputs.map(({ name, label }) => ({ text: `{{steps.${step.id}.${name}}}`, label })) }];
    });
    const always = { label: t`Usual`, placeholders: [{ text: "{{record.name}}", label: t`Name of the ${type}` }, { text: "{{record.url}}", label: t`Link to the ${type}` }, { text: "{{contact.name}}", label: t`Name of the contact` }, { text: "{{company.name}}", label: t`Name of the company` }, { text: "{{owner.name}}", label: t`Owner of the ${type}` }, { text: "{{owner.email}}", label: t`E-mail of the owner of the ${type}` }, { text: "{{contact.owner.name}}", label: t`Owner of the contact` }, { text: "{{contact.owner.email}}", label: t`E-mail of the owner of the contact` }, { text: "{{today}}", label: t`Today` }] };
    const of = (prefix: string, properties: typeof own) => properties.map(({ name, label }) => ({ text: `{{${prefix}${name}}}`, label }));
    return [...earlier, always, { label: sentence(type), placeholders: of("", own) }, { label: t`Contact`, placeholders: of("contact.", contact) }, { label: t`Company`, placeholders: of("company.", company) }];
  }, [definition.steps, stepId, actions, own, contact, company, type, t]);
}
