/** A real Chromium: the one from npm, or the installed one named by LEDGERLINE_TEST_CHROMIUM. */
import chromiumBinary from "@sparticuz/chromium";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type Page, chromium } from "playwright-core";

const installed = process.env["LEDGERLINE_TEST_CHROMIUM"];

/** Starts it without any network of its own. */
export async function openBrowser(): Promise<Browser> {
  return installed
    ? chromium.launch({ executablePath: installed, args: ["--no-sandbox", "--disable-gpu"] })
    : chromium.launch({ executablePath: await chromiumBinary.executablePath(), args: chromiumBinary.args.filter((one) => !unwanted.has(one)) });
}

/** The binary's usual flags are for short-lived functions: one process dies whole, and a page must keep its own origin. */
const unwanted = new Set(["--single-process", "--disable-web-security", "--allow-running-insecure-content"]);

/** How often a page is looked at again: what is fading in or out has too little contrast for a moment. */
const looks = 8;
const betweenLooksMs = 500;

/** What axe still finds on the page when it has come to rest, as `rule: element`. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  for (let look = 1; ; look++) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    if (violations.length === 0 || look === looks) return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 120)}`));
    await page.waitForTimeout(betweenLooksMs);
  }
}
