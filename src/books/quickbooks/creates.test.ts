import { describe, expect, test } from "vitest";
import type { Decimal } from "#domain/money.ts";
import { encodeCustomer, encodeItem } from "./creates.ts";

const customer = { use: "create" as const, name: "Ada Okoye", firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example", companyName: "Northwind", contactId: "77" };
const item = { use: "create" as const, name: "Oak desk", sku: "FUR-410", description: "A desk", unitPrice: "640" as Decimal, incomeAccount: { id: "79", name: "Sales" } };

describe("a new customer on the wire", () => {
  test("has name, parts of the name, company and e-mail", () => {
    expect(encodeCustomer(customer, "USD", false)).toStrictEqual({
      DisplayName: "Ada Okoye",
      GivenName: "Ada",
      FamilyName: "Okoye",
      CompanyName: "Northwind",
      PrimaryEmailAddr: { Address: "ada@northwind.example" },
    });
  });

  test("leaves out what is not known, and tells the currency where there are several", () => {
    expect(encodeCustomer({ ...customer, firstName: null, companyName: null }, "EUR", true)).toStrictEqual({
      DisplayName: "Ada Okoye",
      FamilyName: "Okoye",
      PrimaryEmailAddr: { Address: "ada@northwind.example" },
      CurrencyRef: { value: "EUR" },
    });
  });
});

describe("a new item on the wire", () => {
  test("is a service with its account", () => {
    expect(encodeItem(item)).toStrictEqual({ Name: "Oak desk", Type: "Service", Sku: "FUR-410", Description: "A desk", UnitPrice: 640, IncomeAccountRef: { value: "79" } });
  });

  test("has a price of at most seven decimals, and its name where it has no description", () => {
    expect(encodeItem({ ...item, sku: null, description: null, unitPrice: "33.33333333333" as Decimal })).toStrictEqual({
      Name: "Oak desk",
      Type: "Service",
      Description: "Oak desk",
      UnitPrice: 33.3333333,
      IncomeAccountRef: { value: "79" },
    });
  });
});
