/**
 * Differences of a cent: random sales planned, posted over HTTP and compared, per company profile. Arguments: how many sales
 * per profile (absent = 10,000), the seed, one profile.
 */
import { tryRandomSales } from "../test/random-sales.ts";

const [count = "10000", seed = "1", only] = process.argv.slice(2);
for (const profile of ["us", "us-manual-tax", "nl", "uk", "ca", "multicurrency"].filter((one) => only === undefined || one === only)) {
  const started = performance.now();
  const { posted, refused, differences } = await tryRandomSales(profile, Number(count), Number(seed));
  console.log(JSON.stringify({ profile, posted, refused, differences: differences.length, seconds: Math.round((performance.now() - started) / 1_000) }));
  for (const difference of differences.slice(0, 3)) console.log(JSON.stringify(difference));
}
process.exit(0);
