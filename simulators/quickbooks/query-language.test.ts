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
    "select * from Customer where not Active = true", "select * from Customer where Id <> '1'", "select * from Customer where Notes is null", "select distinct GivenName from Customer",
    "select max(Balance) from Customer", "select count(Id) from Customer", "select * from Customer c", "select * from Customer, Vendor", "select * from Customer where Balance between 1 and 2",
    "select * from Customer where Id in (select Id from Vendor)", "select * from Customer where DisplayName = 'O''Neil'", 'select * from Customer where DisplayName = "Ada"', "select * from Customer;",
    "select * from Invoice where TxnDate = 2026-11-23", "select Id, * from Customer", "select * from Customer maxresults 5 startposition 1", "select * from Customer startposition 1.5",
    "select * from Customer where Active = true orderby DisplayName where Id = '1'", "select * from Customer order DisplayName", "select * from Customer maxresults many", "delete from Customer", "select * from Customer where DisplayName = Ada",
  ])("%j is refused with 4000", (statement) => {
    const answer = testCompany().query(statement);
    expect(codeOf(answer)).toBe("4000");
    expect(JSON.stringify(answer.body)).toContain("QueryParserError: Encountered");
  });

  test("the refusal names the column", () => {
    expect(JSON.stringify(testCompany().query("select * from Customer where Id ? '1'").body)).toContain("column 33");
  });

  test.each(["startposition 0", "startposition -1", "maxresults 0", "maxresults 1001"])("%s is refused with 4001", (paging) => {
    expect(codeOf(testCompany().query(`select * from Customer ${paging}`))).toBe("4001");
  });

  test("statements may have several lines, and both ways to order", () => {
    expect(rows("select *\n\tfrom Customer\r\nwhere Active = True\nOrder By DisplayName Desc, GivenName\nMaxResults 2").map((row) => row["DisplayName"])).toHaveLength(2);
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

  test.each([
    ["Invoice", "TotalAmt > 'much'"], ["Invoice", "TotalAmt = ''"], ["Customer", "Active = 'perhaps'"], ["Customer", "Active in (true, 'no')"], ["Invoice", "TxnDate = 'yesterday'"],
    ["Invoice", "TxnDate > '23.11.2026'"], ["Invoice", "MetaData.LastUpdatedTime > 'now'"], ["Invoice", "CustomerRef.value = '1'"], ["Customer", "PrimaryEmailAddr.Address = 'x'"],
    ["CompanyInfo", "Colour = 'x'"], ["Preferences", "SalesFormsPrefs = 'x'"],
  ])("%s where %s is refused with 4001", (entity, condition) => {
    expect(codeOf(testCompany().query(`select * from ${entity} where ${condition}`))).toBe("4001");
  });

  test("a date may have a time, which does not count", () => {
    const company = testCompany();
    company.post("/invoice", invoiceBody({ TxnDate: "2026-11-20" }));
    for (const condition of [">= '2026-11-20T00:00:00-08:00'", "= '2026-11-20'", "< '2026-11-21'", "in ('2026-11-19', '2026-11-20')"]) {
      expect(rows(`select * from Invoice where TxnDate ${condition}`, company), condition).toHaveLength(1);
    }
  });

  test("what has no value fulfils no condition", () => {
    for (const condition of ["= ''", "< 'z'", "like '%'", "in ('')"]) expect(rows(`select * from Customer where MiddleName ${condition}`), condition).toEqual([]);
  });

  test("an apostrophe is found by its escape, in equality, IN and LIKE", () => {
    const company = testCompany();
    company.post("/customer", { DisplayName: "O'Neil \\ Sons" });
    for (const condition of ["= 'o\\'neil \\\\ sons'", "in ('O\\'Neil \\\\ Sons', 'x')", "like '%\\'Neil \\\\%'"]) expect(rows(`select * from Customer where DisplayName ${condition}`, company), condition).toHaveLength(1);
  });

  test("an unknown entity is refused", () => {
    expect(codeOf(testCompany().query("select * from Unicorn"))).toBe("4001");
  });
});

/** What the vendor documents or clients use; * = to sort by, too. */
const askable: Record<string, string> = {
  Customer: "DisplayName* GivenName* MiddleName* FamilyName* FullyQualifiedName* CompanyName* PrintOnCheckName* PrimaryEmailAddr Active* Balance* BalanceWithJobs* Job ParentRef",
  Vendor: "DisplayName* GivenName* FamilyName* CompanyName* PrintOnCheckName* PrimaryEmailAddr Active* Balance*",
  Item: "Name* FullyQualifiedName Type* Active Sku Description UnitPrice* ParentRef* PrefVendorRef* QtyOnHand*",
  Account: "Name* FullyQualifiedName* AccountType* AccountSubType* Classification* Active* CurrentBalance* SubAccount* ParentRef* Description*",
  Invoice: "DocNumber* TxnDate* DueDate* CustomerRef Balance* TotalAmt* SalesTermRef ProjectRef ClassRef DepartmentRef",
  Estimate: "DocNumber* TxnDate* DueDate* CustomerRef TotalAmt* SalesTermRef ProjectRef TxnStatus",
  SalesReceipt: "DocNumber* TxnDate* CustomerRef TotalAmt* PaymentMethodRef PaymentType*",
  RefundReceipt: "DocNumber* TxnDate* CustomerRef TotalAmt* PaymentMethodRef PaymentType*",
  CreditMemo: "DocNumber* TxnDate* CustomerRef TotalAmt* Balance* ProjectRef",
  Payment: "TxnDate* CustomerRef TotalAmt* PaymentRefNum ProjectRef",
  Deposit: "TxnDate* DepositToAccountRef TotalAmt*",
  Purchase: "DocNumber* TxnDate* PaymentType TotalAmt* AccountRef EntityRef",
  Bill: "DocNumber* TxnDate* DueDate* VendorRef TotalAmt* Balance* SalesTermRef",
  TaxCode: "Name* Description Active Hidden", TaxRate: "Name Active", TaxAgency: "DisplayName Active",
  Class: "Name* Active", Department: "Name* Active", PaymentMethod: "Name* Active", Term: "Name* Active",
  CompanyCurrency: "Code Active*", ExchangeRate: "SourceCurrencyCode AsOfDate",
  Attachable: "AttachableRef.EntityRef.Type AttachableRef.EntityRef.value FileName Note Tag Category",
};

