/** Writes docs/failures.md from the one list of failures: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { failureSamples } from "../test/failure-samples.ts";
import { failuresPage } from "../test/failures-page.ts";

writeFileSync(new URL("../docs/failures.md", import.meta.url), failuresPage(failureSamples));
