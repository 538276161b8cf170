/** Reads what a control call brings. What is not understood is refused in words: a test must not pass because of a typo. */
import type { Context } from "hono";

/** Input that is refused with 400; the message says why. */
export class WrongInput extends Error {}

export type Input = Record<string, unknown>;

/** The JSON object of a control call; no body = {}. */
export async function inputOf(context: Context): Promise<Input> {
  const text = await context.req.text();
  return text === "" ? {} : objectIn(parsed(text), "The body");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongInput("The body is no JSON.");
  }
}

export function objectIn(value: unknown, what: string): Input {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new WrongInput(`${what} must be an object.`);
  return value as Input;
}

export function listIn(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new WrongInput(`${what} must be a list.`);
  return value;
}

export function textIn(value: unknown, what: string): string {
  if (typeof value !== "string") throw new WrongInput(`${what} must be a text.`);
  return value;
}

export function numberIn(value: unknown, what: string): number {
  if (typeof value !== "number") throw new WrongInput(`${what} must be a number.`);
  return value;
}

/** The settings with some of them changed: only known ones, of the same type, and no negative numbers. */
export function changedBy<T extends object>(settings: T, change: Input): T {
  const known = new Map<string, unknown>(Object.entries(settings));
  for (const [name, value] of Object.entries(change)) {
    if (!known.has(name)) throw new WrongInput(`There is no setting ${name}; there are ${[...known.keys()].join(", ")}.`);
    if (typeof value !== typeof known.get(name)) throw new WrongInput(`${name} must be a ${typeof known.get(name)}.`);
    if (typeof value === "number" && !(value >= 0)) throw new WrongInput(`${name} must not be negative.`);
  }
  return { ...settings, ...change };
}
