/** A file of 100,000 rows (or as many as named) checked and imported in a real browser: time, memory, and how long the page stands still. */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStudio } from "../scripts/pictures/studio.ts";

const rows = Number(process.argv[2] ?? 100_000);
const longestMs = 30 * 60_000;

const directory = await mkdtemp(join(tmpdir(), "ledgerline-import-"));
const { product, page, close } = await openStudio();
try {
  const path = await writtenFile();
  const protocol = await page.context().newCDPSession(page);
  let peakBytes = 0;
  const watch = setInterval(() => {
    protocol.send("Runtime.getHeapUsage").then(({ usedSize }) => (peakBytes = Math.max(peakBytes, usedSize)), () => {});
  }, 500);
  await page.goto(`${product.url}/records/import`);
  await page.evaluate("window.longTasks = []; new PerformanceObserver((list) => list.getEntries().forEach((one) => longTasks.push(one.duration))).observe({ type: 'longtask' })");
  const report = async (what: string, startedAt: number): Promise<void> => {
    const longest = await page.evaluate<number>("Math.max(0, ...longTasks.splice(0))");
    console.log(`${what}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s, heap at most ${Math.round(peakBytes / 1e6)} MB, the page stands still for ${Math.round(longest)} ms at most`);
    peakBytes = 0;
  };
  await page.locator("input[type=file]").setInputFiles(path);
  await page.getByRole("button", { name: "Next: columns" }).click();
  let startedAt = performance.now();
  await page.getByRole("button", { name: "Next: check" }).click();
  await page.getByRole("heading", { name: "This is what the import would do" }).waitFor({ timeout: longestMs });
  await report(`check of ${rows} rows`, startedAt);
  startedAt = performance.now();
  await page.getByRole("button", { name: /^Import \d/ }).click();
  await page.getByRole("heading", { name: "What was imported" }).waitFor({ timeout: longestMs });
  await report("import", startedAt);
  clearInterval(watch);
} finally {
  await close();
  await rm(directory, { recursive: true });
}

/** Two line items to a deal, five thousand contacts; every fiftieth row is refused. */
async function writtenFile(): Promise<string> {
  const path = join(directory, "deals.csv");
  const out = createWriteStream(path);
  out.write("Order,Deal name,Amount,Stage,Close date,Email,First name,Last name,Item,SKU,Quantity,Unit price\n");
  for (let row = 1; row <= rows; row += 1) {
    const deal = Math.ceil(row / 2);
    const amount = row % 50 === 1 ? "twelve" : `${100 + (row % 900)}.50`;
    const line = `B-${deal},"Fit-out ${deal}, phase ${deal % 7}",${amount},won,2026-10-${String(1 + (deal % 28)).padStart(2, "0")},c${deal % 5_000}@bulk.example,Ann,Bulk,Desk ${row % 40},SKU-${row % 40},${1 + (row % 9)},${10 + (row % 90)}.25\n`;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return path;
}
