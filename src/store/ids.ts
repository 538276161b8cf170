/** Fresh random ids. */
import { randomBytes } from "node:crypto";

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
const length = 20;
/** Bytes from here on would make the first letters of the alphabet more likely than the last. */
const unfairFrom = 256 - (256 % alphabet.length);

/** Makes an id of 20 characters a-z0-9 (103 random bits). */
export function newId(): string {
  let id = "";
  while (id.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < unfairFrom && id.length < length) id += alphabet[byte % alphabet.length];
    }
  }
  return id;
}
