import { allowanceContract } from "./allowance.testsuite.ts";
import { connectionContract } from "./connections.testsuite.ts";
import { testDatabase } from "./database.ts";
import { linkContract } from "./links.testsuite.ts";
import { peopleContract } from "./people.testsuite.ts";
import { queueContract } from "./queue.testsuite.ts";
import { workflowRunsContract } from "./workflow-runs.testsuite.ts";
import { storeContract } from "./store.testsuite.ts";
import { triggerContract } from "./triggers.testsuite.ts";

triggerContract("PostgreSQL", () => testDatabase());
storeContract("PostgreSQL", () => testDatabase());
connectionContract("PostgreSQL", () => testDatabase());
allowanceContract("PostgreSQL", () => testDatabase());
linkContract("PostgreSQL", () => testDatabase());
queueContract("PostgreSQL", () => testDatabase());
peopleContract("PostgreSQL", () => testDatabase());
workflowRunsContract("PostgreSQL", () => testDatabase());
