/** The app that is installed in the portal, and who writes to it. */
import type { Source } from "./portal.ts";

/** What an installed app is given. */
export const app = {
  appId: 5501177,
  /** A static token, as of a private app: it does not expire. */
  accessToken: "simulated-access-token-44112233",
  /** A service key: for the CRM API alone, and it does not tell its scopes. */
  serviceKey: "simulated-service-key-44112233",
  /** For OAuth; the refresh token is of a connection that was made on the first day. */
  clientId: "8f2c6b1e-0000-4000-8000-simulatedapp",
  refreshToken: "na1-simulated-refresh-token-44112233",
  /** For what manages the app itself, such as its webhook subscriptions. */
  developerApiKey: "simulated-developer-key-5501177",
  clientSecret: "5d0c9a44-0000-4000-8000-simulatedapp",
};

/** Writes through the API. */
export const throughApi: Source = { changeSource: "INTEGRATION", sourceId: String(app.appId) };
/** Writes on the simulator's pages, as a person. */
export const byHand: Source = { changeSource: "CRM_UI", sourceId: "userId:77001" };
