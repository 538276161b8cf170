/** A company of 100,000 customers and 10,000 items: how long to read it, in how much memory, and how fast to match in it. */
import { matchingKey } from "../src/domain/matching.ts";
import { openBenchWorld, type Counters, pause, percentile } from "./world.ts";

const customers = 100_000;
const items = 10_000;
const lookUps = 2_000;
const longestMs = 300_000;

const world = await openBenchWorld({ paced: true });
const { store, workspaceId } = world.product;
const books = (await store.connections(workspaceId)).find((one) => one.role === "books");
if (!books) throw new Error("there are no books");
await world.quickbooks("seed", { customers, items });
const before = await world.quickbooks<Counters>("counters");
const idleMb = memoryMb();
let peakMb = idleMb;
const watching = setInterval(() => (peakMb = Math.max(peakMb, memoryMb())), 100);

const firstSeen = (await store.mirrorState(books.id)).refreshedAt;
const started = Date.now();
await world.product.engine.hintMirror(books.id);
while (!(await isLoaded())) await pause(100);
const loadSeconds = (Date.now() - started) / 1_000;
clearInterval(watching);
const after = await world.quickbooks<Counters>("counters");

const times: number[] = [];
for (let n = 0; n < lookUps; n++) {
  const one = 1 + ((n * 7_919) % customers);
  const query = {
    customers: [{ email: `load${one}@load.example`, firstName: "load", lastName: `customer${one}` }],
    displayNames: [matchingKey(`Load Customer${one}`)],
    emails: [], kinds: [], companyNames: [],
    skus: [`load-${1 + (n % items)}`],
    itemNames: [`load item ${1 + ((n * 31) % items)}`],
    ids: [],
    links: [],
  };
  const asked = performance.now();
  const { rows } = await store.findReferences(books.id, query);
  times.push(performance.now() - asked);
  if (rows.length < 2) throw new Error(`look-up ${n} found ${rows.length} rows`);
}
console.log(
  JSON.stringify({
    rows: customers + items,
    loadSeconds: Math.round(loadSeconds * 10) / 10,
    meteredCalls: after.metered - before.metered,
    idleMb: Math.round(idleMb),
    peakMb: Math.round(peakMb),
    lookUpP50Ms: round(percentile(times, 0.5)),
    lookUpP99Ms: round(percentile(times, 0.99)),
  }),
);
await world.stop();
process.exit(0);

/** So many changes at once are read as everything; then the mirror has been refreshed and holds the last customer. */
async function isLoaded(): Promise<boolean> {
  if (Date.now() - started > longestMs) throw new Error("the mirror was not read in time");
  const { refreshedAt, load } = await store.mirrorState(books!.id);
  if (load !== null || refreshedAt === firstSeen) return false;
  const { rows } = await store.findReferences(books!.id, { customers: [], displayNames: [matchingKey(`Load Customer${customers}`)], emails: [], kinds: [], companyNames: [], skus: [], itemNames: [], ids: [], links: [] });
  return rows.length > 0;
}

/** Of this process; database and simulators have their own. */
function memoryMb(): number {
  return process.memoryUsage.rss() / 1024 / 1024;
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
