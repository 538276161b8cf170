/** For tests: node-quickbooks, the most used client for the Accounting API, against a running simulator. */
import nodeQuickBooks from "node-quickbooks";
import type { TestServer } from "./test-company.ts";
import type { Members } from "./wire-object.ts";

/** What we use of the SDK; its own types say much less of the answers. */
type Callback = (error: unknown, answer: Members) => void;
type QuickBooksMethod = (...given: unknown[]) => void;
interface QuickBooksConstructor {
  new (...settings: unknown[]): Record<string, QuickBooksMethod>;
  V3_ENDPOINT_BASE_URL: string;
  TOKEN_URL: string;
  REVOKE_URL: string;
  prototype: Record<string, unknown> & { pluralize(name: string): string };
}

const QuickBooks = nodeQuickBooks as unknown as QuickBooksConstructor;

export interface SdkClient {
  /** Calls a method; what it gives to its callback is the result. */
  call(method: string, ...given: unknown[]): Promise<Members>;
}

/** Whether the SDK has a method. */
export function sdkHas(method: string): boolean {
  return typeof QuickBooks.prototype[method] === "function";
}

/** The SDK's plural of an entity's name. */
export function sdkPlural(name: string): string {
  return QuickBooks.prototype.pluralize(name);
}

/** The SDK connected to a company, the sample company unless said otherwise. */
export async function sdkClient(server: TestServer, realm = server.realmId): Promise<SdkClient> {
  const { clientId, clientSecret, accessToken, refreshToken, realmId } = await server.control("GET", `/token?realm=${realm}`);
  QuickBooks.V3_ENDPOINT_BASE_URL = `${server.url}/v3/company/`;
  QuickBooks.TOKEN_URL = `${server.url}/oauth2/v1/tokens/bearer`;
  QuickBooks.REVOKE_URL = `${server.url}/v2/oauth2/tokens/revoke`;
  const quickBooks = new QuickBooks(clientId, clientSecret, accessToken, false, realmId, true, false, null, "2.0", refreshToken);
  return {
    call: (method, ...given) =>
      new Promise((done, failed) => {
        const callback: Callback = (error, answer) => (error ? failed(error) : done(answer));
        (quickBooks[method] as QuickBooksMethod).call(quickBooks, ...given, callback);
      }),
  };
}
