/** QuickBooks' two systems and, on a demo, the simulator. Keys, companies and hosts of one never work in another. */

export interface Environment {
  id: "production" | "sandbox" | "simulator";
  /** The API's origin. */
  baseUrl: string;
  /** The origin of the pages people open. */
  appUrl: string;
}

const production: Environment = { id: "production", baseUrl: "https://quickbooks.api.intuit.com", appUrl: "https://qbo.intuit.com" };
const sandbox: Environment = { id: "sandbox", baseUrl: "https://sandbox-quickbooks.api.intuit.com", appUrl: "https://sandbox.qbo.intuit.com" };

/** What can be connected here. `simulatorUrl` is absent outside a demo. */
export function environmentsWith(simulatorUrl: string | undefined): Environment[] {
  const simulator: Environment[] = simulatorUrl === undefined ? [] : [{ id: "simulator", baseUrl: simulatorUrl, appUrl: simulatorUrl }];
  return [...simulator, production, sandbox];
}

/** Which system a connection is of, by its API's host. */
export function environmentOf(baseUrl: string): Environment["id"] {
  return [production, sandbox].find((one) => one.baseUrl === baseUrl)?.id ?? "simulator";
}

/** The OAuth endpoints to keep with an app's keys: Intuit's own are the same for both systems and need not be kept. */
export function endpointsOf({ id, baseUrl }: Environment): { authorizeUrl?: string; tokenUrl?: string; revokeUrl?: string } {
  if (id !== "simulator") return {};
  return { authorizeUrl: `${baseUrl}/connect/oauth2`, tokenUrl: `${baseUrl}/oauth2/v1/tokens/bearer`, revokeUrl: `${baseUrl}/v2/oauth2/tokens/revoke` };
}
