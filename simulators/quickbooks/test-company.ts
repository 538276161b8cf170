/** For tests: the sample company behind the Accounting API, without HTTP, and over HTTP. */
import { createClock, type SimulatorClock } from "../parts/clock.ts";
import { answer } from "./accounting-api.ts";
import { Company } from "./company.ts";
import type { Members } from "./wire-object.ts";
import { profileCompany, type ProfileName, sampleRealmId } from "./profiles/profiles.ts";
import { startQuickBooksSimulator } from "./server.ts";

export interface Answered {
  status: number;
  body: Members;
}

export interface TestCompany {
  company: Company;
  clock: SimulatorClock;
  post(path: string, body: unknown): Answered;
  get(path: string): Answered;
  query(statement: string): Answered;
}

/** A company of a profile, the sample company unless said otherwise, at noon (Pacific) of 23 November 2026. */
export function testCompany(profile: ProfileName = "us"): TestCompany {
  const clock = createClock();
  clock.set(Date.parse("2026-11-23T12:00:00-08:00"));
  const company = new Company(profileCompany(profile, sampleRealmId), clock, () => {});
  const call = (method: string, target: string, body: string): Answered => {
    const [path = "", query = ""] = target.split("?");
    return answer(company, { method, path: path.replace(/^\//, ""), query: new URLSearchParams(query), body }, clock.now());
  };
  return {
    company,
    clock,
    post: (path, body) => call("POST", path, typeof body === "string" ? body : JSON.stringify(body)),
    get: (path) => call("GET", path, ""),
    query: (statement) => call("POST", "/query", statement),
  };
}

/** One item line of the seed's "Design consultation". */
export function itemLine(amount: number, detail: Members = {}): Members {
  return { DetailType: "SalesItemLineDetail", Amount: amount, SalesItemLineDetail: { ItemRef: { value: "1" }, ...detail } };
}

/** A small invoice for Ada Okoye. */
export function invoiceBody(members: Members = {}): Members {
  return { CustomerRef: { value: "1" }, Line: [itemLine(150)], ...members };
}

/** The code of the first error in a Fault of either shape. */
export function codeOf({ body }: Answered): string | undefined {
  const fault = (body["Fault"] ?? body["fault"]) as { Error?: { code: string }[]; error?: { code: string }[] } | undefined;
  return (fault?.Error ?? fault?.error)?.[0]?.code;
}

export interface TestServer {
  url: string;
  realmId: string;
  /** Calls the Accounting API with a fresh token, or with another one. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answered>;
  /** Calls /simulator/*. */
  control(method: string, path: string, body?: unknown): Promise<Members>;
  stop(): Promise<void>;
}

/** A running simulator with its throttles off. */
export async function testServer(options: { dataDirectory?: string } = {}): Promise<TestServer> {
  const simulator = await startQuickBooksSimulator({ port: 0, ...options });
  const control = async (method: string, path: string, body?: unknown): Promise<Members> => {
    const reply = await fetch(`${simulator.url}/simulator${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return (await reply.json()) as Members;
  };
  await control("POST", "/settings", { throttles: { on: false } });
  const { realmId, accessToken } = (await control("GET", "/token")) as { realmId: string; accessToken: string };
  return {
    url: simulator.url,
    realmId,
    control,
    call: async (method, path, body, token = accessToken) => {
      const reply = await fetch(`${simulator.url}/v3/company/${realmId}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, accept: "application/json" },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await reply.text();
      return { status: reply.status, body: text.startsWith("{") ? (JSON.parse(text) as Members) : { text } };
    },
    stop: () => simulator.stop(),
  };
}
