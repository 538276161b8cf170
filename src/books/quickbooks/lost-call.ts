/** Calls that got no answer: what is certain of them. */
import { errors } from "undici";
import type { Failure } from "#domain/failure.ts";

/** Only a connection that was never made is certain not to have written anything. */
export function lostCall(cause: unknown): { certainty: "not-written" | "unknown"; failure: Failure } {
  const detail = reasonOf(cause);
  return { certainty: neverSent(cause) ? "not-written" : "unknown", failure: { code: "books-unreachable", detail } };
}

function neverSent(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(neverSent);
  if (cause instanceof errors.ConnectTimeoutError) return true;
  const { syscall, code } = (cause ?? {}) as { syscall?: unknown; code?: unknown };
  return syscall === "connect" || syscall === "getaddrinfo" || code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN";
}

function reasonOf(cause: unknown): string {
  const one: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  const words = one instanceof Error ? one.message || one.name : String(one);
  return words || "the connection was lost";
}
