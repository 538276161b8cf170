/** The consent page: may this app work with this account? */
import { html } from "hono/html";
import { type Html, shell } from "./page-shell.ts";

interface Consent {
  account: string;
  redirectUri: string;
  state: string;
  scopes: readonly string[];
}

export function consentPage({ account, redirectUri, state, scopes }: Consent): Html {
  return shell(
    "Connect an app to HubSpot",
    "",
    html`<form class="card" method="post" action="/oauth/authorize" style="max-width:36rem">
      <p>An app asks to work with the account <strong>${account}</strong>, with these scopes:</p>
      <ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
      <p class="dim small">You can end the connection at any time. Afterwards you return to ${new URL(redirectUri).host}.</p>
      <input type="hidden" name="redirect_uri" value="${redirectUri}" /><input type="hidden" name="state" value="${state}" /><input type="hidden" name="scope" value="${scopes.join(" ")}" />
      <div class="actions"><button name="answer" value="allow">Connect app</button><button class="plain" name="answer" value="deny">Cancel</button></div>
    </form>`,
  );
}

export function refusedConsentPage(problem: string): Html {
  return shell("This app cannot be connected", "", html`<p>Ask whoever runs the app to check its settings.</p>`, problem);
}
