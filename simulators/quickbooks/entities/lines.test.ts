import { describe, expect, test } from "vitest";
import { codeOf, invoiceBody, itemLine, testCompany, type TestCompany } from "../test-company.ts";
import type { Members } from "../wire-object.ts";

function lines(company: TestCompany, given: Members[], members: Members = {}): Members[] {
  const { body } = company.post("/invoice", invoiceBody({ Line: given, ...members }));
  expect(body["Fault"]).toBeUndefined();
  return (body["Invoice"] as { Line: Members[] }).Line;
}

const bundle = (members: Members = {}): Members => ({ DetailType: "GroupLineDetail", GroupLineDetail: { GroupItemRef: { value: "13" }, ...members } });

describe("bundles", () => {
  test("bring their items as often as they are sold, and show no amount of their own", () => {
    const company = testCompany();
    const [group, subtotal] = lines(company, [bundle({ Quantity: 2 })]);
    expect(group).toMatchObject({
      Id: "1", LineNum: 1, Amount: 0, Description: "Desk with two chairs",
      GroupLineDetail: {
        GroupItemRef: { value: "13", name: "Desk with two chairs" }, Quantity: 2,
        Line: [
          { Id: "2", LineNum: 2, Amount: 1280, DetailType: "SalesItemLineDetail", SalesItemLineDetail: { ItemRef: { value: "6" }, Qty: 2, UnitPrice: 640 } },
          { Id: "3", LineNum: 3, Amount: 1156, SalesItemLineDetail: { ItemRef: { value: "7" }, Qty: 4, UnitPrice: 289 } },
        ],
      },
    });
    expect(subtotal).toMatchObject({ Amount: 2436, DetailType: "SubTotalLineDetail" });
  });

  test("take the amounts that are sent for their parts, which must agree with their prices", () => {
    const company = testCompany();
    const part = { Amount: 500, DetailType: "SalesItemLineDetail", SalesItemLineDetail: { ItemRef: { value: "6" }, Qty: 1, UnitPrice: 500 } };
    expect(lines(company, [bundle({ Line: [part] }), itemLine(10)]).at(-1)).toMatchObject({ Amount: 510 });
    expect(codeOf(company.post("/invoice", invoiceBody({ Line: [bundle({ Line: [{ ...part, Amount: 499 }] })] })))).toBe("6070");
  });

  test("are voided with their parts", () => {
    const company = testCompany();
    const made = company.post("/invoice", invoiceBody({ Line: [bundle()] })).body["Invoice"] as Members;
    expect(made["TotalAmt"]).toBe(1218);
    const voided = company.post("/invoice?operation=void", { Id: made["Id"], SyncToken: "0" }).body["Invoice"];
    expect(voided).toMatchObject({ TotalAmt: 0, Line: [{ GroupLineDetail: { Line: [{ Amount: 0, SalesItemLineDetail: { Qty: 0 } }, {}] } }, {}] });
    expect(company.company.find("Customer", "1")).toMatchObject({ Balance: 0 });
  });

  test.for([
    ["a bundle that is none", bundle({ GroupItemRef: { value: "1" } }), "2500"],
    ["a bundle without an item", { DetailType: "GroupLineDetail", GroupLineDetail: {} }, "2020"],
    ["a bundle on an ordinary line", itemLine(5, { ItemRef: { value: "13" } }), "2500"],
  ] as [string, Members, string][])("%s is refused", ([, line, code]) => {
    expect(codeOf(testCompany().post("/invoice", invoiceBody({ Line: [line] })))).toBe(code);
  });
});

describe("class and location", () => {
  test("are left out while the company does not track them, and kept when it does", () => {
    const company = testCompany();
    const made = company.post("/class", { Name: "North" }).body["Class"] as Members;
    const place = company.post("/department", { Name: "Oakland" }).body["Department"] as Members;
    const body = invoiceBody({ ClassRef: { value: made["Id"] }, DepartmentRef: { value: place["Id"] }, Line: [itemLine(10, { ClassRef: { value: made["Id"] } })] });
    const off = company.post("/invoice", body).body["Invoice"] as Members;
    expect([off["ClassRef"], off["DepartmentRef"]]).toEqual([undefined, undefined]);
    company.company.replaceSingle("Preferences", { ...company.company.single("Preferences"), AccountingInfoPrefs: { ClassTrackingPerTxn: true, ClassTrackingPerTxnLine: true, TrackDepartments: true } });
    expect(company.post("/invoice", body).body["Invoice"]).toMatchObject({ ClassRef: { name: "North" }, DepartmentRef: { name: "Oakland" }, Line: [{ SalesItemLineDetail: { ClassRef: { name: "North" } } }, {}] });
    expect(codeOf(company.post("/invoice", { ...body, DepartmentRef: { value: "999" } }))).toBe("2500");
  });
});

describe("how many lines", () => {
  test("750 on a taxable document, 10,000 on any", () => {
    const company = testCompany();
    const many = (count: number, code: string): Members => invoiceBody({ Line: Array.from({ length: count }, () => itemLine(1, { TaxCodeRef: { value: code } })) });
    expect(company.post("/invoice", many(750, "TAX")).status).toBe(200);
    expect(codeOf(company.post("/invoice", many(751, "TAX")))).toBe("6000");
    expect(company.post("/invoice", many(751, "NON")).status).toBe(200);
    expect(codeOf(company.post("/invoice", many(10_001, "NON")))).toBe("6000");
  });
});
