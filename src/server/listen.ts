/** Listening on a port, and saying in plain words why that did not work. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type Http2Bindings, type HttpBindings } from "@hono/node-server";

/** The port could not be had. `problem` and `doThis` are sentences for the person who starts the server. */
export class ListenProblem extends Error {
  readonly problem: string;
  readonly doThis: string;

  constructor(problem: string, doThis: string, cause: unknown) {
    super(`${problem} ${doThis}`, { cause });
    this.name = "ListenProblem";
    this.problem = problem;
    this.doThis = doThis;
  }
}

export interface Listening {
  host: string;
  port: number;
  /** Stops taking requests, ends open streams and waits for what is under way. */
  close(): Promise<void>;
}

/** `connection` tells who is at the other end. */
type Answer = (request: Request, connection: HttpBindings | Http2Bindings) => Response | Promise<Response>;

/** Takes the port first; what is answered comes with `answerWith`, so that the own address is known before. */
export async function listen(host: string, port: number): Promise<Listening & { answerWith(fetch: Answer): void }> {
  let answer: Answer = () =>
    new Response("Ledgerline is starting.", { status: 503, headers: { "retry-after": "1" } });
  const server = createAdaptorServer({ fetch: (request, connection) => answer(request, connection) }) as Server;
  server.listen(port, host);
  await once(server, "listening").catch((error: unknown) => {
    throw problemOf(error, host, port);
  });
  return {
    host,
    port: (server.address() as AddressInfo).port,
    answerWith: (fetch) => {
      answer = fetch;
    },
    close: () => closeServer(server),
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // Requests under way get a moment; streams would never end by themselves.
  const timer = setTimeout(() => server.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(timer);
}

function problemOf(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new ListenProblem(`Port ${port} is already used by another program.`, "Stop it (perhaps Ledgerline is already running), or choose another port with LEDGERLINE_PORT.", error);
  }
  if (code === "EACCES") {
    return new ListenProblem(`This user may not listen on port ${port}.`, "Choose a port above 1023 with LEDGERLINE_PORT.", error);
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new ListenProblem(`This machine has no address ${host}.`, "Correct LEDGERLINE_HOST (usually 127.0.0.1 or 0.0.0.0).", error);
  }
  return error;
}
