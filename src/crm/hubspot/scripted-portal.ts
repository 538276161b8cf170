/** For tests: an HTTP server that answers as told and keeps what it was asked, to see the exact wire JSON. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Crm } from "#domain/ports/crm.ts";
import { openHubSpot, type HubSpotOptions } from "./hubspot.ts";

export interface AskedCall {
  method: string;
  path: string;
  authorization: string;
  body: unknown;
}

/** What to answer; "drop" closes the connection without an answer. */
export type ScriptedAnswer = { status?: number; json?: unknown; text?: string; contentType?: string; headers?: Record<string, string> } | "drop";

export interface ScriptedPortal {
  crm: Crm;
  calls: AskedCall[];
  stop(): Promise<void>;
}

/** Time of all scripted portals. */
const scriptedNow = "2026-11-23T10:00:00.000Z" as Instant;

/** A portal whose every answer is given by `answer`, opened by the adapter. */
export async function scriptedPortal(answer: (call: AskedCall, index: number) => ScriptedAnswer, options: Partial<HubSpotOptions> = {}): Promise<ScriptedPortal> {
  const calls: AskedCall[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const call = { method: request.method ?? "", path: request.url ?? "", authorization: request.headers.authorization ?? "", body };
      calls.push(call);
      const told = answer(call, calls.length - 1);
      if (told === "drop") return void request.socket.destroy();
      response.writeHead(told.status ?? 200, { "content-type": told.contentType ?? "application/json", ...told.headers });
      response.end(told.text ?? JSON.stringify(told.json ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const crm = openHubSpot({
    connectionId: "c1" as ConnectionId,
    baseUrl: `http://127.0.0.1:${port}`,
    appUrl: "https://crm.example.test",
    portalId: "4411223",
    credentials: { read: async () => ({ accessToken: "pat-na1-test", clientSecret: "secret" }) },
    now: () => scriptedNow,
    account: { portalId: "4411223", name: "HubSpot 4411223", timeZone: "America/New_York", currency: "USD" },
    limits: "off",
    ...options,
  });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { crm, calls, stop };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? null : JSON.parse(text);
}
