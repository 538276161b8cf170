/** The app that is installed in the portal, and who writes to it. */
import type { Source } from "./portal.ts";

/** What an installed app is given. */
export const app = {
  appId: 5501177,
  accessToken: "simulated-access-token-44112233",
  clientSecret: "5d0c9a44-0000-4000-8000-simulatedapp",
};

/** Writes through the API. */
export const throughApi: Source = { changeSource: "INTEGRATION", sourceId: String(app.appId) };
/** Writes on the simulator's pages, as a person. */
export const byHand: Source = { changeSource: "CRM_UI", sourceId: "userId:77001" };
