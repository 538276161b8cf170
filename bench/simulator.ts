/** How many invoices a second the QuickBooks simulator makes over HTTP, on one core; this process asks from another. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";

const invoices = 20_000;
const warmUp = 2_000;
const atOnce = 32;

if (process.argv[2] === "serve") {
  const { startQuickBooksSimulator } = await import("../simulators/quickbooks/server.ts");
  console.log((await startQuickBooksSimulator({ port: 0 })).url);
} else {
  const server = spawn(process.execPath, [fileURLToPath(import.meta.url), "serve"], { stdio: ["ignore", "pipe", "inherit"] });
  const [url = ""] = await new Promise<string[]>((told) => createInterface(server.stdout).once("line", (line) => told([line])));
  const pool = new Pool(url, { connections: atOnce, pipelining: 1 });
  const control = async (path: string, body?: unknown): Promise<Record<string, string>> =>
    (await (await fetch(`${url}/simulator/${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) })).json()) as Record<string, string>;
  await control("settings", { throttles: { on: false } });
  const { realmId = "", accessToken = "" } = await control("token");
  const line = (Amount: number) => ({ DetailType: "SalesItemLineDetail", Amount, Description: "Work", SalesItemLineDetail: { ItemRef: { value: "1" }, Qty: 2, UnitPrice: Amount / 2, TaxCodeRef: { value: "NON" } } });
  const body = JSON.stringify({ CustomerRef: { value: "1" }, TxnDate: "2026-11-23", PrivateNote: "bench", Line: [line(300), line(95)] });
  const headers = { authorization: `Bearer ${accessToken}`, accept: "application/json", "content-type": "application/json" };
  let sent = 0;

  async function create(most: number): Promise<void> {
    while (sent < most) {
      const path = `/v3/company/${realmId}/invoice?minorversion=75&requestid=b${(sent += 1)}`;
      const reply = await pool.request({ method: "POST", path, headers, body });
      if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${await reply.body.text()}`);
      await reply.body.dump();
    }
  }

  const run = async (most: number): Promise<void> => void (await Promise.all(Array.from({ length: atOnce }, () => create(most))));
  await run(warmUp);
  const started = performance.now();
  await run(warmUp + invoices);
  const seconds = (performance.now() - started) / 1_000;
  console.log(JSON.stringify({ invoices, linesEach: 2, seconds: Math.round(seconds * 100) / 100, aSecond: Math.round(invoices / seconds) }));
  await pool.close();
  server.kill();
}
