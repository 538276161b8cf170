/** `ledgerline doctor`: everything the product leans on, checked. */
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";

/** Asks the server to examine itself. */
export async function examine(client: Client): Promise<Said> {
  const checks = await client.doctor();
  const failed = checks.filter((check) => !check.ok).length;
  const lines = checks.flatMap((check) => [
    `${check.ok ? "✓" : "✗"} ${check.check}: ${check.said}`,
    ...(check.doThis === null ? [] : [`  Do: ${check.doThis}`]),
  ]);
  const result = failed === 0 ? "Everything is fine." : failed === 1 ? "One check failed." : `${failed} checks failed.`;
  return { json: { ok: failed === 0, checks }, text: [...lines, "", result].join("\n"), isRefusal: failed > 0 };
}
