/** OAuth over HTTP: the consent page, the token endpoint and revocation, on the vendor's paths. */
import { Hono } from "hono";
import { html } from "hono/html";
import { page } from "../parts/page.ts";
import { appClient } from "./oauth.ts";
import type { Simulator } from "./simulator.ts";

/** The OAuth routes. */
export function oauthRoutes(simulator: () => Simulator): Hono {
  const routes = new Hono();

  routes.get("/connect/oauth2", (c) => {
    const { client_id: clientId, redirect_uri: redirectUri, state = "", response_type: type } = c.req.query();
    if (clientId !== appClient.clientId || !redirectUri || type !== "code") {
      return c.html(page({ title: "This app cannot be connected", product: "QuickBooks Online", nav: [], current: "", body: html`<p>The client id, the redirect address or the response type is not valid.</p>` }), 400);
    }
    return c.html(consentPage(String(simulator().company.info["CompanyName"]), redirectUri, state));
  });

  routes.post("/connect/oauth2", async (c) => {
    const form = await c.req.parseBody<{ redirect_uri: string; state: string; answer: string }>();
    const target = new URL(form.redirect_uri);
    if (form.answer === "allow") {
      const { realmId } = simulator().company;
      target.searchParams.set("code", simulator().oauth.issueCode(realmId, form.redirect_uri));
      target.searchParams.set("realmId", realmId);
    } else {
      target.searchParams.set("error", "access_denied");
    }
    target.searchParams.set("state", form.state);
    return c.redirect(target.toString(), 302);
  });

  routes.post("/oauth2/v1/tokens/bearer", async (c) => {
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const { status, body } = simulator().oauth.token(c.req.header("authorization"), form);
    c.header("intuit_tid", `1-${crypto.randomUUID()}`);
    c.header("cache-control", "no-store");
    return c.json(body, status as 200);
  });

  routes.post("/v2/oauth2/tokens/revoke", async (c) => {
    const { token = "" } = await c.req.json<{ token?: string }>().catch(() => ({ token: "" }));
    return simulator().oauth.revoke(token) ? c.body(null, 200) : c.json({ error: "invalid_request" }, 400);
  });

  return routes;
}

function consentPage(company: string, redirectUri: string, state: string): ReturnType<typeof page> {
  return page({
    title: "Connect to QuickBooks",
    product: "QuickBooks Online",
    nav: [],
    current: "",
    body: html`<form class="card" method="post" action="/connect/oauth2">
      <p>Ledgerline asks to read and write the accounting data of <strong>${company}</strong>.</p>
      <input type="hidden" name="redirect_uri" value="${redirectUri}" /><input type="hidden" name="state" value="${state}" />
      <button name="answer" value="allow">Connect</button> <button class="plain" name="answer" value="deny">No thanks</button>
    </form>`,
  });
}
