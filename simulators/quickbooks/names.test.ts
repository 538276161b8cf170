import { describe, expect, test } from "vitest";
import type { Members } from "./wire-object.ts";
import { codeOf, testCompany } from "./test-company.ts";

describe("display names", () => {
  test.each(["Bayside Upholstery", "bayside upholstery", " BAYSIDE UPHOLSTERY ", "Ada Okoye", "Robin Castillo"])("%j is taken by a customer, vendor or employee", (name) => {
    for (const list of ["customer", "vendor", "employee"]) expect(codeOf(testCompany().post(`/${list}`, { DisplayName: name }))).toBe("6240");
  });

  test("inactive holders count, too", () => {
    const company = testCompany();
    company.post("/vendor", { Id: "40", SyncToken: "0", sparse: true, Active: false });
    const answer = company.post("/customer", { DisplayName: "Bayside Upholstery" });
    expect(codeOf(answer)).toBe("6240");
    expect(JSON.stringify(answer.body)).toContain("Another customer, vendor or employee is already using this name.");
  });

  test("renaming the holder frees the name", () => {
    const company = testCompany();
    expect(company.post("/vendor", { Id: "40", SyncToken: "0", sparse: true, DisplayName: "Bayside Upholstery (vendor)" }).status).toBe(200);
    expect(company.post("/customer", { DisplayName: "Bayside Upholstery" }).status).toBe(200);
    expect(codeOf(company.post("/vendor", { Id: "40", SyncToken: "1", sparse: true, DisplayName: "Bayside Upholstery" }))).toBe("6240");
  });

  test("one may keep one's own name, also in another case", () => {
    expect(testCompany().post("/customer", { Id: "1", SyncToken: "0", sparse: true, DisplayName: "ADA OKOYE" }).status).toBe(200);
  });

  test("are built from the parts of the name and cannot be cleared", () => {
    const company = testCompany();
    const made = company.post("/customer", { Title: "Dr", GivenName: "Mae", FamilyName: "Jemison", Suffix: "Jr" }).body["Customer"] as Members;
    expect(made).toMatchObject({ DisplayName: "Dr Mae Jemison Jr", FullyQualifiedName: "Dr Mae Jemison Jr", PrintOnCheckName: "Dr Mae Jemison Jr", Active: true });
    const after = company.post("/customer", { Id: made["Id"], SyncToken: "0", sparse: true, DisplayName: "" }).body["Customer"] as Members;
    expect(after["DisplayName"]).toBe("Dr Mae Jemison Jr");
  });

  test.each<[string, string, Members]>([
    ["no name at all", "6080", { CompanyName: "Northwind" }],
    ["blanks", "6080", { DisplayName: "   " }],
    ["a colon", "2040", { DisplayName: "A:B" }],
    ["a tab", "2040", { GivenName: "A\tB" }],
    ["501 characters", "2050", { DisplayName: "x".repeat(501) }],
    ["a long first name", "2050", { GivenName: "x".repeat(101) }],
    ["a bad e-mail address", "2210", { DisplayName: "New", PrimaryEmailAddr: { Address: "nobody@nowhere" } }],
    ["a long e-mail address", "2050", { DisplayName: "New", PrimaryEmailAddr: { Address: `${"x".repeat(100)}@example.com` } }],
    ["an unknown member", "2010", { DisplayName: "New", Email: "a@b.c" }],
    ["another currency", "6000", { DisplayName: "New", CurrencyRef: { value: "EUR" } }],
    ["an unknown parent", "2500", { DisplayName: "New", ParentRef: { value: "999" } }],
    ["a sub-customer without a parent", "6150", { DisplayName: "New", Job: true }],
  ])("%s is refused with %s", (_, code, members) => {
    expect(codeOf(testCompany().post("/customer", members))).toBe(code);
  });

  test("emoji and right-to-left text are names like others", () => {
    const company = testCompany();
    for (const name of ["Café ☕ 工房", "شركة النور", "x".repeat(500)]) expect(company.post("/customer", { DisplayName: name }).body["Customer"]).toMatchObject({ DisplayName: name });
  });

  test("sub-customers are named after their parents", () => {
    const company = testCompany();
    expect(company.post("/customer", { DisplayName: "Dock 4", Job: true, ParentRef: { value: "1" } }).body["Customer"]).toMatchObject({ FullyQualifiedName: "Ada Okoye:Dock 4", Level: 1 });
  });

  test("a customer with an open balance cannot be made inactive, and balances cannot be written", () => {
    const company = testCompany();
    expect(company.post("/customer", { Id: "2", SyncToken: "0", sparse: true, Balance: 99 }).body["Customer"]).toMatchObject({ Balance: 0 });
    company.post("/invoice", { CustomerRef: { value: "1" }, Line: [{ DetailType: "SalesItemLineDetail", Amount: 5, SalesItemLineDetail: { ItemRef: { value: "1" } } }] });
    expect(codeOf(company.post("/customer", { Id: "1", SyncToken: "0", sparse: true, Active: false }))).toBe("6220");
  });
});

