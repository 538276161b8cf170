/** Workflows with custom actions: to set one up as in HubSpot's editor, to send a record through, and to see what came of it. */
import { html, raw } from "hono/html";
import type { FieldType, InputField, Labels } from "./action-definition.ts";
import { type ActionDefinition, currentOf } from "./actions.ts";
import { objectTypes, type TypeName, typeNamed } from "./object-types.ts";
import { type Html, moment, shell, table } from "./page-shell.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import type { Simulator } from "./simulator.ts";
import type { Run, RunnerWorkflow, RunState } from "./workflow-runner.ts";

const mostRows = 200;
const mostRecords = 200;

/** What is fetched for a field of the form. */
export interface FetchedOption {
  value: string;
  label: string;
  description: string;
}

/** The workflows, and the actions that a new one may be made of. */
export function workflowsPage(simulator: Simulator, problem: string | undefined): Html {
  const { runner, actions } = simulator;
  const rows = runner.workflows().toReversed().map(({ id, name, objectType, definitionId }) => {
    const last = runner.runs(id)[0];
    return html`<tr>
      <td><a href="/workflows/${id}">${name}</a></td>
      <td>${plural(objectType)}</td>
      <td>${nameOf(actions.find(definitionId))}</td>
      <td class="num">${runner.runs(id).length}</td>
      <td>${last ? stateBadge(last.state) : html`<span class="dim">never ran</span>`}</td>
    </tr>`;
  });
  const choices = actions.all().map((one) => html`<li><a href="/workflows/new?action=${one.id}">${nameOf(one)}</a> <span class="dim">${typesOf(one).map(plural).join(", ")}</span></li>`);
  const intro = html`<p class="dim">A workflow here holds one action of the installed app, as in HubSpot's editor. Send a record through it to see the app called, and what comes back.</p>`;
  const list = rows.length === 0 ? html`<div class="card empty"><p>No workflow yet.</p><p class="dim">Choose an action below to make one.</p></div>` : table("Workflows", ["Workflow", "Records", "Action", "Runs", "Last run"], rows);
  const offered = choices.length === 0 ? html`<p class="dim">The app has defined no actions.</p>` : html`<ul>${choices}</ul>`;
  return shell("Workflows", "/workflows", [intro, list, html`<h2>New workflow with</h2>`, offered], problem);
}

/** The form of a new workflow: the action's fields with what the app offers. */
export function newWorkflowPage(definition: ActionDefinition, type: TypeName, options: ReadonlyMap<string, readonly FetchedOption[]>, given: Record<string, string>, problem: string | undefined): Html {
  const { content } = currentOf(definition);
  const labels = content.labels["en"];
  const types = typesOf(definition);
  const shown = content.inputFields.filter(({ typeDefinition }) => isShown(content.inputFieldDependencies, typeDefinition.name, given));
  const fields = shown.map((field) => fieldRow(field, labels, options.get(field.typeDefinition.name), given[field.typeDefinition.name] ?? ""));
  const form = html`<form class="card" method="post" action="/workflows/new?action=${definition.id}">
    <p class="dim">${labels?.actionDescription ?? ""}</p>
    <div class="action-fields">
      <label>Records
        <select name="objectType" data-asks>${types.map((one) => html`<option value="${one}" ${one === type ? "selected" : ""}>${plural(one)}</option>`)}</select>
      </label>
      <label>Name of the workflow <input name="workflowName" value="${given["workflowName"] ?? ""}" placeholder="${labels?.actionName ?? ""}" /></label>
      ${fields}
    </div>
    <div class="actions"><button name="do" value="save">Make the workflow</button><button class="plain" name="do" value="refresh">Fetch the lists again</button></div>
  </form>`;
  return shell(nameOf(definition), "/workflows", [html`<p><a href="/workflows">All workflows</a></p>`, form, html`<script>${raw(script)}</script>`], problem);
}

/** Fields that decide which others show, or what they offer, are sent at once. */
const script = `
document.querySelectorAll("[data-asks]").forEach((field) => field.addEventListener("change", () => {
  const refresh = field.form.querySelector('button[value="refresh"]');
  field.form.requestSubmit(refresh);
}));`;

