/** Whether vendors will send people back to us: they insist on https, but for trying things out on this machine. */
import { said, saidWith } from "./language.ts";

/** The paths of the callbacks. */
export const callbackPath = "/connect/quickbooks/callback";

export const crmCallbackPath = "/connect/hubspot/callback";

/** Why HubSpot will not send people back to us, and what to do; null = it will. The simulator takes any address of this machine. */
export function crmRedirectProblem(publicUrl: string): { happened: string; doThis: string } | null {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (protocol === "https:" || hostname === "localhost") return null;
  const local = `http://localhost${port === "" ? "" : `:${port}`}`;
  return {
    happened: said("For OAuth, HubSpot accepts https addresses and http://localhost, but no other http address."),
    doThis: saidWith("Use a token instead, or set LEDGERLINE_PUBLIC_URL to an https address (or to {local}), start again, and open Ledgerline there.", { local }),
  };
}

/** Why the redirect address will be refused, and what to do; null = it is accepted. */
export function redirectProblem(publicUrl: string, environment: string): { happened: string; doThis: string } | null {
  const { protocol, hostname, port } = new URL(publicUrl);
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  if (environment === "simulator" || (protocol === "https:" && !isAddress)) return null;
  if (environment === "production") {
    return {
      happened: said("Intuit accepts only https addresses with a host name for production keys."),
      doThis: said("Put this server behind https under a name of yours and set LEDGERLINE_PUBLIC_URL to it, for example https://ledgerline.example.com."),
    };
  }
  if (hostname === "localhost") return null;
  const local = `http://localhost${port === "" ? "" : `:${port}`}`;
  return {
    happened: said("For development keys Intuit accepts https addresses and http://localhost, but no other http address."),
    doThis: saidWith("Set LEDGERLINE_PUBLIC_URL to {local} (or to an https address), start again, and open Ledgerline there.", { local }),
  };
}
