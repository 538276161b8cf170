/** The page that says why a reconnection did not happen. Plain, because it stands outside the web app. */
import { html } from "hono/html";

export function reconnectRefused(said: string) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Not reconnected · Ledgerline</title>
      </head>
      <body style="font-family: system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem">
        <h1>Not reconnected</h1>
        <p>${said}</p>
        <p><a href="/connections">Back to the connections</a></p>
      </body>
    </html>`;
}
