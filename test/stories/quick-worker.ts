/** A program: a worker of the product with waits of its own. Its one argument is JSON; see `startQuickWorker`. */
import { openProduct, type ProductOptions } from "../../src/main.ts";

const { clockAheadMs, ...options } = JSON.parse(process.argv[2] ?? "{}") as Pick<ProductOptions, "dataDirectory" | "databaseUrl" | "secretKey" | "timing"> & { clockAheadMs: number };
const machineNow = Date.now;
Date.now = () => machineNow() + clockAheadMs;
const report = (facts: Record<string, unknown>, message: string): void => console.error(message, facts);
await openProduct({ ...options, host: "127.0.0.1", port: 0, role: "worker", log: { info: () => undefined, warn: report, error: report } });
