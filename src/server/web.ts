/** The server as one part: it takes its address first, then serves the routes once everything behind them is open. */
import { mkdir } from "node:fs/promises";
import type { Kysely } from "kysely";
import type { WorkspaceId } from "#domain/ids.ts";
import { type Auth, openAuth } from "./auth.ts";
import type { ServerParts } from "./context.ts";
import { keptSecret } from "./kept-secret.ts";
import { listen } from "./listen.ts";
import { openLiveChanges } from "./live-changes.ts";
import { openMachineToken } from "./machine-token.ts";
import { createRoutes } from "./routes.ts";
import { propertyCatalog } from "./trigger-words.ts";

export interface WebAddress {
  host: string;
  /** 0 = any free port. */
  port: number;
  /** Absent = the address we listen on. */
  publicUrl: string | undefined;
  /** False = this process only works: nothing listens. */
  isListening: boolean;
}

export interface WebParts<Tables> extends Omit<ServerParts, "live" | "properties" | "publicUrl" | "auth"> {
  /** The database that keeps people and sessions. */
  db: Kysely<Tables>;
  /** Signs session cookies; undefined = a key file in the data folder. */
  sessionSecret: string | undefined;
  dataDirectory: string;
  webDirectory: string;
  /** Who may sign in by link, and whose workspace the command line works in. */
  person: { name: string; email: string; workspaceId: WorkspaceId };
}

export interface Serving {
  signInLink(): Promise<string>;
  stop(): Promise<void>;
}

export interface Web {
  url: string;
  serve<Tables>(parts: WebParts<Tables>): Promise<Serving>;
  close(): Promise<void>;
}

/** Takes the address. A port that cannot be had is a `ListenProblem`. */
export async function openWeb(address: WebAddress): Promise<Web> {
  if (!address.isListening) {
    const url = address.publicUrl ?? `http://127.0.0.1:${address.port}`;
    return { url, serve: async (parts) => signInOnly(parts, url), close: async () => undefined };
  }
  const listening = await listen(address.host, address.port);
  const url = address.publicUrl ?? `http://${shownHost(listening.host)}:${listening.port}`;
  return {
    url,
    close: () => listening.close(),
    serve: async (parts) => {
      const auth = await openSignIn(parts, url);
      const isMachineToken = await openMachineToken(parts.dataDirectory);
      const live = await openLiveChanges(parts.store);
      const routes = createRoutes({
        parts: { ...parts, publicUrl: url, live, auth, properties: propertyCatalog(parts) },
        isMachineToken,
        publicUrl: url,
        workspaceId: parts.person.workspaceId,
        webDirectory: parts.webDirectory,
      });
      listening.answerWith((request, connection) => routes.fetch(request, connection));
      return { signInLink: () => auth.signInLink(parts.person.email), stop: () => live.stop() };
    },
  };
}

async function signInOnly<Tables>(parts: WebParts<Tables>, url: string): Promise<Serving> {
  const auth = await openSignIn(parts, url);
  return { signInLink: () => auth.signInLink(parts.person.email), stop: async () => undefined };
}

/** Whoever sets the installation up is the first workspace's admin, until it has another one. */
async function openSignIn<Tables>({ db, log, dataDirectory, person, store, clock, ...parts }: WebParts<Tables>, url: string): Promise<Auth> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const secret = parts.sessionSecret ?? (await keptSecret(dataDirectory, "session.key"));
  const auth = await openAuth({ db, baseUrl: url, secret, log });
  const { workspaceId } = person;
  if ((await store.members(workspaceId)).some(({ role }) => role === "admin")) return auth;
  const { id: personId, name, email } = await auth.ensurePerson(person);
  await store.addMember({ workspaceId, personId, name, email, language: "en", role: "admin", approvalLimit: null, joinedAt: clock.now() });
  return auth;
}

/** "Every address" is nothing a browser can open. */
function shownHost(host: string): string {
  return host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
}
