/**
 * Secrets at rest: AES-256-GCM, bound to the connection they belong to, with the id of the key they were closed with.
 * The key comes from LEDGERLINE_SECRET_KEY or from a file that only we may read, made at the first start.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseProblem } from "./database-problem.ts";
import { jsonText } from "./json.ts";

/** Closes and opens secrets. `about` is what the secret belongs to: moved elsewhere, it does not open. */
export interface SecretBox {
  keyId: string;
  close(secret: unknown, about: string): string;
  open(closed: string, about: string): unknown;
}

/** A box with the given key, or with the one kept in the data directory. */
export function openSecretBox(dataDirectory: string, secretKey?: string): SecretBox {
  const text = secretKey?.trim() || keptKey(dataDirectory);
  const key = scryptSync(text, "ledgerline", 32);
  const keyId = createHash("sha256").update(key).digest("hex").slice(0, 8);
  return {
    keyId,
    close: (secret, about) => closeWith(key, keyId, jsonText(secret), about),
    open: (closed, about) => JSON.parse(openWith(key, keyId, closed, about)),
  };
}

/** The id of the key a closed secret was closed with. */
export function keyIdOf(closed: string): string {
  return closed.split(".")[1] ?? "";
}

function closeWith(key: Buffer, keyId: string, text: string, about: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v1", keyId, ...[iv, cipher.getAuthTag(), body].map((part) => part.toString("base64url"))].join(".");
}

function openWith(key: Buffer, keyId: string, closed: string, about: string): string {
  const [version, closedWith, ...parts] = closed.split(".");
  const [iv, tag, body] = parts.map((part) => Buffer.from(part, "base64url"));
  if (version !== "v1" || iv === undefined || tag === undefined || body === undefined) {
    throw new Error(`the secret of ${about} is not readable`);
  }
  if (closedWith !== keyId) throw new Error(`the secret of ${about} was closed with key ${closedWith}, not ${keyId}`);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 }).setAAD(Buffer.from(about));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
}

function keptKey(dataDirectory: string): string {
  const file = join(dataDirectory, "secret.key");
  try {
    const kept = readIfThere(file) ?? makeKey(dataDirectory, file);
    if (kept.length < 32) throw new Error("it is cut short");
    return kept;
  } catch (problem) {
    throw new DatabaseProblem(
      `The key file ${file} cannot be used: ${problem instanceof Error ? problem.message : String(problem)}.`,
      "Restore it from a backup and make it readable and the folder writable for this user, or set LEDGERLINE_SECRET_KEY.",
    );
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw problem;
  }
}

/** Written aside and linked into place, so that of two first starts one wins and nobody reads half a key. */
function makeKey(dataDirectory: string, file: string): string {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const aside = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  writeFileSync(aside, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
  try {
    linkSync(aside, file);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
  } finally {
    rmSync(aside, { force: true });
  }
  return readFileSync(file, "utf8").trim();
}