describe("properties", () => {
  test.for(Object.entries(askable))("of %s can be asked for", ([entity, properties]) => {
    const company = testCompany();
    for (const word of [...properties.split(" "), "Id", "MetaData.CreateTime*", "MetaData.LastUpdatedTime*"]) {
      const property = word.replace("*", "");
      const order = word.endsWith("*") ? ` orderby ${property.toUpperCase()} desc` : "";
      expect(company.query(`select * from ${entity} where ${property.toLowerCase()} like '%'${order}`).body["Fault"], property).toBeUndefined();
    }
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

test("every list of names hides what is inactive, transactions do not", () => {
  const company = testCompany();
  for (const [entity, body] of [["Class", { Name: "North" }], ["Department", { Name: "Quay" }], ["Term", { Name: "Net 9", DueDays: 9 }], ["PaymentMethod", { Name: "Wire" }], ["Vendor", { DisplayName: "Quay Timber" }], ["Employee", { GivenName: "Kim" }], ["Account", { Name: "Spare", AccountType: "Bank" }]] as const) {
    const made = company.post(`/${entity.toLowerCase()}`, body).body[entity] as Row;
    const byId = `where Id = '${String(made["Id"])}'`;
    expect(rows(`select * from ${entity} ${byId}`, company), entity).toHaveLength(1);
    expect(company.post(`/${entity.toLowerCase()}`, { ...made, Active: false }).status, entity).toBe(200);
    expect(rows(`select * from ${entity} ${byId}`, company), entity).toHaveLength(0);
    expect(rows(`select * from ${entity} ${byId} and Active in (true, false)`, company), entity).toHaveLength(1);
  }
});

describe("exchange rates", () => {
  test("are the day's, one for each currency of the company", () => {
    const company = testCompany("multicurrency");
    const codes = rows("select * from ExchangeRate", company).map((row) => [row["SourceCurrencyCode"], row["AsOfDate"]]);
    expect(codes).toContainEqual(["USD", "2026-11-23"]);
    expect(codes).toContainEqual(["EUR", "2026-11-23"]);
    company.post("/exchangerate", { SourceCurrencyCode: "EUR", Rate: 1.25, AsOfDate: "2026-11-02" });
    const asked = "select * from exchangerate where sourcecurrencycode in ('EUR') and asofdate in ('2026-11-01', '2026-11-02')";
    expect(rows(asked, company).map((row) => row["Rate"])).toEqual([1.0842, 1.25]);
    expect(company.query(asked.replace("*", "count(*)")).body["QueryResponse"]).toEqual({ totalCount: 2 });
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

  test("sorting by Id is ignored, as it has been since January 2026", () => {
    const names = rows("select * from Customer").map((row) => row["Id"]);
    expect(rows("select * from Customer orderby Id desc").map((row) => row["Id"])).toEqual(names);
    expect(rows("select * from Customer orderby Id, Balance, DisplayName desc").map((row) => row["Id"])).toEqual([...names].reverse());
  });

  test("times are sorted as moments, also in the night when the clocks go back", () => {
    const company = testCompany();
    const made = ["2026-11-01T01:50:00-07:00", "2026-11-01T01:10:00-08:00"].map((time) => {
      company.clock.set(Date.parse(time));
      return (company.post("/customer", { DisplayName: `At ${time.slice(11, 16)}.${time.slice(-5, -3)}`.replaceAll(":", ".") }).body["Customer"] as Row)["Id"];
    });
    expect(rows("select * from Customer where DisplayName like 'At %' orderby MetaData.CreateTime", company).map((row) => row["Id"])).toEqual(made);
  });

  test("a count counts all, whatever the page", () => {
    expect(testCompany().query("select count(*) from Customer where Active = true orderby DisplayName startposition 3 maxresults 1").body["QueryResponse"]).toEqual({ totalCount: 26 });
    expect(testCompany().query("select count(*) from CompanyInfo").body["QueryResponse"]).toEqual({ totalCount: 1 });
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
    expect(rows("select CompanyName from companyinfo where Country = 'us'")).toEqual([{ CompanyName: "Harbor & Pine Studio LLC", domain: "QBO", sparse: true, Id: expect.any(String) }]);
    expect(rows("select * from CompanyInfo where Country = 'CA'")).toEqual([]);
  });
});
