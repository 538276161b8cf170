/** Writes docs/workflow-file.schema.json: the JSON schema of workflow files. */
import { writeFile } from "node:fs/promises";
import { workflowFileSchema } from "../src/actions/workflow-file.ts";

await writeFile(new URL("../docs/workflow-file.schema.json", import.meta.url), `${JSON.stringify(workflowFileSchema(), null, 2)}\n`);
