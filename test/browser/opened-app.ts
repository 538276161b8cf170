/** The built web app in a real browser, in front of a whole world: what nearly every browser test begins with. */
import { existsSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { openWorld, type World, type WorldOptions } from "../stories/world.ts";
import { openBrowser } from "./browser.ts";

export interface OpenedApp {
  world: World;
  app: Page;
  /** What the app's page printed as an error, or threw. */
  consoleErrors: string[];
  /** A page of another person, who shares neither session nor storage with the app's. */
  anotherPerson(): Promise<Page>;
}

export interface AppOptions {
  /** A function is asked when the world opens, after the file's earlier `beforeAll`. */
  world?: WorldOptions | (() => WorldOptions);
  browserContext?: BrowserContextOptions;
  /** What must be so before anybody signs in. */
  prepare?: (world: World) => Promise<void>;
  /** Usual: yes. */
  signedIn?: boolean;
}

/** Longer than anything takes on a slow machine. */
const openingMs = 240_000;
const stepMs = 45_000;

/** Opens the app before the file's tests and hands it over; closes all of it after them. */
export function openApp(handOver: (opened: OpenedApp) => void, options: AppOptions = {}): void {
  let browser: Browser | undefined;
  let world: World | undefined;

  beforeAll(async () => {
    if (!existsSync(new URL("../../dist/web/index.html", import.meta.url))) throw new Error("build the web app first: npm run build");
    world = await openWorld(typeof options.world === "function" ? options.world() : options.world);
    const opened = await openBrowser();
    browser = opened;
    await options.prepare?.(world);
    const app = await openPage(opened, options.browserContext);
    handOver({ world, app, consoleErrors: errorsOf(app), anotherPerson: () => openPage(opened, options.browserContext) });
    if (options.signedIn ?? true) await signIn(app, world);
  }, openingMs);

  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });
}

async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(stepMs);
  return context.newPage();
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  return errors;
}

async function signIn(app: Page, world: World): Promise<void> {
  await app.goto(await world.product.signInLink());
  await app.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();
}
