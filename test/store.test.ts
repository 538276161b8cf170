import { storeContract } from "./store.testsuite.ts";
import { testDatabase } from "./database.ts";

storeContract("PostgreSQL", () => testDatabase());
