/** What the environment decides: where the data is, where the server listens. Every variable is read here and nowhere else. */
import { join, resolve } from "node:path";
import { CliProblem } from "./problem.ts";

export type Role = "all" | "web" | "worker";

export interface Surroundings {
  dataDirectory: string;
  databaseUrl: string | undefined;
  secretKey: string | undefined;
  host: string;
  port: number;
  /** Where people and the CRM reach us, without a slash at the end; undefined = the address we listen on. */
  publicUrl: string | undefined;
  role: Role;
  /** The mail server of workflows' e-mails; undefined = there is none. */
  mail: { smtpUrl: string; from: string } | undefined;
  logLevel: string;
  quickBooksSimulatorPort: number;
  hubSpotSimulatorPort: number;
  /** The running server, for the commands that talk to it. */
  serverUrl: string;
  /** The id or name of the workspace those commands work in; undefined = the first one. */
  workspace: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"];
const roles: readonly Role[] = ["all", "web", "worker"];

/** Reads the environment; a value that cannot be used is a problem that names it. */
export function readSurroundings(environment: Environment, workingDirectory: string): Surroundings {
  const port = portFrom(environment, "LEDGERLINE_PORT", 4400);
  const publicUrl = urlFrom(environment, "LEDGERLINE_PUBLIC_URL");
  return {
    dataDirectory: resolve(workingDirectory, textFrom(environment, "LEDGERLINE_DATA") ?? "data"),
    databaseUrl: textFrom(environment, "DATABASE_URL"),
    secretKey: textFrom(environment, "LEDGERLINE_SECRET_KEY"),
    host: textFrom(environment, "LEDGERLINE_HOST") ?? "127.0.0.1",
    port,
    publicUrl,
    role: oneOf(environment, "LEDGERLINE_ROLE", roles, "all"),
    mail: mailFrom(environment),
    logLevel: oneOf(environment, "LEDGERLINE_LOG", logLevels, "warn"),
    quickBooksSimulatorPort: portFrom(environment, "LEDGERLINE_QUICKBOOKS_SIMULATOR_PORT", 4401),
    hubSpotSimulatorPort: portFrom(environment, "LEDGERLINE_HUBSPOT_SIMULATOR_PORT", 4402),
    serverUrl: urlFrom(environment, "LEDGERLINE_URL") ?? `http://127.0.0.1:${port}`,
    workspace: textFrom(environment, "LEDGERLINE_WORKSPACE"),
  };
}

/** The file with the token by which commands are let in. */
export function tokenFile(surroundings: Pick<Surroundings, "dataDirectory">): string {
  return join(surroundings.dataDirectory, "cli.token");
}

function textFrom(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim();
  return text === "" ? undefined : text;
}

function portFrom(environment: Environment, name: string, usual: number): number {
  const text = textFrom(environment, name);
  if (text === undefined) return usual;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw badValue(name, text, "a port number from 0 to 65535");
  return port;
}

function urlFrom(environment: Environment, name: string): string | undefined {
  const text = textFrom(environment, name);
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw badValue(name, text, "an address such as https://ledgerline.example.com");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function mailFrom(environment: Environment): Surroundings["mail"] {
  const smtpUrl = textFrom(environment, "LEDGERLINE_SMTP_URL");
  const from = textFrom(environment, "LEDGERLINE_MAIL_FROM");
  if (smtpUrl === undefined && from === undefined) return undefined;
  // The address may hold a password, so it is not repeated.
  if (!/^smtps?:$/.test(URL.parse(smtpUrl ?? "")?.protocol ?? "")) throw badValue("LEDGERLINE_SMTP_URL", smtpUrl === undefined ? "" : "...", "an address such as smtp://user:password@mail.example.com:587");
  if (from === undefined || !from.includes("@")) throw badValue("LEDGERLINE_MAIL_FROM", from ?? "", "an e-mail address");
  return { smtpUrl: smtpUrl ?? "", from };
}

function oneOf<T extends string>(environment: Environment, name: string, values: readonly T[], usual: T): T {
  const text = textFrom(environment, name);
  if (text === undefined) return usual;
  const value = values.find((one) => one === text);
  if (value === undefined) throw badValue(name, text, `one of ${values.join(", ")}`);
  return value;
}

function badValue(name: string, text: string, expected: string): CliProblem {
  return new CliProblem("usage", `${name} is "${text}", which is not ${expected}.`, `Correct ${name}, or leave it out.`);
}
