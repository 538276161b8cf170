/** Secrets that we give out once and know again by their digests only. */
import { createHash, randomBytes } from "node:crypto";

/** What every API key begins with, so that a key that leaked is known for what it is. */
export const apiKeyPrefix = "llk_";

/** 256 random bits, as text for addresses and headers. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token. Looking a digest up tells nothing about tokens, however long it takes. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
