import { describe, expect, test } from "vitest";
import { aRecord, subjectIn, to } from "./scripted-records.ts";

const address = { address: "1 Quay Street", city: "Oakland", state: "CA", zip: "94607", country: "United States" };
const postal = { lines: ["1 Quay Street"], city: "Oakland", region: "CA", postalCode: "94607", country: "United States" };

describe("contacts", () => {
  test("of a quote are signer and billing by HubSpot's own types, in whatever language they are labelled", async () => {
    const world = {
      records: { contacts: { "551": { firstname: "Ada" }, "552": { firstname: "Bo" }, "553": { firstname: "Cy" } } },
      associations: { "1 contacts": [to(553), to(552, [702, "Unterzeichner"]), to(551, [702, null], [1226, "Rechnung"])] },
    };
    const { contacts } = await subjectIn(world, aRecord("quote", "1"));
    expect(contacts.map(({ id, roles, labels }) => ({ id, roles, labels }))).toEqual([
      { id: "551", roles: ["signer", "billing"], labels: ["Rechnung"] },
      { id: "552", roles: ["signer"], labels: ["Unterzeichner"] },
      { id: "553", roles: [], labels: [] },
    ]);
  });

  test("have the portal's own labels, but no role by them, also when the label's id is one of HubSpot's", async () => {
    const world = { records: { contacts: { "551": {} } }, associations: { "1 contacts": [to(551, [702, "Board", "USER_DEFINED"]), to(551, [36, "Payables", "USER_DEFINED"], [36, "Payables", "USER_DEFINED"])] } };
    const { contacts } = await subjectIn(world, aRecord("quote", "1"));
    expect(contacts).toMatchObject([{ roles: [], labels: ["Board", "Payables"] }]);
  });

  test("have their phone, or the mobile one, and an address when there is any of it", async () => {
    const world = {
      records: { contacts: { "1": { phone: "+1 510 555 0101", mobilephone: "+1 510 555 0199", ...address }, "2": { phone: " ", mobilephone: "+1 510 555 0102", city: "" }, "3": { country: "Canada" } } },
      associations: { "9 contacts": [to(1), to(2), to(3)] },
    };
    const { contacts } = await subjectIn(world, aRecord("deal", "9"));
    expect(contacts.map(({ phone, address: at }) => ({ phone, at }))).toEqual([
      { phone: "+1 510 555 0101", at: postal },
      { phone: "+1 510 555 0102", at: null },
      { phone: null, at: { lines: [], city: "", region: "", postalCode: "", country: "Canada" } },
    ]);
  });
});

describe("companies", () => {
  test("of a deal have the primary one first, then the oldest", async () => {
    const world = {
      records: { companies: { "31": { name: "Old" }, "32": { name: "Quay Ltd", domain: "quay.example", phone: "510", ...address, address2: "Floor 2" } } },
      associations: { "1 companies": [to(31), to(32, [5, "Primary"])] },
    };
    const { companies } = await subjectIn(world, aRecord("deal", "1"));
    expect(companies).toMatchObject([
      { objectType: "company", id: "32", name: "Quay Ltd", domain: "quay.example", phone: "510", roles: ["primary"], labels: ["Primary"], address: { ...postal, lines: ["1 Quay Street", "Floor 2"] } },
      { id: "31", name: "Old", domain: null, phone: null, address: null, roles: [], labels: [] },
    ]);
  });

  test("of a quote are billing by HubSpot's type; the same id means nothing on a payment", async () => {
    const world = { records: { companies: { "31": {} } }, associations: { "1 companies": [to(31, [1334, "Billing"])] } };
    expect((await subjectIn(world, aRecord("quote", "1"))).companies).toMatchObject([{ roles: ["billing"] }]);
    expect((await subjectIn(world, aRecord("payment", "1"))).companies).toMatchObject([{ roles: [] }]);
  });
});
