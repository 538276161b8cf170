/** What the engine needs of its surroundings: time and fresh ids, handed in so that tests decide both. */
import type { Instant } from "../dates.ts";
import type { NewId } from "../ids.ts";

export interface Clock {
  now(): Instant;
  newId: NewId;
}