describe("other lists", () => {
  test("items, accounts, terms and classes have names of their own", () => {
    const company = testCompany();
    expect(codeOf(company.post("/item", { Name: "oak DESK", Type: "Service", IncomeAccountRef: { value: "1" } }))).toBe("6240");
    expect(company.post("/item", { Name: "Ada Okoye", Type: "Service", IncomeAccountRef: { value: "1" } }).status).toBe(200);
    expect(codeOf(company.post("/term", { Name: "net 30", DueDays: 30 }))).toBe("6240");
    expect(codeOf(company.post("/account", { Name: "Checking", AccountType: "Bank" }))).toBe("6240");
    expect(company.post("/class", { Name: "West" }).status).toBe(200);
  });

  test("an item under a category may share a name with one at the top", () => {
    const company = testCompany();
    const category = (company.post("/item", { Name: "Furniture", Type: "Category" }).body["Item"] as Members)["Id"];
    expect(company.post("/item", { Name: "Oak desk", Type: "Service", SubItem: true, ParentRef: { value: category }, IncomeAccountRef: { value: "1" } }).body["Item"]).toMatchObject({ FullyQualifiedName: "Furniture:Oak desk", Level: 1 });
  });

  test.each<[string, string, Members]>([
    ["no name", "2020", { Type: "Service", IncomeAccountRef: { value: "1" } }],
    ["no income account", "2020", { Name: "Moss wall", Type: "Service" }],
    ["an unknown account", "2500", { Name: "Moss wall", Type: "Service", IncomeAccountRef: { value: "999" } }],
    ["an account of another type", "6430", { Name: "Moss wall", Type: "Service", IncomeAccountRef: { value: "35" } }],
    ["an unknown type", "2120", { Name: "Moss wall", Type: "Magic", IncomeAccountRef: { value: "1" } }],
    ["stock without its accounts", "2020", { Name: "Moss wall", Type: "Inventory", IncomeAccountRef: { value: "79" } }],
    ["a colon", "2040", { Name: "Moss:wall", Type: "Service", IncomeAccountRef: { value: "1" } }],
    ["a long name", "2050", { Name: "x".repeat(101), Type: "Service", IncomeAccountRef: { value: "1" } }],
  ])("an item with %s is refused with %s", (_, code, members) => {
    expect(codeOf(testCompany().post("/item", members))).toBe(code);
  });

  test("accounts get their classification and terms their type", () => {
    const company = testCompany();
    expect(company.post("/account", { Name: "Grants", AccountSubType: "ServiceFeeIncome" }).body["Account"]).toMatchObject({ AccountType: "Income", Classification: "Revenue" });
    expect(codeOf(company.post("/account", { Name: "Nothing" }))).toBe("6010");
    expect(codeOf(company.post("/account", { Name: "Magic", AccountType: "Magic" }))).toBe("2170");
    expect(company.post("/term", { Name: "Net 45", DueDays: 45 }).body["Term"]).toMatchObject({ Type: "STANDARD" });
    expect(codeOf(company.post("/term", { Name: "Never", DueDays: 1_000 }))).toBe("2240");
  });
});
