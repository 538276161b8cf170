import { expect, test } from "vitest";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import { type WorkflowStep, workflowDefinition } from "#domain/workflow.ts";
import { inLanguageOf } from "./language.ts";
import { textsInWords } from "./placeholder-words.ts";

const label = (name: string, words: string): PropertyDefinition => ({ name, label: words, type: "text", isReadOnly: false, options: [] });
const catalog: Partial<Record<ObjectType, PropertyDefinition[]>> = { deal: [label("amount", "Amount")], contact: [label("firstname", "First name")] };

async function inWords(text: string, steps: WorkflowStep[], language = "en") {
  const asked: ObjectType[] = [];
  const note: WorkflowStep = { id: "note", action: "create-note", settings: { text } };
  const definition = workflowDefinition.parse({ objectType: "deal", triggerGroups: [], steps: [...steps, note] });
  const words = await inLanguageOf(new Headers({ "accept-language": language }), async () => {
    const say = await textsInWords(definition, (type) => (asked.push(type), Promise.resolve(catalog[type] ?? [])));
    return say(note, text);
  });
  return { words, asked };
}

const invoice = (id: string): WorkflowStep => ({ id, action: "create-invoice", settings: {} });

test.each([
  ["plain text", "plain text"],
  ["{{amount}} for {{ contact.firstname }} on {{today}}", "[Amount] for [First name of the contact] on [Today]"],
  ["{{record.amount}} {{record.name}}", "[Amount] [Name of the record]"],
  ["No. {{steps.inv.number}}", "No. [Document number of Create a QuickBooks invoice]"],
  ["{{nobody_knows}} {{steps.gone.number}} {{company.size}}", "[nobody_knows] [steps.gone.number] [company.size]"],
])("%s reads %s", async (text, words) => {
  expect((await inWords(text, [invoice("inv")])).words).toBe(words);
});

test("of two steps of one kind the number says which is meant", async () => {
  expect((await inWords("{{steps.b.total}}", [invoice("a"), invoice("b")])).words).toBe("[Total of Step 2, Create a QuickBooks invoice]");
});

test("whoever reads Dutch reads Dutch", async () => {
  expect((await inWords("{{contact.firstname}}", [], "nl")).words).toBe("[First name van het contact]");
  expect((await inWords("{{today}}", [], "nl")).words).toBe("[Vandaag]");
});

test("labels are asked for only where a text needs them", async () => {
  expect((await inWords("none", [])).asked).toEqual([]);
  expect((await inWords("{{amount}}", [])).asked).toEqual(["deal"]);
  expect((await inWords("{{contact.firstname}}", [])).asked).toEqual(["deal", "contact"]);
});
