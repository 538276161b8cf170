import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingHttpHeaders } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { instantOf } from "#domain/dates.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import { createMailer } from "./mailer.ts";
import { lookupAllowed } from "./forbidden-addresses.ts";
import { createWebhookCaller, signatureOf } from "./webhook-caller.ts";

const secret = Buffer.from("a secret of thirty-two bytes, ok").toString("base64");
const clock = { now: () => instantOf(1_763_600_000_000) };
const mail = { to: ["ada@northwind.example"], subject: "Invoice 1043", text: "Hello.\nYours", key: "e1-mail" };

/** A mail server of few words; `answers` replaces what it says to a command. */
async function mailServer(answers: Record<string, string> = {}): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  const server = createServer((socket) => {
    let isData = false;
    socket.write("220 ready\r\n");
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n").filter((one) => one !== "")) {
        received.push(line);
        if (isData && line !== ".") continue;
        const command = isData ? "END" : (line.split(/[ :]/)[0] ?? "").toUpperCase();
        isData = command === "DATA";
        socket.write(`${answers[command] ?? (command === "DATA" ? "354 go on" : command === "QUIT" ? "221 bye" : "250 ok")}\r\n`);
      }
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

async function webhookServer(answer: (headers: IncomingHttpHeaders, body: string) => { status: number; body: string }): Promise<string> {
  const server = createHttpServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { status, body: text } = answer(request.headers, body);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

test("a mail arrives with a message id that says it is the same mail when it is sent twice", async () => {
  const { url, received } = await mailServer();
  const send = createMailer({ smtpUrl: url, from: "Ledgerline <billing@harbor.example>" });
  expect(await send(mail)).toMatchObject({ result: { ok: true, value: null }, exchange: { method: "MAIL", path: "ada@northwind.example", request: { subject: "Invoice 1043" }, status: 250 } });
  expect(received).toEqual(expect.arrayContaining(["RCPT TO:<ada@northwind.example>", "Subject: Invoice 1043", "Message-ID: <e1-mail@harbor.example>"]));
});

test("a mail that the server refuses stands, one that it cannot take now is tried again", async () => {
  const refusing = await mailServer({ RCPT: "550 no such user" });
  expect(await createMailer({ smtpUrl: refusing.url, from: "a@b.example" })(mail)).toMatchObject({ result: { ok: false, error: { code: "mail-refused" } } });
  const busy = await mailServer({ RCPT: "451 try later" });
  expect(await createMailer({ smtpUrl: busy.url, from: "a@b.example" })(mail)).toMatchObject({ result: { ok: false, error: { code: "mail-unreachable" } } });
  expect(await createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "a@b.example" })(mail)).toMatchObject({ result: { ok: false, error: { code: "mail-unreachable" } } });
});

test("without a mail server it is said so", async () => {
  expect(await createMailer(undefined)(mail)).toMatchObject({ result: { ok: false, error: { code: "mail-not-set-up" } }, exchange: { status: null } });
});

test("a webhook is signed over id, time and body, and the plain fields of its answer are kept", async () => {
  const url = await webhookServer((headers, body) => {
    const signature = signatureOf(secret, String(headers["webhook-id"]), String(headers["webhook-timestamp"]), body);
    return signature === headers["webhook-signature"] ? { status: 200, body: '{"reference":"X1","count":2,"nested":{"a":1}}' } : { status: 401, body: "" };
  });
  const call = createWebhookCaller(async () => secret, clock);
  expect(await call({ workspaceId: "w" as WorkspaceId, url, body: '{"a":1}', key: "e1-hook" })).toMatchObject({
    result: { ok: true, value: { reference: "X1", count: "2" } },
    exchange: { method: "POST", path: url, request: { a: 1 }, status: 200, answer: { reference: "X1", count: 2, nested: { a: 1 } } },
  });
});

test("the signature is the one that Standard Webhooks libraries expect", () => {
  // The example of the specification's own tests.
  const known = signatureOf("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", '{"test": 2432232314}');
  expect(known).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test.each([
  [404, "webhook-refused"],
  [302, "webhook-refused"],
  [429, "webhook-unreachable"],
  [503, "webhook-unreachable"],
])("an answer of %i is %s", async (status, code) => {
  const url = await webhookServer(() => ({ status, body: "no" }));
  expect(await createWebhookCaller(async () => secret, clock)({ workspaceId: "w" as WorkspaceId, url, body: "{}", key: "k" })).toMatchObject({ result: { ok: false, error: { code } } });
});

const callOf = (url: string) => createWebhookCaller(async () => secret, clock)({ workspaceId: "w" as WorkspaceId, url, body: "{}", key: "k" });

test.each([
  "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
  "http://[::ffff:169.254.169.254]/latest/meta-data/",
  "http://2852039166/latest/meta-data/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/latest/meta-data/",
  "http://100.100.100.200/latest/meta-data/",
  "http://0.0.0.0/",
  "http://[64:ff9b::a9fe:a9fe]/",
])("W16: a webhook to %s is not called, whatever the address is written like", async (url) => {
  expect(await callOf(url)).toMatchObject({ result: { ok: false, error: { code: "webhook-address-forbidden", url } }, exchange: { status: null } });
});

test("W16: a name that leads to a metadata address is found out when it is looked up", async () => {
  const answers = (addresses: string[]) => (_name: string, _options: unknown, answer: (problem: null, found: { address: string; family: number }[]) => void) =>
    answer(null, addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
  const lookedUp = (addresses: string[]): Promise<unknown> =>
    new Promise((done) => lookupAllowed("hooks.example", { all: true }, (problem, found) => done(problem ?? found), answers(addresses) as never));
  expect(await lookedUp(["203.0.113.7", "169.254.169.254"])).toMatchObject({ address: "169.254.169.254" });
  expect(await lookedUp(["203.0.113.7"])).toEqual([{ address: "203.0.113.7", family: 4 }]);
});

test("an answer without end is not read to its end", async () => {
  const server = createHttpServer((_request, response) => {
    response.writeHead(200);
    const more = (): void => void (response.write("x".repeat(65_536)) ? setImmediate(more) : response.once("drain", more));
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  expect(await callOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).toMatchObject({ result: { ok: true, value: {} }, exchange: { status: 200 } });
});

test("the example in the guide takes what we sign, and nothing else", async () => {
  const guide = readFileSync(new URL("../../docs/guides/webhooks.md", import.meta.url), "utf8");
  const example = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
  const module = `${example.replace("function isFromLedgerline", "export function isFromLedgerline")}`;
  const { isFromLedgerline } = (await import(`data:text/javascript,${encodeURIComponent(module)}`)) as { isFromLedgerline: (headers: object, body: string, secret: string) => boolean };
  const now = String(Math.floor(Date.now() / 1_000));
  const headers = (timestamp: string) => ({ "webhook-id": "e1-hook", "webhook-timestamp": timestamp, "webhook-signature": signatureOf(secret, "e1-hook", timestamp, '{"a":1}') });
  expect(isFromLedgerline(headers(now), '{"a":1}', `whsec_${secret}`)).toBe(true);
  expect(isFromLedgerline(headers(now), '{"a":2}', `whsec_${secret}`)).toBe(false);
  expect(isFromLedgerline(headers("1763600000"), '{"a":1}', `whsec_${secret}`)).toBe(false);
});
