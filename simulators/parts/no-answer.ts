/** Answers for what a path does not take or is not there. */
import type { Hono } from "hono";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The methods that the path has a route for; [] = there is no such path. Routes for all methods answer for none in particular. */
export function allowedMethods<Env extends object>(app: Hono<Env>, path: string): string[] {
  return methods.filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method === method));
}

/** Whether a browser asks, to show the answer as a page. */
export function isForPerson(accept: string | undefined): boolean {
  return accept?.includes("text/html") ?? false;
}

/** As HTTP wants it: 405 says in `Allow` what the path takes. */
export function allowHeader(allowed: readonly string[]): Record<string, string> {
  return { allow: allowed.join(", ") };
}
