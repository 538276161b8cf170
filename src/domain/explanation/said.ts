/** What the words of a failure are made of. */
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";

/** A failure in words, for people. */
export interface Explanation {
  /** One sentence with the facts in it. */
  happened: string;
  /** One sentence: the rule behind it. */
  why: string;
  /** One sentence, imperative. */
  doThis: string;
  /** Who can do it. */
  who: "you" | "bookkeeper" | "books admin" | "crm admin" | "server admin" | "nobody needs to";
  retry: "by-itself" | "after-you-fix-it" | "never";
  /** The setting of the step to point at. */
  field: string | null;
  /** Where the thing to fix can be opened. */
  link: string | null;
}

/** Words of one failure; what is left out is the usual (see `explain`). */
export type Said = Pick<Explanation, "happened" | "why" | "doThis"> & Partial<Explanation>;

/** The words of a group of failures, by code: a new code does not compile until it has words. */
export type Words<Group extends Failure> = { [Code in Group["code"]]: (failure: Extract<Group, { code: Code }>) => Said };

/** To the minute, in UTC: "2026-11-20 14:05 UTC". */
export function momentText(moment: Instant): string {
  return `${moment.slice(0, 16).replace("T", " ")} UTC`;
}

/** A whole number with its thousands apart: "12,500". */
export function wholeText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
