import { describe, expect, test } from "vitest";
import { codeOf, invoiceBody, testCompany } from "./test-company.ts";
import { parseQuery } from "./query-language.ts";

type Row = Record<string, unknown>;

function rows(statement: string, company = testCompany()): Row[] {
  const { status, body } = company.query(statement);
  expect(status, JSON.stringify(body)).toBe(200);
  const response = body["QueryResponse"] as Record<string, unknown>;
  return (Object.values(response).find(Array.isArray) as Row[] | undefined) ?? [];
}

describe("grammar", () => {
  test("keywords, entities and properties may be in any case", () => {
    const query = parseQuery("SELECT * from cusTomer WHERE displayname = 'x' ORDERBY DisplayName DESC startposition 3 MAXRESULTS 7");
    expect(query).toMatchObject({ entity: "cusTomer", start: 3, max: 7, orders: [{ property: "DisplayName", descending: true }] });
  });

  test("apostrophes and backslashes are escaped by a backslash", () => {
    expect(parseQuery("select * from Customer where DisplayName = 'O\\'Neil \\\\ Sons'").conditions[0]?.values).toEqual(["O'Neil \\ Sons"]);
  });

  test.each([
    "", "select", "select * from", "select * Customer", "select * from Customer where", "select * from Customer where Active", "select * from Customer where Id != '1'",
    "select * from Customer where Id = '1' or Id = '2'", "select * from Customer where Id in ()", "select * from Customer where DisplayName = 'open", "select * from Customer group by Id",
    "select * from Customer order DisplayName", "select * from Customer maxresults many", "delete from Customer", "select * from Customer where DisplayName = Ada",
  ])("%j is refused with 4000", (statement) => {
    const answer = testCompany().query(statement);
    expect(codeOf(answer)).toBe("4000");
    expect(JSON.stringify(answer.body)).toContain("QueryParserError: Encountered");
  });

  test("the refusal names the column", () => {
    expect(JSON.stringify(testCompany().query("select * from Customer where Id ? '1'").body)).toContain("column 33");
  });

  test.each(["startposition 0", "maxresults 0", "maxresults 1001"])("%s is refused with 4001", (paging) => {
    expect(codeOf(testCompany().query(`select * from Customer ${paging}`))).toBe("4001");
  });
});

describe("conditions", () => {
  test("text is compared without regard to case", () => {
    expect(rows("select * from Account where Name = 'checking'").map((row) => row["Name"])).toEqual(["Checking"]);
    expect(rows("select * from Customer where DisplayName = 'ADA OKOYE'")).toHaveLength(1);
  });

  test("LIKE knows only %, also inside", () => {
    expect(rows("select * from Item where Name like '%desk'").map((row) => row["Name"])).toEqual(["Oak desk"]);
    expect(rows("select * from Item where Name like 'd%n'").map((row) => row["Name"])).toEqual(["Design consultation"]);
    expect(rows("select * from Item where Name like 'Oak_desk'")).toEqual([]);
    expect(rows("select * from Item where Name like 'Oak.desk'")).toEqual([]);
  });

  test("IN takes a list, for ids, SKUs and names", () => {
    expect(rows("select * from Item where Id in ('1','3','99')").map((row) => row["Id"])).toEqual(["3", "1"]);
    expect(rows("select * from Item where Sku in ('DSN-100', 'FUR-410')")).toHaveLength(2);
    expect(rows("select * from Customer where DisplayName in ('Ada Okoye', 'ada okoye', 'Tom Brandt')")).toHaveLength(2);
  });

  test("numbers, dates and references are compared as what they are", () => {
    const company = testCompany();
    for (const [day, amount] of [["2026-11-01", 95], ["2026-11-20", 1000]] as const) {
      company.post("/invoice", invoiceBody({ TxnDate: day, Line: [{ DetailType: "SalesItemLineDetail", Amount: amount, SalesItemLineDetail: { ItemRef: { value: "1" } } }] }));
    }
    expect(rows("select * from Invoice where TotalAmt > '200'", company)).toHaveLength(1);
    expect(rows("select * from Invoice where TotalAmt = 95", company)).toHaveLength(1);
    expect(rows("select * from Invoice where TotalAmt = '95.00'", company)).toHaveLength(1);
    expect(rows("select * from Invoice where TxnDate >= '2026-11-10' and TxnDate <= '2026-11-30'", company)).toHaveLength(1);
    expect(rows("select * from Invoice where CustomerRef = '1' and DocNumber = '1001'", company)).toHaveLength(1);
    expect(rows("select * from Invoice where CustomerRef = '2'", company)).toEqual([]);
  });

  test("times are moments, whatever their offset; without one they are Pacific", () => {
    const company = testCompany();
    company.post("/invoice", invoiceBody());
    expect(rows("select * from Invoice where MetaData.LastUpdatedTime >= '2026-11-23T20:00:00Z'", company)).toHaveLength(1);
    expect(rows("select * from Invoice where MetaData.LastUpdatedTime > '2026-11-23T20:00:00Z'", company)).toHaveLength(0);
    expect(rows("select * from Invoice where MetaData.LastUpdatedTime >= '2026-11-23T12:00:00'", company)).toHaveLength(1);
    expect(rows("select * from Invoice where MetaData.LastUpdatedTime > '2026-11-23T12:00:01'", company)).toHaveLength(0);
  });

  test("an e-mail address counts as a value", () => {
    expect(rows("select * from Customer where PrimaryEmailAddr = 'tom@brandtcafe.example'")).toHaveLength(1);
  });

  test.each(["PrivateNote", "CustomerMemo", "Line", "CustomField", "BillEmail", "Colour", "MetaData.Colour", "BillAddr"])("%s cannot be asked for", (property) => {
    const answer = testCompany().query(`select * from Invoice where ${property} = 'x'`);
    expect(codeOf(answer)).toBe("4001");
    expect(JSON.stringify(answer.body)).toContain(`property '${property}' is not queryable`);
  });

  test("an unknown entity is refused", () => {
    expect(codeOf(testCompany().query("select * from Unicorn"))).toBe("4001");
  });
});

