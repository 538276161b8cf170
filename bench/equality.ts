/** Both evaluators of triggers on generated filters and records: more than 100,000 questions, and how many answers differ. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../src/store/open.ts";
import { aWorkspace } from "../test/store-samples.ts";
import { compareEvaluators } from "../test/trigger-equality.ts";

const rounds = 10;
const size = { records: 150, triggers: 200 };

const directory = mkdtempSync(join(tmpdir(), "ledgerline-bench-"));
const opened = await openStore({ dataDirectory: directory });
const total = { cases: 0, matched: 0, began: 0, differences: 0 };
const firstSeed = Number(process.argv[2] ?? Date.now() % 1_000_000);
for (let round = 0; round < rounds; round++) {
  const { crm } = await aWorkspace(opened.store);
  const { cases, matched, began, differences } = await compareEvaluators(opened.store, crm, { ...size, seed: firstSeed + round });
  total.cases += cases;
  total.matched += matched;
  total.began += began;
  total.differences += differences.length;
  for (const difference of differences.slice(0, 2)) console.error(JSON.stringify(difference));
}
await opened.close();
rmSync(directory, { recursive: true, force: true });
console.log(JSON.stringify({ ...total, firstSeed }));
process.exit(total.differences === 0 ? 0 : 1);
