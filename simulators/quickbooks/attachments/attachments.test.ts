import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Members } from "../wire-object.ts";
import { type Answered, codeOf, invoiceBody, testCompany, testServer, type TestServer } from "../test-company.ts";
import { multipart } from "./multipart.ts";

const attachable = ({ body }: Answered): Members => body["Attachable"] as Members;

describe("attachables", () => {
  test("are notes or files on transactions and list entries, found by what they hang on", () => {
    const company = testCompany();
    const invoice = company.post("/invoice", invoiceBody()).body["Invoice"] as Members;
    const onInvoice = { EntityRef: { type: "invoice", value: invoice["Id"] }, IncludeOnSend: true };
    const made = attachable(company.post("/attachable", { Note: "signed", Tag: "t", AttachableRef: [onInvoice, { EntityRef: { type: "Customer", value: "1" } }] }));
    expect(made).toMatchObject({ SyncToken: "0", AttachableRef: [{ EntityRef: { type: "Invoice", value: invoice["Id"] }, IncludeOnSend: true }, { EntityRef: { type: "Customer" }, IncludeOnSend: false }] });
    const newer = attachable(company.post("/attachable", { Note: "newer" }));
    const found = (where: string): unknown[] => ((company.query(`select * from Attachable ${where}`).body["QueryResponse"] as { Attachable?: Members[] }).Attachable ?? []).map((one) => one["Id"]);
    expect(found("")).toEqual([newer["Id"], made["Id"]]);
    expect(found(`where AttachableRef.EntityRef.Type = 'Invoice' and AttachableRef.EntityRef.value = '${String(invoice["Id"])}'`)).toEqual([made["Id"]]);
    expect(found("where Tag = 't'")).toEqual([made["Id"]]);
    const updated = attachable(company.post("/attachable?operation=update", { Id: made["Id"], SyncToken: "0", sparse: true, Note: "signed twice" }));
    expect(updated).toMatchObject({ Note: "signed twice", SyncToken: "1", Tag: "t" });
    expect(company.post("/attachable?operation=delete", { Id: made["Id"], SyncToken: "1" }).body["Attachable"]).toMatchObject({ status: "Deleted" });
    expect(codeOf(company.get(`/attachable/${String(made["Id"])}`))).toBe("610");
  });

  test.for([
    ["without note and name", { Tag: "t" }, "6000"],
    ["of an unknown category", { Note: "n", Category: "Poem" }, "2170"],
    ["on something that takes none", { Note: "n", AttachableRef: [{ EntityRef: { type: "Term", value: "1" } }] }, "6050"],
    ["on an invoice that is not there", { Note: "n", AttachableRef: [{ EntityRef: { type: "Invoice", value: "999" } }] }, "2500"],
    ["with a note that is too long", { Note: "n".repeat(2_001) }, "2050"],
  ] as [string, Members, string][])("an attachable %s is refused", ([, body, code]) => {
    expect(codeOf(testCompany().post("/attachable", body))).toBe(code);
  });
});

describe("multipart bodies", () => {
  test("are read with bare line feeds and base64, as python-quickbooks sends them", () => {
    const text = ["", "--b", 'Content-Disposition: form-data; name="file_metadata_01"', "Content-Type: application/json", "", '{"FileName":"a.txt"}', "", "--b", 'Content-Disposition: form-data; name="file_content_01"', "Content-Transfer-Encoding: base64", "", "aGVsbG8=", "", "--b--", ""];
    const parts = multipart(Buffer.from(text.join("\n")), "multipart/form-data; boundary=b");
    expect(parts.map(({ name, bytes }) => [name, bytes.toString().trim()])).toEqual([["file_metadata_01", '{"FileName":"a.txt"}'], ["file_content_01", "hello"]]);
  });

  test("keep binary content byte by byte", () => {
    const bytes = Buffer.from([13, 10, 0, 255, 45, 45, 13, 10]);
    const body = Buffer.concat([Buffer.from('--x\r\nContent-Disposition: form-data; name=file_content_1; filename="ü.png"\r\n\r\n'), bytes, Buffer.from("\r\n--x--\r\n")]);
    expect(multipart(body, 'multipart/form-data; boundary="x"')).toMatchObject([{ name: "file_content_1", fileName: "ü.png", bytes }]);
  });
});

