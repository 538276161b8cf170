/** For tests: an HTTP server that answers as told and keeps what it was asked, to see the exact wire JSON. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { HealthNote } from "#domain/connection.ts";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { AllowanceLedger, Books } from "#domain/ports/books.ts";
import { err, ok } from "#domain/result.ts";
import { openQuickBooks, type QuickBooksOptions } from "./quickbooks.ts";
import { scriptedRealm, usCompany } from "./scripted-samples.ts";
import type { QuickBooksSecret } from "./secret.ts";

export interface AskedCall {
  method: string;
  /** Behind the company's prefix, with the query; other addresses are whole. */
  path: string;
  headers: IncomingMessage["headers"];
  body: unknown;
}

/** What to answer; "drop" closes the connection without an answer. */
export type ScriptedAnswer = { status?: number; json?: unknown; text?: string; headers?: Record<string, string> } | "drop";

export interface ScriptedCompany extends AsyncDisposable {
  books: Books;
  url: string;
  calls: AskedCall[];
  /** What was stored last. */
  secret: QuickBooksSecret;
  ledger: AllowanceLedger & { pauses: Instant[]; counted: { metered: number; free: number } };
  /** What was told of the connection's health. */
  notes: HealthNote[];
}

/** Time of all scripted companies. */
export const scriptedNow = "2026-11-23T10:00:00.000Z" as Instant;

/** A company whose every answer is given by `answer`, opened by the adapter. */
export async function scriptedCompany(
  answer: (call: AskedCall, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
  options: Partial<QuickBooksOptions> = {},
): Promise<ScriptedCompany> {
  const calls: AskedCall[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const path = (request.url ?? "").replace(`/v3/company/${scriptedRealm}`, "");
      const call = { method: request.method ?? "", path, headers: request.headers, body };
      calls.push(call);
      const told = await answer(call, calls.length - 1);
      if (told === "drop") return void request.socket.destroy();
      response.writeHead(told.status ?? 200, { "content-type": "application/json", ...told.headers });
      response.end(told.text ?? JSON.stringify(told.json ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const company: Omit<ScriptedCompany, "books"> = {
    url,
    calls,
    secret: scriptedSecret(url),
    ledger: scriptedLedger(),
    notes: [],
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  const books = openQuickBooks({
    connectionId: "b1" as ConnectionId,
    baseUrl: url,
    appUrl: "https://qbo.example.test",
    realmId: scriptedRealm,
    credentials: {
      read: async () => company.secret,
      refreshExclusively: async (refresh) => {
        const refreshed = await refresh(company.secret);
        if (!refreshed.ok) return err(refreshed.error);
        company.secret = refreshed.value;
        return ok(refreshed.value);
      },
    },
    allowance: company.ledger,
    gate: async () => null,
    health: { note: async (note) => void company.notes.push(note) },
    freshTokenPauseMs: 5,
    anotherTryPauseMs: 5,
    now: () => scriptedNow,
    company: usCompany,
    ...options,
  });
  return Object.assign(company, { books });
}

/** A secret that is good for an hour. */
export function scriptedSecret(url: string): QuickBooksSecret {
  return {
    clientId: "client",
    clientSecret: "client-secret",
    accessToken: "access-1",
    accessExpiresAt: "2026-11-23T11:00:00.000Z",
    refreshToken: "refresh-1",
    refreshExpiresAt: "2027-03-01T00:00:00.000Z",
    tokenUrl: `${url}/token`,
  };
}

/** What a token endpoint answers. */
export function tokenReply(generation: number): ScriptedAnswer {
  return { json: { token_type: "bearer", access_token: `access-${generation}`, expires_in: 3600, refresh_token: `refresh-${generation}`, x_refresh_token_expires_in: 8_726_400 } };
}

function scriptedLedger(): ScriptedCompany["ledger"] {
  const pauses: Instant[] = [];
  const counted = { metered: 0, free: 0 };
  return {
    pauses,
    counted,
    turn: async () => ({ goAt: scriptedNow, retryAt: null, reserved: 0 }),
    end: async () => undefined,
    renew: async () => undefined,
    pauseUntil: async (_, until) => void pauses.push(until),
    count: async ({ metered, free }) => {
      counted.metered += metered;
      counted.free += free;
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
