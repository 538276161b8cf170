/** For tests: a running simulator and somebody who calls it with the app's token. */
import { app } from "./app.ts";
import { type RunningSimulator, startHubSpotSimulator } from "./server.ts";

/** An answer; `at` reads a value in its body by a path such as `results.0.id`. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
  at(path: string): unknown;
}

export interface Caller extends RunningSimulator {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** Starts a simulator of its own on a free port. */
export async function startCaller(options: { dataDirectory?: string; throttles?: boolean } = {}): Promise<Caller> {
  const simulator = await startHubSpotSimulator({ port: 0, ...options });
  return {
    ...simulator,
    call: async (method, path, body, headers) => {
      const response = await fetch(`${simulator.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${app.accessToken}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed: unknown = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text;
      return { status: response.status, headers: response.headers, body: parsed, at: (path) => valueAt(parsed, path) };
    },
  };
}

function valueAt(body: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
}
