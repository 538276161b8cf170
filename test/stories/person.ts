/** A person in front of a browser, or a program with a key: what they send to the running product over HTTP. */
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { Client } from "./client.ts";
import type { Language } from "#domain/language.ts";
import type { World } from "./world.ts";

export interface Person {
  /** The typed API with the session's cookie. */
  client: Client;
  /** Posts JSON to one of the addresses outside the API; cookies are kept as a browser keeps them. */
  post(path: string, body: unknown): Promise<{ status: number; body: unknown }>;
  get(path: string): Promise<Response>;
  cookie(): string;
}

/** Nobody yet: a browser without cookies. `language` = what the app speaks there. */
export function newBrowser(url: string, language?: Language): Person {
  let cookie = "";
  const spoken = language === undefined ? undefined : { "x-ledgerline-language": language };
  const keep = (answer: Response): Response => {
    const set = answer.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
    if (set.length > 0) cookie = set.filter((one) => !one.endsWith("=")).join("; ");
    return answer;
  };
  const client: Client = createORPCClient(new RPCLink({ url: `${url}/rpc`, headers: () => ({ cookie, origin: url, ...spoken }) }));
  return {
    client,
    cookie: () => cookie,
    get: async (path) => keep(await fetch(new URL(path, url), { headers: { cookie }, redirect: "manual" })),
    async post(path, body) {
      const answer = keep(await fetch(new URL(path, url), { method: "POST", headers: { cookie, origin: url, ...spoken, "content-type": "application/json" }, body: JSON.stringify(body) }));
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
  };
}

/** The first admin, signed in by the link of the terminal. */
export async function firstAdmin(world: World): Promise<Person> {
  const browser = newBrowser(world.product.url);
  await browser.get(await world.product.signInLink());
  return browser;
}

/** Somebody who accepts an invitation of the admin in a browser of their own. */
export async function invited(world: World, admin: Person, invitation: Parameters<Client["members"]["invite"]>[0], name: string, password: string): Promise<Person> {
  const { link } = await admin.client.members.invite(invitation);
  const browser = newBrowser(world.product.url);
  const answer = await browser.post("/invitation/accept", { token: new URL(link).hash.slice(1), name, password });
  if (answer.status !== 200) throw new Error(`the invitation was not accepted: ${JSON.stringify(answer.body)}`);
  return browser;
}