type Dependencies = ReturnType<typeof currentOf>["content"]["inputFieldDependencies"];

/** A field that shows only with a value of another one; without such a rule it always shows. */
function isShown(dependencies: Dependencies, name: string, given: Record<string, string>): boolean {
  const rules = dependencies.filter((one) => one.dependencyType === "CONDITIONAL_SINGLE_FIELD" && one.dependentFieldNames.includes(name));
  return rules.length === 0 || rules.some((one) => given[one.controllingFieldName] === one.controllingFieldValue);
}

function fieldRow({ typeDefinition, isRequired }: InputField, labels: Labels | undefined, fetched: readonly FetchedOption[] | undefined, value: string): Html {
  const { name } = typeDefinition;
  const label = labels?.inputFieldLabels?.[name] ?? typeDefinition.label ?? name;
  const help = labels?.inputFieldDescriptions?.[name] ?? typeDefinition.description ?? "";
  return html`<label class="${typeDefinition.fieldType === "textarea" ? "wide" : ""}">
    <span>${label}${isRequired ? " (required)" : ""}</span>
    ${control(typeDefinition, labels, fetched, { value, isRequired })}
    <span class="small">${help}</span>
  </label>`;
}

function control(type: FieldType, labels: Labels | undefined, fetched: readonly FetchedOption[] | undefined, { value, isRequired }: { value: string; isRequired: boolean }): Html {
  const { name, fieldType, options } = type;
  const needed = isRequired ? raw("required") : "";
  if (fieldType === "textarea") return html`<textarea name="${name}" rows="3" ${needed}>${value}</textarea>`;
  const own = options.map((one) => ({ value: one.value, label: labels?.inputFieldOptionLabels?.[name]?.[one.value] ?? one.label, description: "" }));
  const offered = fetched ?? own;
  if (type.type !== "enumeration") return html`<input name="${name}" value="${value}" ${needed} />`;
  const chosen = value.split(";");
  const choices = offered.map((one) => html`<option value="${one.value}" ${chosen.includes(one.value) ? "selected" : ""}>${one.label}${one.description === "" ? "" : ` (${one.description})`}</option>`);
  if (fieldType === "checkbox") return html`<select name="${name}" multiple size="${Math.min(6, Math.max(2, offered.length))}">${choices}</select>`;
  return html`<select name="${name}" data-asks ${needed}><option value="">${offered.length === 0 ? "Nothing to choose" : "Not chosen"}</option>${choices}</select>`;
}

/** One workflow: its fields, the records it may take, and its runs. */
export function workflowPage(simulator: Simulator, workflow: RunnerWorkflow, options: ReadonlyMap<string, readonly FetchedOption[]>, problem: string | undefined): Html {
  const { portal, runner, actions } = simulator;
  const definition = actions.find(workflow.definitionId);
  const labels = definition && currentOf(definition).content.labels["en"];
  const shownValue = (name: string, text: string): string => {
    const label = (one: string): string | undefined => options.get(name)?.find(({ value }) => value === one)?.label ?? labels?.inputFieldOptionLabels?.[name]?.[one];
    return text.split(";").map((one) => label(one) ?? one).join(", ");
  };
  const facts = Object.entries(workflow.fields).map(([name, value]) => html`<dt>${labels?.inputFieldLabels?.[name] ?? name}</dt><dd>${value.type === "STATIC_VALUE" ? shownValue(name, value.value) : html`property <code>${value.propertyName}</code>`}</dd>`);
  const records = portal.all(workflow.objectType).toSorted((a, b) => Number(b.id) - Number(a.id)).slice(0, mostRecords);
  const { singular } = objectTypes[workflow.objectType];
  const start = html`<form class="inline card" method="post" action="/workflows/${workflow.id}/run">
    <label>The ${words(singular)} <select name="record">${records.map((one) => html`<option value="${one.id}">${titleOf(one)} (${one.id})</option>`)}</select></label>
    <button>Send it through</button>
  </form>`;
  const chosen = html`<section class="card"><h2>${nameOf(definition)}</h2>${facts.length === 0 ? html`<p class="dim">Nothing is chosen.</p>` : html`<dl class="facts">${facts}</dl>`}</section>`;
  return shell(workflow.name, "/workflows", [
    html`<p class="dim"><a href="/workflows">All workflows</a> · workflow ${workflow.id}, on ${plural(workflow.objectType)}</p>`,
    html`<div class="stack">${start}${chosen}</div>`,
    html`<h2>Runs</h2><div id="runs" data-workflow="${workflow.id}">${runsPart(portal, workflow, runner.runs(workflow.id))}</div>`,
    html`<script>${raw(follow)}</script>`,
  ], problem);
}

