/** The command line's way in: a random token in a file that only this system user can read. */
import { createHash, timingSafeEqual } from "node:crypto";
import { keptSecret } from "./kept-secret.ts";

/** Whether a bearer token is the one of this data folder. */
export type IsMachineToken = (token: string) => boolean;

/** Reads `cli.token` of the data folder, making it on the first start. */
export async function openMachineToken(dataDirectory: string): Promise<IsMachineToken> {
  const expected = digest(await keptSecret(dataDirectory, "cli.token"));
  // Digests have equal lengths: the comparison takes the same time whatever was sent.
  return (token) => timingSafeEqual(digest(token), expected);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
