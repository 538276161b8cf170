/** The command line's way in: a random token in a file that only this system user can read. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Whether a bearer token is the one of this data folder. */
export type IsMachineToken = (token: string) => boolean;

/** Reads `cli.token` of the data folder, making it on the first start. */
export async function openMachineToken(dataDirectory: string): Promise<IsMachineToken> {
  const file = join(dataDirectory, "cli.token");
  await writeFile(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" }).catch(unlessItExists);
  const expected = digest((await readFile(file, "utf8")).trim());
  // Equal digests of equal length: the comparison takes the same time whatever was sent.
  return (token) => timingSafeEqual(digest(token), expected);
}

function unlessItExists(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
