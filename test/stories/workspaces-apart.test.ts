/** Workspaces do not see each other: every procedure of the contract is asked by a stranger for everything of another one. */
import { ORPCError } from "@orpc/client";
import { isContractProcedure } from "@orpc/contract";
import { beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { contract } from "#api/contract.ts";
import { firstAdmin, newBrowser, type Person } from "./person.ts";
import { beginStories, patience, type World } from "./world.ts";

type Schema = { type?: string | string[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema; enum?: unknown[]; const?: unknown; anyOf?: Schema[]; oneOf?: Schema[]; minimum?: number; format?: string };

let world: World;
let stranger: Person;
let theirs: Record<string, string[]>;
/** What must never be told: names, addresses and numbers of the other workspace. */
let telltales: string[];
/** Procedures whose input was understood at least once. */
const understood = new Set<string>();

beginStories((opened) => (world = opened));
beforeAll(async () => {
  await world.turnOn();
  const admin = await firstAdmin(world);
  const dealId = await world.hubspot.deal({ name: "Secret fit-out" });
  await world.hubspot.moveTo(dealId, "closedwon");
  const enrollment = await vi.waitFor(async () => {
    const [found] = await world.enrollmentsOf(dealId);
    if (found?.enrollmentState !== "completed") throw new Error("the deal is not invoiced yet");
    return found;
  }, patience);
  const [document] = await admin.client.documents.list({});
  const connections = await admin.client.connections.list();
  const secret = await world.addWorkflow("Secret workflow", { ...world.workflow.definition, triggerGroups: [] });
  const { key } = await admin.client.apiKeys.create({ name: "Secret key", role: "viewer" });
  const { invitation } = await admin.client.members.invite({ email: "secret@acme.example", role: "viewer" });
  const { personId, workspaceId } = await admin.client.me();
  const own = await admin.client.workspaces.create({ name: "Strangers" });
  await admin.client.workspaces.choose({ id: own.id });
  const { link } = await admin.client.members.invite({ email: "stranger@acme.example", role: "admin" });
  stranger = newBrowser(world.product.url);
  await stranger.post("/invitation/accept", { token: new URL(link).hash.slice(1), name: "Stranger", password: "a long enough password" });
  const ids = [world.workflow.id, secret.id, enrollment.id, document!.id, ...connections.map(({ id }) => id), key.id, invitation.id, personId!, workspaceId];
  theirs = { id: ids, workflowId: [world.workflow.id, secret.id], recordId: [dealId], enrollmentId: [enrollment.id], connectionId: connections.map(({ id }) => id), booksId: connections.map(({ id }) => id), personId: [personId!] };
  telltales = ["Secret fit-out", "Secret key", "secret@acme.example", "Harbor & Pine", secret.name, ...ids.slice(0, 4)];
}, 120_000);

const procedures = [...walk(contract)].filter(([path]) => path.join(".") !== "changes");

function* walk(router: object, above: readonly string[] = []): Generator<[string[], Schema]> {
  for (const [name, one] of Object.entries(router) as [string, object][]) {
    if (!isContractProcedure(one)) yield* walk(one, [...above, name]);
    else yield [[...above, name], schemaOf(one["~orpc"].inputSchema)];
  }
}

function schemaOf(input: unknown): Schema {
  return input instanceof z.ZodType ? (z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Schema) : {};
}

/** Inputs that the schema takes, each id of the other workspace once where an id is asked for. */
function inputsFor(schema: Schema): Record<string, unknown>[] {
  const shape = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema;
  const names = Object.keys(shape.properties ?? {}).filter((name) => theirs[name] !== undefined || (shape.required ?? []).includes(name));
  const asksFor = names.find((name) => theirs[name] !== undefined);
  const once = (id: string | undefined) => Object.fromEntries(names.map((name) => [name, name === asksFor ? id : valueFor(name, shape.properties?.[name] ?? {})]));
  return asksFor === undefined ? [once(undefined)] : (theirs[asksFor] ?? []).map(once);
}

function valueFor(name: string, schema: Schema): unknown {
  const [known] = theirs[name] ?? [];
  if (known !== undefined) return known;
  if (name === "definition") return world.workflow.definition;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice !== undefined) return valueFor(name, choice);
  if (schema.properties !== undefined) return inputsFor(schema)[0];
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "number":
    case "integer":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return false;
    case "array":
      return name.endsWith("Ids") ? theirs["recordId"] : [valueFor(name.replace(/s$/, ""), schema.items ?? {})];
    case "object":
      return {};
    default:
      return schema.format === "email" ? "new@acme.example" : "twelve characters";
  }
}

test.each(procedures.map(([path, schema]) => [path.join("."), path, schema] as const))("%s tells a stranger nothing and changes nothing", { timeout: 60_000 }, async (_name, path, schema) => {
  const before = await everythingOf();
  for (const input of inputsFor(schema)) {
    const said = await ask(path, input);
    // What was asked for may be said back.
    for (const telltale of telltales.filter((one) => !JSON.stringify(input).includes(one))) expect(said).not.toContain(telltale);
  }
  expect(await everythingOf()).toEqual(before);
});

async function ask(path: readonly string[], input: unknown): Promise<string> {
  const name = path.join(".");
  let call: unknown = stranger.client;
  for (const part of path) call = (call as Record<string, unknown>)[part];
  try {
    const answer = await (call as (given: unknown) => Promise<unknown>)(input);
    understood.add(name);
    return answer instanceof File ? await answer.text() : (JSON.stringify(answer) ?? "");
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    if (error.code !== "BAD_REQUEST") understood.add(name);
    expect(error.status, `${name} breaks: ${error.message}`).toBeLessThan(500);
    return JSON.stringify({ message: error.message, data: error.data as unknown });
  }
}

async function everythingOf(): Promise<unknown> {
  const { store, workspaceId } = world.product;
  const [workflows, connections, documents, enrollments, members, keys, invitations, links, setup] = await Promise.all([
    store.workflows(workspaceId),
    store.connections(workspaceId),
    store.documents(workspaceId, { limit: 50 }),
    store.enrollments(workspaceId, {}, { limit: 50 }),
    store.members(workspaceId),
    store.apiKeys(workspaceId),
    store.invitations(workspaceId),
    store.links(workspaceId, {}, { limit: 50, offset: 0 }),
    store.setupOf(workspaceId),
  ]);
  return { workflows, connections, documents, enrollments, members, keys, invitations, links, setup, names: (await store.workspaces()).find(({ id }) => id === workspaceId) };
}

test("the stranger's questions were understood, so that the answers mean something", () => {
  const notUnderstood = procedures.map(([path]) => path.join(".")).filter((name) => !understood.has(name));
  // Inputs are made from the schemas; a few schemas have rules that they do not show.
  expect(notUnderstood.length, notUnderstood.join(", ")).toBeLessThan(procedures.length / 10);
});