/** What is open stays open while the runs change. */
const follow = `
const runs = document.getElementById("runs");
setInterval(async () => {
  if (document.hidden || runs.contains(document.activeElement) || runs.querySelector("details[open]")) return;
  const answer = await fetch("/workflows/" + runs.dataset.workflow + "/runs");
  if (answer.ok) runs.innerHTML = await answer.text();
}, 1000);`;

/** The runs alone, as the page asks for them again and again. */
export function runsPart(portal: Portal, workflow: RunnerWorkflow, runs: readonly Run[]): Html {
  if (runs.length === 0) return html`<p class="dim">No record was sent through yet.</p>`;
  return table("Runs", ["Record", "State", "What the history says", "Calls", "Started", "Output fields"], runs.slice(0, mostRows).map((run) => runRow(portal, workflow, run)));
}

function runRow(portal: Portal, { objectType }: RunnerWorkflow, run: Run): Html {
  const record = portal.find(objectType, run.objectId);
  const outputs = Object.entries(run.outputFields).filter(([, value]) => value !== "");
  const facts = outputs.map(([name, value]) => html`<dt>${name}</dt><dd>${/^https?:\/\//.test(value) ? html`<a href="${value}">${value}</a>` : value}</dd>`);
  return html`<tr>
    <td><a href="/${objectType}/${run.objectId}">${record ? titleOf(record) : run.objectId}</a></td>
    <td>${stateBadge(run.state)}</td>
    <td class="wrap">${run.said}${run.blockedUntil === null ? "" : html`<br /><span class="dim small">until ${moment(new Date(run.blockedUntil).toISOString())}</span>`}</td>
    <td>${run.attempts.map(({ outcome, ms }) => html`<div class="small">${outcome} <span class="dim">${ms} ms</span></div>`)}</td>
    <td class="small">${moment(run.startedAt)}</td>
    <td>${outputs.length === 0 ? html`<span class="dim">none</span>` : html`<details><summary>${outputs.length} ${outputs.length === 1 ? "field" : "fields"}</summary><dl class="facts small">${facts}</dl></details>`}</td>
  </tr>`;
}

const stateLooks: Record<RunState, { look: string; words: string }> = {
  running: { look: "", words: "running" },
  retrying: { look: "warn", words: "calls again" },
  blocked: { look: "warn", words: "waits for the app" },
  succeeded: { look: "good", words: "done" },
  failed: { look: "bad", words: "failed" },
  expired: { look: "bad", words: "not completed in time" },
};

function stateBadge(state: RunState): Html {
  return html`<span class="badge ${stateLooks[state].look}">${stateLooks[state].words}</span>`;
}

function nameOf(definition: ActionDefinition | undefined): string {
  return (definition && currentOf(definition).content.labels["en"]?.actionName) ?? "an action that is gone";
}

/** The kinds of records that the action is for. */
export function typesOf(definition: ActionDefinition): TypeName[] {
  return currentOf(definition).content.objectTypes.flatMap((one) => typeNamed(one) ?? []);
}

function plural(type: TypeName): string {
  return words(objectTypes[type].plural);
}

function words(name: string): string {
  return name.replace("commerce_", "").replaceAll("_", " ");
}

function titleOf({ id, values }: StoredRecord): string {
  return values["dealname"] ?? values["hs_title"] ?? values["hs_reference_number"] ?? values["name"] ?? values["email"] ?? id;
}
