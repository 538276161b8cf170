import { describe, expect, test } from "vitest";
import type { NewCustomer, NewItem } from "#domain/document/references.ts";
import type { Decimal } from "#domain/money.ts";
import { encodeCustomer, encodeItem } from "./creates.ts";

const customer: NewCustomer = {
  use: "create", name: "Ada Okoye", firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example", companyName: "Northwind",
  phone: null, address: null, parent: null, crmKey: "77",
};
const item: NewItem = {
  use: "create", name: "Oak desk", sku: "FUR-410", description: "A desk", unitPrice: "640" as Decimal, incomeAccount: { id: "79", name: "Sales" },
  type: "service", isTaxable: true, category: null,
};

describe("a new customer on the wire", () => {
  test("has name, parts of the name, company and e-mail", () => {
    expect(encodeCustomer(customer, null, "USD", false)).toStrictEqual({
      DisplayName: "Ada Okoye",
      GivenName: "Ada",
      FamilyName: "Okoye",
      CompanyName: "Northwind",
      PrimaryEmailAddr: { Address: "ada@northwind.example" },
    });
  });

  test("leaves out what is not known, and tells the currency where there are several", () => {
    expect(encodeCustomer({ ...customer, firstName: null, companyName: null }, null, "EUR", true)).toStrictEqual({
      DisplayName: "Ada Okoye",
      FamilyName: "Okoye",
      PrimaryEmailAddr: { Address: "ada@northwind.example" },
      CurrencyRef: { value: "EUR" },
    });
  });

  test("of a company has phone and address and no person, and says whom it is under", () => {
    const address = { lines: ["12 Quay St"], city: "Portland", region: "OR", postalCode: "97201", country: "US" };
    const fitOut: NewCustomer = { ...customer, name: "Northwind fit-out", firstName: null, lastName: null, email: null, phone: "503 555 0100", address };
    expect(encodeCustomer(fitOut, "58", "USD", false)).toStrictEqual({
      DisplayName: "Northwind fit-out",
      CompanyName: "Northwind",
      PrimaryPhone: { FreeFormNumber: "503 555 0100" },
      BillAddr: { Line1: "12 Quay St", City: "Portland", CountrySubDivisionCode: "OR", PostalCode: "97201", Country: "US" },
      Job: true,
      ParentRef: { value: "58" },
    });
  });
});

describe("a new item on the wire", () => {
  test("is a service with its account", () => {
    expect(encodeItem(item, { country: "US" })).toStrictEqual({
      Name: "Oak desk", Type: "Service", Sku: "FUR-410", Description: "A desk", UnitPrice: 640, Taxable: true, IncomeAccountRef: { value: "79" },
    });
  });

  test("has a price of at most seven decimals, its name where it has no description, its category, and no tax flag outside the United States", () => {
    const lamp: NewItem = { ...item, sku: null, description: null, unitPrice: "33.33333333333" as Decimal, type: "non-inventory", category: { id: "14", name: "Lighting" } };
    expect(encodeItem(lamp, { country: "NL" })).toStrictEqual({
      Name: "Oak desk",
      Type: "NonInventory",
      Description: "Oak desk",
      UnitPrice: 33.3333333,
      SubItem: true,
      ParentRef: { value: "14" },
      IncomeAccountRef: { value: "79" },
    });
  });
});
