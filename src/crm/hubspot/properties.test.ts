import { afterEach, describe, expect, test } from "vitest";
import { scriptedPortal, type ScriptedAnswer, type ScriptedPortal } from "./scripted-portal.ts";

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

const definitions = [
  { name: "pipeline", label: "Pipeline", type: "enumeration", options: [] },
  { name: "dealstage", label: "Deal stage", type: "enumeration", options: [{ label: "Won", value: "closedwon", displayOrder: 1 }] },
  { name: "amount", label: "Amount", type: "number" },
  { name: "hs_is_closed", label: "Is closed", type: "bool", calculated: true, options: [{ label: "Yes", value: "true", displayOrder: 0 }, { label: "No", value: "false", displayOrder: 1 }] },
  { name: "closedate", label: "Close date", type: "datetime" },
  { name: "start", label: "Start", type: "date", modificationMetadata: { readOnlyValue: true } },
  { name: "phone", label: "", type: "phone_number" },
  { name: "services", label: "Services", type: "enumeration", fieldType: "checkbox", options: [{ label: "Design", value: "d", displayOrder: 0 }] },
  { name: "inner", label: "Inner", type: "json", hidden: true },
];

const pipelines = [
  { id: "71", label: "Renewals", displayOrder: 1, stages: [{ id: "9001", label: "Won", displayOrder: 0 }] },
  { id: "default", label: "Sales", displayOrder: 0, stages: [{ id: "closedwon", label: "Won", displayOrder: 6 }, { id: "new", label: "New", displayOrder: 0 }] },
];

async function propertiesWith(pipelineAnswer: ScriptedAnswer) {
  portal = await scriptedPortal((call) => (call.path.startsWith("/crm/pipelines") ? pipelineAnswer : { json: { results: definitions } }));
  const answer = await portal.crm.properties("deal");
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return { found: answer.value, calls: portal.calls };
}

describe("properties", () => {
  test("come by label, with the stages under their pipelines", async () => {
    const { found, calls } = await propertiesWith({ json: { results: pipelines } });
    expect(calls.map((call) => call.path).sort()).toEqual(["/crm/pipelines/2026-09/deals", "/crm/properties/2026-09/deals"]);
    expect(found).toEqual([
      { name: "amount", label: "Amount", type: "number", options: [], isReadOnly: false },
      { name: "closedate", label: "Close date", type: "datetime", options: [], isReadOnly: false },
      {
        name: "dealstage",
        label: "Deal stage",
        type: "enumeration",
        options: [{ value: "new", label: "Sales: New" }, { value: "closedwon", label: "Sales: Won" }, { value: "9001", label: "Renewals: Won" }],
        isReadOnly: false,
      },
      { name: "hs_is_closed", label: "Is closed", type: "boolean", options: [{ value: "true", label: "Yes" }, { value: "false", label: "No" }], isReadOnly: true },
      { name: "phone", label: "phone", type: "text", options: [], isReadOnly: false },
      { name: "pipeline", label: "Pipeline", type: "enumeration", options: [{ value: "default", label: "Sales" }, { value: "71", label: "Renewals" }], isReadOnly: false },
      { name: "services", label: "Services", type: "multi-select", options: [{ value: "d", label: "Design" }], isReadOnly: false },
      { name: "start", label: "Start", type: "date", options: [], isReadOnly: true },
    ]);
  });

  test("keep their own options when the token may not read pipelines", async () => {
    const { found } = await propertiesWith({ status: 403, json: { message: "no scope", category: "MISSING_SCOPES" } });
    expect(found.find((property) => property.name === "dealstage")?.options).toEqual([{ value: "closedwon", label: "Won" }]);
  });
});

describe("reading records", () => {
  const wanted = { properties: { dealname: " Fit-out ", hs_lastmodifieddate: "2026-11-20T17:03:44Z" }, updatedAt: "2026-11-21T00:00:00Z" };

  test("asks for all properties by name, a hundred records a call, and looks the names up once", async () => {
    portal = await scriptedPortal((call) => {
      if (call.method === "GET") return { json: { results: definitions } };
      const { inputs } = call.body as { inputs: { id: string }[] };
      return { json: { results: inputs.toReversed().map(({ id }) => ({ id, ...wanted })) } };
    });
    const ids = Array.from({ length: 250 }, (_, index) => String(index + 1));
    const answer = await portal.crm.readRecords("deal", [...ids, "1", "not-an-id", ""]);
    expect(answer.ok && answer.value.map((record) => record.id)).toEqual(ids);
    expect(answer.ok && answer.value[0]).toMatchObject({
      objectType: "deal",
      id: "1",
      name: "Fit-out",
      properties: wanted.properties,
      modifiedAt: "2026-11-20T17:03:44.000Z",
      url: "https://crm.example.test/deals/1",
      facts: { standing: "open", isOwnSale: true, amount: null, currency: null, fee: null, refunded: null },
    });
    await portal.crm.readRecords("deal", ["1"]);
    expect(portal.calls.filter((call) => call.method === "GET")).toHaveLength(1);
    const reads = portal.calls.filter((call) => call.method === "POST");
    expect(reads.map((call) => (call.body as { inputs: unknown[] }).inputs.length).sort((a, b) => a - b)).toEqual([1, 50, 100, 100]);
    expect(reads.at(-1)).toMatchObject({ path: "/crm/objects/2026-09/deals/batch/read", body: { properties: definitions.map((one) => one.name), inputs: [{ id: "1" }] } });
  });

  test("leaves out what HubSpot does not have", async () => {
    portal = await scriptedPortal((call) =>
      call.method === "GET"
        ? { json: { results: [] } }
        : { status: 207, json: { results: [{ id: "1", properties: {} }], numErrors: 1, errors: [{ category: "OBJECT_NOT_FOUND", message: "no", context: { ids: ["2"] } }] } },
    );
    const answer = await portal.crm.readRecords("deal", ["1", "2"]);
    expect(answer.ok && answer.value).toMatchObject([{ id: "1", name: "Deal 1" }]);
  });

  test("asks for what it cannot do without when the token may not list properties", async () => {
    portal = await scriptedPortal((call) => (call.method === "GET" ? { status: 403, json: { category: "MISSING_SCOPES", message: "no" } } : { json: { results: [] } }));
    expect(await portal.crm.readRecords("contact", ["1"])).toEqual({ ok: true, value: [] });
    expect(portal.calls.at(-1)?.body).toMatchObject({ properties: ["firstname", "lastname", "email", "company", "phone", "mobilephone", "address", "city", "state", "zip", "country", "lastmodifieddate"] });
  });

  test("asks for the names again when one of them no longer exists", async () => {
    let looks = 0;
    portal = await scriptedPortal((call) => {
      if (call.method === "GET") return { json: { results: [{ name: `v${++looks}` }] } };
      const isOld = (call.body as { properties: string[] }).properties.includes("v1");
      return isOld ? { status: 400, json: { message: 'Property "v1" does not exist' } } : { json: { results: [] } };
    });
    expect(await portal.crm.readRecords("deal", ["1"])).toEqual({ ok: true, value: [] });
    expect(looks).toBe(2);
  });

  test("calls nobody for no ids", async () => {
    portal = await scriptedPortal(() => "drop");
    expect(await portal.crm.readRecords("deal", [])).toEqual({ ok: true, value: [] });
    expect(await portal.crm.readRecords("deal", ["abc"])).toEqual({ ok: true, value: [] });
    expect(portal.calls).toEqual([]);
  });
});
