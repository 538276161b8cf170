/** What pictures are taken of: the product with its demo, in a data folder of its own, and a browser that is signed in. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { startingTypes } from "../../src/domain/record.ts";
import { runCli } from "../../src/cli/ledgerline.ts";
import { startSimulators } from "../../src/demo/simulators.ts";
import { openProduct, type Product } from "../../src/main.ts";
import { openBrowser } from "../../test/browser/browser.ts";

export interface Studio {
  product: Product;
  /** Signed in, 1280 x 800, light, English. */
  page: Page;
  /** A command of `ledgerline`; one that fails is thrown. */
  ledgerline(...words: string[]): Promise<void>;
  /** A call of the HubSpot simulator's control API. */
  control<Answer>(path: string, body: unknown): Promise<Answer>;
  /** A call of HubSpot's own API. */
  hubSpot<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** Dialogs open and charts grow at once: a picture never shows half of it. */
const stillLook = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, locale: "en-US", timezoneId: "America/Los_Angeles", colorScheme: "light", reducedMotion: "reduce" } as const;
const longestWaitMs = 120_000;

/** Starts everything on free ports, and waits until HubSpot and QuickBooks were read once. */
export async function openStudio(): Promise<Studio> {
  const directory = mkdtempSync(join(tmpdir(), "ledgerline-pictures-"));
  const simulators = await startSimulators({ quickBooksPort: 0, hubSpotPort: 0 });
  const log = { info: () => {}, warn: report, error: report };
  const product = await openProduct({ dataDirectory: directory, host: "127.0.0.1", port: 0, role: "all", log, demo: simulators });
  await until("everything was read once", () => isRead(product));
  const browser = await openBrowser();
  const page = await (await browser.newContext(stillLook)).newPage();
  page.setDefaultTimeout(longestWaitMs);
  await page.goto(await product.signInLink());
  await page.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();

  const { accessToken } = (await (await fetch(`${simulators.hubSpotUrl}/simulator/token`)).json()) as { accessToken: string };
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
    const answer = await fetch(simulators.hubSpotUrl + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  return {
    product,
    page,
    ledgerline: (...words) => command(words, { LEDGERLINE_DATA: directory, LEDGERLINE_URL: product.url }),
    control: (path, body) => call("POST", `/simulator/${path}`, body),
    hubSpot: call,
    close: async () => {
      await browser.close();
      await product.stop();
      await simulators.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function report(facts: Record<string, unknown>, message: string): void {
  console.error(message, facts);
}

async function isRead({ store, workspaceId }: Product): Promise<boolean> {
  const connections = await store.connections(workspaceId);
  const read = connections.map(async ({ id, role }) => {
    if (role === "books") return (await store.mirrorState(id)).refreshedAt !== null;
    const cursors = await Promise.all(startingTypes.map((type) => store.pollCursor(id, type)));
    return cursors.every((cursor) => cursor !== null && !cursor.startsWith("baseline:"));
  });
  return (await Promise.all(read)).every(Boolean);
}

async function command(words: string[], environment: Record<string, string>): Promise<void> {
  const said: string[] = [];
  const hear = (text: string): void => void said.push(text);
  const start = (): never => {
    throw new Error("it runs already");
  };
  const exitCode = await runCli(words, { environment, workingDirectory: process.cwd(), version: "", out: hear, err: hear, start });
  if (exitCode !== 0) throw new Error(`ledgerline ${words.join(" ")} ended with ${exitCode}:\n${said.join("\n")}`);
}

/** Waits until something holds; what never does is thrown by its name. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + longestWaitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it never came to this: ${what}`);
    await pause(200);
  }
}
