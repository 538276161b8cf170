/** The typed client of the running server, and its errors in plain words. */
import { readFile } from "node:fs/promises";
import { createORPCClient, ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import { z } from "zod";
import type { contract } from "#api/contract.ts";
import { explainedFailure } from "#api/failure.ts";
import { CliProblem } from "./problem.ts";
import { type Surroundings, tokenFile } from "./surroundings.ts";

export type Client = ContractRouterClient<typeof contract>;

type Where = Pick<Surroundings, "serverUrl" | "dataDirectory" | "workspace">;

/** Opens the client with the token of the data folder. */
export async function openClient(where: Where): Promise<Client> {
  return createORPCClient(new RPCLink({ url: `${where.serverUrl}/rpc`, headers: await headersOf(where) }));
}

/** Asks the server for a new one-time sign-in link, of the person with that address or of the first admin. */
export async function askForSignInLink(where: Where, email: string | undefined): Promise<{ link: string; email: string }> {
  const query = email === undefined ? "" : `?email=${encodeURIComponent(email)}`;
  const answer = await fetch(`${where.serverUrl}/machine/sign-in-link${query}`, { method: "POST", headers: await headersOf(where) });
  if (answer.status === 401) throw notLetIn(where);
  if (answer.status === 404) throw new CliProblem("refused", z.object({ message: z.string() }).parse(await answer.json()).message);
  if (!answer.ok) throw new CliProblem("server", `The server answered ${answer.status}.`, "Look at the server's log.");
  return z.object({ link: z.string(), email: z.string() }).parse(await answer.json());
}

async function headersOf(where: Where): Promise<Record<string, string>> {
  const authorization = `Bearer ${await readToken(where)}`;
  return where.workspace === undefined ? { authorization } : { authorization, "x-ledgerline-workspace": encodeURIComponent(where.workspace) };
}

async function readToken(where: Where): Promise<string> {
  const file = tokenFile(where);
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new CliProblem(
      "unreachable",
      `There is no token to sign in with: ${file} cannot be read (${codeOf(error) ?? "unknown reason"}).`,
      "Run the command in the folder the server was started in, or set LEDGERLINE_DATA to its data folder; the server makes the file when it starts.",
    );
  }
}

/** Puts whatever a call threw in words; what is not about the server is thrown on. */
export function problemOf(error: unknown, where: Where): unknown {
  if (error instanceof ORPCError) return problemOfAnswer(error, where);
  if (error instanceof TypeError && error.message.includes("fetch failed")) {
    return new CliProblem(
      "unreachable",
      `No server answers at ${where.serverUrl} (${codeOf(error.cause) ?? "no connection"}).`,
      "Start it with \"ledgerline start --demo\", or set LEDGERLINE_URL or LEDGERLINE_PORT to where it runs.",
    );
  }
  // Something else answers there, or a server that is just starting or stopping.
  if (error instanceof Error && error.message.startsWith("Cannot parse response body")) {
    return new CliProblem("unreachable", `What answers at ${where.serverUrl} is not Ledgerline, or is just starting.`, "Try again in a moment, or set LEDGERLINE_URL or LEDGERLINE_PORT to where it runs.");
  }
  return error;
}

function problemOfAnswer(error: ORPCError<string, unknown>, where: Where): CliProblem {
  if (error.status === 401) return notLetIn(where);
  const refused = z.object({ failures: z.array(explainedFailure) }).safeParse(error.data);
  if (refused.success) return new CliProblem("refused", error.message, null, refused.data.failures);
  if (error.code === "BAD_REQUEST") return new CliProblem("usage", error.message);
  const reasons = reasonsIn(error.data);
  if (reasons.length > 0) return new CliProblem("refused", [error.message, ...reasons].join("\n"));
  if (error.code === "CONFLICT") return new CliProblem("refused", error.message, "Look at it again, then repeat the command.");
  if (error.status === 404) return new CliProblem("refused", error.message);
  return new CliProblem("server", error.message, "Look at the server's log.");
}

function notLetIn(where: Where): CliProblem {
  return new CliProblem(
    "unreachable",
    `The server at ${where.serverUrl} does not let us in with ${tokenFile(where)}.`,
    "Set LEDGERLINE_DATA to the data folder of that server.",
  );
}

/** Why something about a workflow or its file was refused, one reason a line. */
function reasonsIn(data: unknown): string[] {
  const { problems = [], findings = [] } = refusal.safeParse(data).data ?? {};
  const said = problems.map((one) => (typeof one === "string" ? one : "line" in one ? `line ${one.line}: ${one.path === "" ? "" : `${one.path}: `}${one.problem}` : `${one.field}: ${one.problem}`));
  return [...said, ...findings.map(({ level, key, happened, doThis }) => `${happened} ${doThis}${level === "money-risk" ? ` (--override "${key}=<reason>")` : ""}`)];
}

const refusal = z.object({
  problems: z.array(z.union([z.string(), z.object({ line: z.number(), path: z.string(), problem: z.string() }), z.object({ field: z.string(), problem: z.string() })])).optional(),
  findings: z.array(z.object({ key: z.string(), level: z.string(), happened: z.string(), doThis: z.string() })).optional(),
});

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
