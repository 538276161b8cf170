/** HubSpot itself and, on a demo, the simulator. Tokens of one never work in the other. */

export interface Environment {
  id: "hubspot" | "simulator";
  /** The API's origin. */
  baseUrl: string;
  /** The origin of the pages people open; HubSpot leads European portals on to their own. */
  appUrl: string;
}

const hubSpot: Environment = { id: "hubspot", baseUrl: "https://api.hubapi.com", appUrl: "https://app.hubspot.com" };

/** What can be connected here. `simulatorUrl` is absent outside a demo. */
export function environmentsWith(simulatorUrl: string | undefined): Environment[] {
  const simulator: Environment[] = simulatorUrl === undefined ? [] : [{ id: "simulator", baseUrl: simulatorUrl, appUrl: simulatorUrl }];
  return [...simulator, hubSpot];
}

/** Which of them a connection is of, by its API's host. */
export function environmentOf(baseUrl: string): Environment["id"] {
  return baseUrl === hubSpot.baseUrl ? "hubspot" : "simulator";
}
