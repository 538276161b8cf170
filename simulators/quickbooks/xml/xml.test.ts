import { describe, expect, test } from "vitest";
import { Refusal } from "../fault-bodies.ts";
import { checked } from "../request-body.ts";
import { testCompany, testServer } from "../test-company.ts";
import { writeXmlReply } from "./reply.ts";
import { readXmlBody } from "./request.ts";

const invoice = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="http://schema.intuit.com/finance/v3" sparse="false">
  <TxnDate>2026-11-20</TxnDate>
  <Line><Description>Plans &amp; drawings</Description><Amount>300</Amount><DetailType>SalesItemLineDetail</DetailType>
    <SalesItemLineDetail><ItemRef>1</ItemRef><UnitPrice>150</UnitPrice><Qty>2</Qty></SalesItemLineDetail></Line>
  <CustomerRef name="Ada Okoye">1</CustomerRef>
  <CustomerMemo>Thank you</CustomerMemo>
</Invoice>`;

describe("XML requests", () => {
  test("say the same as JSON: references and memos by their text, lists even of one", () => {
    expect(readXmlBody(invoice)).toEqual({
      Invoice: {
        TxnDate: "2026-11-20",
        Line: [{ Description: "Plans & drawings", Amount: "300", DetailType: "SalesItemLineDetail", SalesItemLineDetail: { ItemRef: { value: "1" }, UnitPrice: "150", Qty: "2" } }],
        CustomerRef: { value: "1", name: "Ada Okoye" },
        CustomerMemo: { value: "Thank you" },
        sparse: "false",
      },
    });
    const members = checked("Invoice", readXmlBody(invoice)["Invoice"]);
    expect(members).toMatchObject({ sparse: false, Line: [{ Amount: 300, SalesItemLineDetail: { Qty: 2 } }] });
  });

  test("may carry prefixes and polymorphic references", () => {
    const body = `<ns0:Purchase xmlns:ns0="http://schema.intuit.com/finance/v3"><ns0:EntityRef type="Vendor" name="Redwood Freight">42</ns0:EntityRef></ns0:Purchase>`;
    expect(readXmlBody(body)).toEqual({ Purchase: { EntityRef: { value: "42", name: "Redwood Freight", type: "Vendor" } } });
  });

  test("hold the items of a batch", () => {
    const body = `<IntuitBatchRequest xmlns="http://schema.intuit.com/finance/v3"><BatchItemRequest bId="a" operation="create"><Customer><DisplayName>By batch</DisplayName></Customer></BatchItemRequest>
      <BatchItemRequest bId="b"><Query>select * from Term</Query></BatchItemRequest></IntuitBatchRequest>`;
    expect(readXmlBody(body)).toEqual({ BatchItemRequest: [{ bId: "a", operation: "create", Customer: { DisplayName: "By batch" } }, { bId: "b", Query: "select * from Term" }] });
  });

  test.for(["<Invoice", "<Invoice><Line></Invoice>", "<Nothing/>"])("are refused when they are none: %s", (body) => {
    expect(() => readXmlBody(body)).toThrow(Refusal);
  });
});

describe("XML replies", () => {
  test("have the schema's order, attributes for what an entity is, and references as text", () => {
    const company = testCompany();
    const made = company.post("/invoice", readXmlBody(invoice));
    expect(made.status).toBe(200);
    const xml = writeXmlReply(made.body);
    expect(xml).toContain(`<IntuitResponse xmlns="http://schema.intuit.com/finance/v3" time="`);
    expect(xml).toContain(`<Invoice domain="QBO" sparse="false"><Id>`);
    expect(xml).toContain(`<CustomerRef name="Ada Okoye">1</CustomerRef>`);
    expect(xml).toContain("<Description>Plans &amp; drawings</Description>");
    expect(xml.indexOf("<SyncToken>")).toBeLessThan(xml.indexOf("<TxnDate>"));
    expect(xml.indexOf("<Line>")).toBeLessThan(xml.indexOf("<CustomerRef"));
  });

  test("list rows, changes and faults as the vendor does", () => {
    const company = testCompany();
    expect(writeXmlReply(company.query("select * from Term maxresults 1").body)).toMatch(/<QueryResponse startPosition="1" maxResults="1"><Term domain="QBO" sparse="false"><Id>/);
    const fault = writeXmlReply(company.query("select * from Invoice where PrivateNote = 'x'").body);
    expect(fault).toMatch(/<Fault type="ValidationFault"><Error code="4001"><Message>Invalid query<\/Message><Detail>QueryValidationError: property &apos;PrivateNote&apos; is not queryable<\/Detail>/);
  });

  test("read back what was written", () => {
    const company = testCompany();
    const { Customer } = company.get("/customer/1").body as { Customer: Record<string, unknown> };
    const element = /<Customer .*<\/Customer>/.exec(writeXmlReply({ Customer }))?.[0] ?? "";
    const { MetaData: _meta, ...members } = checked("Customer", readXmlBody(element)["Customer"]);
    expect(Customer).toMatchObject(members);
    expect(members).toMatchObject({ Id: "1", GivenName: "Ada", PrimaryEmailAddr: { Address: "ada@northwind.example" } });
  });
});

describe("over HTTP", () => {
  test("a client that speaks only XML creates, asks, is refused and is let in", async () => {
    const server = await testServer();
    try {
      const { accessToken } = await server.control("GET", "/token");
      const call = async (path: string, body?: string, token = String(accessToken)): Promise<[number, string]> => {
        const reply = await fetch(`${server.url}/v3/company/${server.realmId}${path}`, {
          method: body === undefined ? "GET" : "POST",
          headers: { authorization: `Bearer ${token}`, accept: "application/xml", "content-type": "application/xml" },
          ...(body === undefined ? {} : { body }),
        });
        expect(reply.headers.get("content-type")).toContain("application/xml");
        return [reply.status, await reply.text()];
      };
      expect(await call("/invoice", invoice)).toEqual([200, expect.stringContaining("<TotalAmt>300</TotalAmt>")]);
      expect(await call(`/query?query=${encodeURIComponent("select count(*) from Invoice")}`)).toEqual([200, expect.stringContaining(`<QueryResponse totalCount="1"/>`)]);
      expect(await call("/preferences")).toEqual([200, expect.stringContaining("<TaxPrefs>")]);
      expect(await call("/customer", "<Customer xmlns='http://schema.intuit.com/finance/v3'><Nonsense>1</Nonsense></Customer>")).toEqual([400, expect.stringContaining(`code="2010"`)]);
      expect(await call("/preferences", undefined, "wrong")).toEqual([401, expect.stringContaining(`<Fault type="AUTHENTICATION"><Error code="3200">`)]);
    } finally {
      await server.stop();
    }
  });
});
