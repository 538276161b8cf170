/** `ledgerline start`: the server in this process, until it is asked to stop. */
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import type { Surroundings } from "./surroundings.ts";

/** The running product, as far as the command line shows it. */
export interface Started {
  url: string;
  simulators: { quickBooksUrl: string; hubSpotUrl: string } | undefined;
  signInLink: string;
  stop(): Promise<void>;
  /** Hears of a stop that failed. */
  report(error: unknown): void;
}

/** Starts it, arranges its stop, and says where to look. */
export async function start(surroundings: Surroundings, open: () => Promise<Started>): Promise<Said> {
  try {
    const started = await open();
    stopWhenAsked(started);
    return whereToLook(surroundings, started);
  } catch (error) {
    throw inPlainWords(error, surroundings);
  }
}

function whereToLook({ role }: Surroundings, { url, simulators, signInLink }: Started): Said {
  if (role === "worker") return { json: { role }, text: "The worker is running." };
  const demo = simulators === undefined ? {} : { quickBooksSimulator: simulators.quickBooksUrl, hubSpotSimulator: simulators.hubSpotUrl };
  const lines = [
    `Ledgerline            ${url}`,
    ...(simulators === undefined ? [] : [`QuickBooks simulator  ${simulators.quickBooksUrl}`, `HubSpot simulator     ${simulators.hubSpotUrl}`]),
    `Sign in once with     ${signInLink}`,
    simulators === undefined
      ? "The link works once, within 15 minutes; \"npm run ledgerline -- sign-in-link\" makes a new one."
      : "First: open the sign-in link, turn on \"Won deal to invoice\", then move a deal to Closed won in the HubSpot simulator.",
  ];
  return { json: { url, ...demo, signInLink }, text: lines.join("\n") };
}

/** Stops on the first signal; a second one, or a stop that fails, ends the process at once. */
function stopWhenAsked(started: Started): void {
  let askedAt: number | undefined;
  const ask = (): void => {
    // One Ctrl-C may arrive several times: from the terminal, from npm and from our own launcher.
    if (askedAt !== undefined && performance.now() - askedAt > 500) process.exit(1);
    if (askedAt !== undefined) return;
    askedAt = performance.now();
    started.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        started.report(error);
        process.exit(4);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  // The launcher is gone, however it ended.
  process.on("disconnect", ask);
}

/** Problems of the start say what is wrong and what to do; a no from the file system is about the data folder. */
function inPlainWords(error: unknown, { dataDirectory }: Surroundings): unknown {
  if (!(error instanceof Error)) return error;
  if ("problem" in error && "doThis" in error) return new CliProblem("server", String(error.problem), String(error.doThis));
  const code = "code" in error ? String(error.code) : "";
  const otherFolder = "Choose another one with LEDGERLINE_DATA.";
  if (code === "EEXIST" || code === "ENOTDIR") return new CliProblem("server", `The data folder ${dataDirectory} is a file.`, otherFolder);
  if (["EACCES", "EROFS", "EPERM", "ENOSPC"].includes(code)) {
    return new CliProblem("server", `The data folder ${dataDirectory} cannot be written (${code}).`, `Make it writable for this user. ${otherFolder}`);
  }
  // What PostgreSQL itself says carries a severity.
  if ("severity" in error) {
    return new CliProblem("server", `The database cannot be used: ${error.message}.`, "If its files were damaged, put back a copy of the data folder, or start with an empty one.");
  }
  return error;
}