describe("uploads and downloads", () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer();
  });
  afterEach(() => server.stop());

  /** Sends parts as a browser would. */
  async function upload(parts: Record<string, Blob | [Blob, string]>): Promise<Answered> {
    const form = new FormData();
    for (const [name, part] of Object.entries(parts)) {
      if (Array.isArray(part)) form.append(name, ...part);
      else form.append(name, part);
    }
    const { accessToken } = await server.control("GET", "/token");
    const reply = await fetch(`${server.url}/v3/company/${server.realmId}/upload`, { method: "POST", body: form, headers: { authorization: `Bearer ${String(accessToken)}`, accept: "application/json" } });
    return { status: reply.status, body: (await reply.json()) as Members };
  }

  test("a file comes back by a temporary address that ends after a quarter of an hour", async () => {
    const metadata = new Blob([JSON.stringify({ AttachableRef: [{ EntityRef: { type: "Customer", value: "1" } }], FileName: "quote.pdf", ContentType: "application/pdf" })], { type: "application/json" });
    const uploaded = await upload({ file_metadata_01: metadata, file_content_01: [new Blob(["%PDF bytes"]), "other.pdf"], file_content_02: [new Blob(["a,b"]), "b.csv"] });
    const [first, second] = (uploaded.body["AttachableResponse"] as { Attachable: Members }[]).map((one) => one.Attachable);
    expect(first).toMatchObject({ FileName: "quote.pdf", ContentType: "application/pdf", Size: 10, SyncToken: "0", FileAccessUri: `/v3/company/${server.realmId}/download/${String(first?.["Id"])}` });
    expect(second).toMatchObject({ FileName: "b.csv", Size: 3 });
    const address = String((await server.call("GET", `/download/${String(first?.["Id"])}`)).body["text"]);
    const file = await fetch(address);
    expect([file.headers.get("content-type"), await file.text()]).toEqual(["application/pdf", "%PDF bytes"]);
    expect(await (await fetch(String(first?.["TempDownloadUri"]))).text()).toBe("%PDF bytes");
    expect((await fetch(address.replace(/key=.{4}/, "key=0000"))).status).toBe(403);
    await server.control("POST", "/clock", { advanceMs: 901_000 });
    expect((await fetch(address)).status).toBe(403);
  });

  test("a file is hung on a document later, moved to another one, and gone when it is deleted", async () => {
    const [first, second] = await Promise.all([1, 2].map(async () => String(((await server.call("POST", "/invoice", invoiceBody())).body["Invoice"] as Members)["Id"])));
    const uploaded = await upload({ file_content_01: [new Blob(["signed"]), "signed.txt"] });
    const [{ Attachable: file } = { Attachable: {} as Members }] = uploaded.body["AttachableResponse"] as { Attachable: Members }[];
    const { Id, FileAccessUri, Size } = file;
    const on = async (invoice: string | undefined): Promise<unknown[]> => {
      const query = `select * from Attachable where AttachableRef.EntityRef.Type = 'Invoice' and AttachableRef.EntityRef.value = '${String(invoice)}'`;
      return (((await server.call("POST", "/query", query)).body["QueryResponse"] as { Attachable?: Members[] }).Attachable ?? []).map((one) => one["Id"]);
    };
    for (const [SyncToken, invoice, other] of [["0", first, second], ["1", second, first]] as const) {
      const linked = attachable(await server.call("POST", "/attachable", { Id, SyncToken, FileName: "signed.txt", AttachableRef: [{ EntityRef: { type: "Invoice", value: invoice } }] }));
      expect(linked).toMatchObject({ FileAccessUri, Size, ContentType: "text/plain", SyncToken: String(Number(SyncToken) + 1) });
      expect([await on(invoice), await on(other)]).toEqual([[Id], []]);
    }
    await server.call("POST", "/invoice?operation=delete", { Id: second, SyncToken: "0" });
    const { TempDownloadUri, SyncToken } = attachable(await server.call("GET", `/attachable/${String(Id)}`));
    expect(await (await fetch(String(TempDownloadUri))).text()).toBe("signed");
    expect(codeOf(await server.call("POST", "/attachable?operation=delete", { Id, SyncToken: "0" }))).toBe("5010");
    expect(attachable(await server.call("POST", "/attachable?operation=delete", { Id, SyncToken }))).toMatchObject({ Id, status: "Deleted" });
    expect((await fetch(String(TempDownloadUri))).status).toBe(403);
    expect(codeOf(await server.call("GET", `/download/${String(Id)}`))).toBe("610");
  });

  test("a note has nothing to download", async () => {
    const { Id } = attachable(await server.call("POST", "/attachable", { Note: "signed" }));
    expect(codeOf(await server.call("GET", `/download/${String(Id)}`))).toBe("610");
  });

  test.for("ai csv doc docx eps gif jpeg jpg ods pdf png rtf tif txt xls xlsx xml".split(" "))("a file named .%s is taken", async (extension) => {
    const uploaded = await upload({ file_content_01: [new Blob(["x"]), `file.${extension}`] });
    expect(uploaded.body["AttachableResponse"]).toMatchObject([{ Attachable: { FileName: `file.${extension}`, Size: 1 } }]);
  });

  test("one bad file of two has its own fault; alone it is refused", async () => {
    const bad: [Blob, string] = [new Blob(["x"]), "virus.exe"];
    const mixed = await upload({ file_content_01: bad, file_content_02: [new Blob(["x"]), "x.txt"] });
    expect(mixed.body["AttachableResponse"]).toMatchObject([{ Fault: { Error: [{ code: "6041" }] } }, { Attachable: { FileName: "x.txt" } }]);
    expect(codeOf(await upload({ file_content_01: bad }))).toBe("6041");
    expect(codeOf(await upload({ file_metadata_01: new Blob(["[]"], { type: "application/json" }), file_content_01: [new Blob(["x"]), "x.txt"] }))).toBe("6040");
    expect(codeOf(await upload({ something: new Blob(["x"]) }))).toBe("2020");
  });

  test("a document comes as a PDF, a customer does not", async () => {
    const { Id } = (await server.call("POST", "/invoice", invoiceBody({ CustomerMemo: { value: "Thank (you) – Ünal" } }))).body["Invoice"] as Members;
    const pdf = String((await server.call("GET", `/invoice/${String(Id)}/pdf`)).body["text"]);
    expect(pdf.startsWith("%PDF-1.4")).toBe(true);
    expect(pdf).toContain("Thank \\(you\\) ? ");
    expect(codeOf(await server.call("GET", "/customer/1/pdf"))).toBe("500");
    expect(codeOf(await server.call("GET", "/invoice/999/pdf"))).toBe("610");
  });
});
