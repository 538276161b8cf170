/** Ids of new steps: random, so that the id of a step that was removed is not given to another one. */
import type { FreshId } from "./edits.ts";

const letters = "abcdefghijkmnpqrstuvwxyz23456789";
const length = 5;

/** A random id of five letters and digits. */
export const randomId: FreshId = (taken) => {
  for (;;) {
    const id = [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => letters.charAt(byte % letters.length)).join("");
    if (!taken.has(id)) return id;
  }
};
