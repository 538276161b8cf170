/** The consent page: may this app work with this company? */
import { html } from "hono/html";
import { type Html, plainPage } from "./shell.ts";

/** A company that may be chosen. */
interface Choice {
  realmId: string;
  name: string;
}

/** What the app asked with; it goes through the page unchanged. */
interface Asked {
  clientId: string;
  redirectUri: string;
  state: string;
  scope: string;
}

/** Asks; whoever has several companies chooses one. */
export function consentPage(companies: readonly Choice[], asked: Asked): Html {
  return plainPage(
    "Connect to QuickBooks",
    html`<form class="card" method="post" action="/connect/oauth2" style="max-width:34rem">
      <p><strong>Ledgerline</strong> asks to work with the accounting data of ${chosen(companies)}</p>
      <ul>
        <li>read the company's settings, customers, products and documents</li>
        <li>create customers, products and invoices</li>
      </ul>
      <p class="dim small">You can end the connection at any time. Afterwards you return to ${new URL(asked.redirectUri).host}.</p>
      <input type="hidden" name="redirect_uri" value="${asked.redirectUri}" /><input type="hidden" name="state" value="${asked.state}" />
      <input type="hidden" name="client_id" value="${asked.clientId}" /><input type="hidden" name="scope" value="${asked.scope}" />
      <div class="actions"><button name="answer" value="allow">Allow</button><button class="plain" name="answer" value="deny">Deny</button></div>
    </form>`,
  );
}

function chosen(companies: readonly Choice[]): Html {
  const [only] = companies;
  if (companies.length === 1 && only) return html`<strong>${only.name}</strong>:`;
  return html`<label>the company <select name="realm">${companies.map(({ realmId, name }) => html`<option value="${realmId}">${name}</option>`)}</select></label>:`;
}

export function refusedConsentPage(problem: string): Html {
  return plainPage("This app cannot be connected", html`<p class="notice" role="alert">${problem}</p>`);
}