describe("active and inactive", () => {
  test("a bare select on a list returns active elements only", () => {
    const company = testCompany();
    company.post("/item", { Id: "1", SyncToken: "0", sparse: true, Active: false });
    expect(rows("select * from Item maxresults 1000", company)).toHaveLength(13);
    expect(rows("select * from Item where Active in (true, false)", company)).toHaveLength(14);
    expect(rows("select * from Item where Active = false", company).map((row) => row["Id"])).toEqual(["1"]);
    expect(company.query("select count(*) from Item").body["QueryResponse"]).toEqual({ totalCount: 13 });
  });
});

describe("order, paging and projection", () => {
  test("one hundred rows are the default, and pages do not overlap", () => {
    const company = testCompany();
    for (let n = 0; n < 120; n++) company.post("/customer", { DisplayName: `Page ${n}` });
    expect(rows("select * from Customer where DisplayName like 'Page%'", company)).toHaveLength(100);
    const first = rows("select Id from Customer where DisplayName like 'Page%' startposition 1 maxresults 70", company);
    const second = rows("select Id from Customer where DisplayName like 'Page%' startposition 71 maxresults 70", company);
    expect(new Set([...first, ...second].map((row) => row["Id"])).size).toBe(120);
  });

  test("sorting follows several properties", () => {
    const names = rows("select * from Item where Type in ('NonInventory', 'Service') orderby Type asc, UnitPrice desc maxresults 3").map((row) => row["Name"]);
    expect(names).toEqual(["Oak desk", "Task chair", "Pendant light"]);
  });

  test("no rows give an empty response", () => {
    expect(testCompany().query("select * from Invoice").body["QueryResponse"]).toEqual({});
  });

  test("chosen members come as sparse objects with their id", () => {
    expect(rows("select DisplayName from Customer where Id = '1'")).toEqual([{ DisplayName: "Ada Okoye", domain: "QBO", sparse: true, Id: "1" }]);
    expect(rows("select *, Sku from Item where Id = '1'")[0]).toMatchObject({ Sku: "DSN-100", Name: "Design consultation" });
    expect(codeOf(testCompany().query("select Colour from Item"))).toBe("4001");
  });

  test("company and preferences can be queried, too", () => {
    expect(rows("select * from CompanyInfo")[0]).toMatchObject({ CompanyName: "Harbor & Pine Studio LLC" });
    expect(rows("select * from Preferences")).toHaveLength(1);
  });
});
