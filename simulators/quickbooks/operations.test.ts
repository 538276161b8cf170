import { describe, expect, test } from "vitest";
import { type Entity, type EntityName, entityNames } from "./company.ts";
import { kindOf } from "./entities/registry.ts";
import { linkedKinds, wholeBody } from "./entities/whole-documents.ts";
import type { ProfileName } from "./profiles/profiles.ts";
import { violations } from "./schema/violations.ts";
import { type Answered, codeOf, testCompany, type TestCompany } from "./test-company.ts";
import type { Members } from "./wire-object.ts";

/** What the vendor documents, kind by kind: create, update, delete, void, send, pdf. */
const documented: Partial<Record<EntityName, string>> = {
  Customer: "c u", Vendor: "c u", Employee: "c u", Item: "c u", Account: "c u", Class: "c u", Department: "c u", Term: "c u", PaymentMethod: "c u", CompanyCurrency: "c u", TaxAgency: "c",
  Attachable: "c u d", Invoice: "c u d v e p", Estimate: "c u d e p", SalesReceipt: "c u d v e p", RefundReceipt: "c u d e p", CreditMemo: "c u d e p", Payment: "c u d v e p",
  Deposit: "c u d", Purchase: "c u d", Bill: "c u d", JournalEntry: "c u d",
};
const letters = { c: "create", u: "update", d: "delete", v: "void", e: "send", p: "pdf" } as const;
const names = Object.keys(documented) as EntityName[];

/** Currencies exist where there are several. */
function companyFor(name: EntityName): TestCompany {
  const profile: ProfileName = name === "CompanyCurrency" ? "multicurrency" : "us";
  return testCompany(profile);
}

function create(company: TestCompany, name: EntityName): Answered {
  return company.post(`/${name.toLowerCase()}`, wholeBody(name, linkedKinds(name).map((one) => created(company, one).Id)));
}

function created(company: TestCompany, name: EntityName): Entity {
  const { body } = create(company, name);
  expect(body["Fault"]).toBeUndefined();
  return body[name] as Entity;
}

/** Runs one operation on a new entity. */
function run(company: TestCompany, name: EntityName, operation: (typeof letters)[keyof typeof letters]): Answered {
  if (operation === "create") return create(company, name);
  const { Id } = created(company, name);
  const path = `/${name.toLowerCase()}`;
  const entity = company.get(`${path}/${Id}`).body[name] as Members;
  switch (operation) {
    case "send":
      return company.post(`${path}/${Id}/send?sendTo=ada@northwind.example`, "");
    case "pdf":
      return company.get(`${path}/${Id}/pdf`);
    case "update":
      return company.post(`${path}?operation=update`, entity);
    case "delete":
    case "void":
      return company.post(`${path}?operation=${operation}`, entity);
  }
}

describe("operations", () => {
  const table = names.flatMap((name) => Object.entries(letters).map(([letter, operation]) => [name, operation, documented[name]?.split(" ").includes(letter) === true] as const));

  test.for(table)("%s, %s: %s", ([name, operation, isOffered]) => {
    const answer = run(companyFor(name), name, operation);
    const odd = kindOf(name)?.oddVoid;
    if (operation === "void" && odd) expect([answer.status, codeOf(answer)]).toEqual([200, odd === "system-fault" ? "10000" : undefined]);
    else expect([answer.status, codeOf(answer)]).toEqual(isOffered ? [200, undefined] : [400, "500"]);
  });

  test("everything can be read and asked for, and captured changes are told", () => {
    for (const name of entityNames.filter((one) => kindOf(one))) {
      expect(companyFor(name).query(`select * from ${name}`).body["Fault"], name).toBeUndefined();
      const told = companyFor(name).get(`/cdc?entities=${name}&changedSince=2026-11-22T00:00:00Z`);
      expect(told.status, name).toBe(kindOf(name)?.isCaptured ? 200 : 400);
    }
  });
});

describe("the vendor's schema", () => {
  test.for(names)("allows every member of every reply of %s", (name) => {
    const replies = (documented[name] ?? "").split(" ").flatMap((letter): Members[] => {
      const company = companyFor(name);
      const { body } = run(company, name, letters[letter as keyof typeof letters]);
      const rows = (company.query(`select * from ${name}`).body["QueryResponse"] as Record<string, Members[] | undefined>)[name] ?? [];
      return [...rows, (body[name] ?? {}) as Members];
    });
    expect(replies.flatMap((entity) => violations(name, entity))).toEqual([]);
  });

  test.for(["us", "us-manual-tax", "nl", "uk", "ca", "multicurrency"] as ProfileName[])("allows every member of the first day of %s", (profile) => {
    const { company } = testCompany(profile);
    const wrong = entityNames.flatMap((name) => company.all(name).flatMap((entity) => violations(name, entity)));
    expect([...wrong, ...violations("CompanyInfo", company.single("CompanyInfo")), ...violations("Preferences", company.single("Preferences"))]).toEqual([]);
  });
});
