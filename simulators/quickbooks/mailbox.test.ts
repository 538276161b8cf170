import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EntityName } from "./company.ts";
import { linkedKinds, wholeBody } from "./entities/whole-documents.ts";
import type { Email } from "./mailbox.ts";
import { memberText } from "./member-text.ts";
import { type Answered, codeOf, invoiceBody, testCompany, testServer, type TestServer } from "./test-company.ts";
import type { Members } from "./wire-object.ts";

const sendable: EntityName[] = ["Invoice", "Estimate", "SalesReceipt", "RefundReceipt", "CreditMemo", "Payment"];

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.stop());

async function made(name: EntityName): Promise<string> {
  const linked: string[] = [];
  for (const one of linkedKinds(name)) linked.push(await made(one));
  const { body } = await server.call("POST", `/${name.toLowerCase()}`, wholeBody(name, linked));
  return String((body[name] as Members)["Id"]);
}

function send(name: EntityName, id: string, query = "", token?: string): Promise<Answered> {
  return server.call("POST", `/${name.toLowerCase()}/${id}/send${query}`, undefined, ...(token === undefined ? [] : [token]));
}

async function emails(): Promise<Email[]> {
  return (await server.control("GET", "/emails")) as unknown as Email[];
}

describe("e-mails", () => {
  test.for(sendable)("%s goes to its own address, and to another one when that is said", async (name) => {
    const id = await made(name);
    const own = name === "Payment" ? "ada@northwind.example" : "ap@northwind.example";
    const first = (await send(name, id)).body[name] as Members;
    const second = (await send(name, id, "?sendTo=books%2Binbox@northwind.example")).body[name] as Members;
    expect(await emails()).toMatchObject([{ entity: name, id, to: own, attached: [] }, { entity: name, id, to: "books+inbox@northwind.example" }]);
    expect(Number(second["SyncToken"])).toBe(Number(first["SyncToken"]) + 1);
    if (name !== "Payment") expect(second).toMatchObject({ EmailStatus: "EmailSent", BillEmail: { Address: "books+inbox@northwind.example" }, DeliveryInfo: { DeliveryType: "Email" } });
  });

  test.for([
    ["without an address", "?sendTo=", "6420"],
    ["to something that is no address", "?sendTo=nobody", "2210"],
  ] as const)("a document %s stays here", async ([, query, code]) => {
    await server.call("POST", "/customer", { Id: "1", SyncToken: "0", DisplayName: "Ada Okoye" });
    const { Id } = (await server.call("POST", "/invoice", invoiceBody())).body["Invoice"] as Members;
    expect(codeOf(await send("Invoice", String(Id), query))).toBe(code);
    expect(codeOf(await send("Invoice", String(Id)))).toBe("6420");
    expect(codeOf(await send("Invoice", "999"))).toBe("610");
    expect(await emails()).toEqual([]);
  });

  test("to be sent is not sent: only sending does it", async () => {
    const { body } = await server.call("POST", "/invoice", invoiceBody({ EmailStatus: "NeedToSend", BillEmail: { Address: "ap@northwind.example" } }));
    expect(body["Invoice"]).toMatchObject({ EmailStatus: "NeedToSend" });
    expect(await emails()).toEqual([]);
  });

  test("the same request id sends once", async () => {
    const id = await made("Invoice");
    for (const _ of [1, 2]) expect((await send("Invoice", id, "?requestid=mail-1")).status).toBe(200);
    expect(await emails()).toHaveLength(1);
  });

  test("the files that are to go along do", async () => {
    const id = await made("Invoice");
    const { accessToken } = await server.control("GET", "/token");
    for (const [name, IncludeOnSend] of [["terms.pdf", true], ["inside.pdf", false]] as const) {
      const form = new FormData();
      form.append("file_metadata_01", new Blob([JSON.stringify({ AttachableRef: [{ EntityRef: { type: "Invoice", value: id }, IncludeOnSend }] })], { type: "application/json" }));
      form.append("file_content_01", new Blob(["%PDF"]), name);
      await fetch(`${server.url}/v3/company/${server.realmId}/upload`, { method: "POST", body: form, headers: { authorization: `Bearer ${String(accessToken)}` } });
    }
    await send("Invoice", id);
    expect(await emails()).toMatchObject([{ attached: ["terms.pdf"] }]);
  });

  test("the forty-first in 24 hours is throttled, and goes out when the first is a day old", async () => {
    await server.control("POST", "/settings", { accessTokenSeconds: 1_000_000, throttles: { on: true, perSecond: 1_000 } });
    const accessToken = String((await server.control("GET", "/token"))["accessToken"]);
    await server.control("POST", "/clock", { set: new Date().toISOString() });
    const id = await made("Invoice");
    for (let n = 0; n < 40; n++) expect((await send("Invoice", id, "", accessToken)).status).toBe(200);
    const refused = await send("Invoice", id, "", accessToken);
    expect([refused.status, codeOf(refused)]).toEqual([429, "3001"]);
    expect((await server.call("GET", `/invoice/${id}`, undefined, accessToken)).body["Invoice"]).toMatchObject({ SyncToken: "40" });
    await server.control("POST", "/clock", { advanceMs: 86_399_000 });
    expect((await send("Invoice", id, "", accessToken)).status).toBe(429);
    await server.control("POST", "/clock", { advanceMs: 1_000 });
    expect((await send("Invoice", id, "", accessToken)).status).toBe(200);
    expect(await server.control("GET", "/counters")).toMatchObject({ throttled: 2 });
  });
});

describe("PDFs", () => {
  test.for(sendable)("of %s hold its title, number, customer and total", async (name) => {
    const id = await made(name);
    const entity = (await server.call("GET", `/${name.toLowerCase()}/${id}`)).body[name] as Members & { CustomerRef: { name: string }; TotalAmt: number };
    const reply = await pdf(`/${name.toLowerCase()}/${id}/pdf`);
    expect(reply.headers.get("content-type")).toBe("application/pdf");
    const text = await reply.text();
    for (const part of ["%PDF-1.4", entity.CustomerRef.name, entity.TotalAmt.toFixed(2), memberText(entity["DocNumber"], "PAYMENT RECEIPT"), "%%EOF"]) expect(text).toContain(part);
  });

  test.for(["Deposit", "Purchase", "Bill", "JournalEntry", "Item"] as EntityName[])("of %s there are none", async (name) => {
    expect(codeOf(await server.call("GET", `/${name.toLowerCase()}/${await made(name)}/pdf`))).toBe("500");
  });

  test("of what is gone there are none, and they are metered", async () => {
    const id = await made("Estimate");
    await server.call("POST", "/estimate?operation=delete", { Id: id, SyncToken: "0" });
    expect(codeOf(await server.call("GET", `/estimate/${id}/pdf`))).toBe("610");
    const { metered } = await server.control("GET", "/counters");
    await pdf(`/invoice/${await made("Invoice")}/pdf`);
    expect((await server.control("GET", "/counters"))["metered"]).toBe(Number(metered) + 1);
  });

  async function pdf(path: string): Promise<Response> {
    const { accessToken } = await server.control("GET", "/token");
    return fetch(`${server.url}/v3/company/${server.realmId}${path}`, { headers: { authorization: `Bearer ${String(accessToken)}`, accept: "application/pdf" } });
  }
});

test("a company without throttles sends without a limit", () => {
  const company = testCompany();
  const { Id } = company.post("/invoice", invoiceBody()).body["Invoice"] as Members;
  for (let n = 0; n < 50; n++) expect(company.post(`/invoice/${String(Id)}/send?sendTo=a@b.example`, "").status).toBe(200);
});
