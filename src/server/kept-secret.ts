/** Random secrets that stay: each in a file of the data folder that only this system user can read. */
import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The secret kept under this name, made at the first start. */
export async function keptSecret(dataDirectory: string, name: string): Promise<string> {
  const file = join(dataDirectory, name);
  // Written aside and linked into place: of two first starts one wins, and nobody reads half a secret.
  const aside = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await writeFile(aside, randomBytes(32).toString("base64url"), { mode: 0o600 });
  await link(aside, file)
    .catch(unlessItExists)
    .finally(() => rm(aside, { force: true }));
  return (await readFile(file, "utf8")).trim();
}

function unlessItExists(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}
