/** For tests: a TCP server that answers HTTP requests with exactly these bytes, whether they are HTTP or not. */
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** Bytes to write, in order, and what happens afterwards. `trickle` = the last part again and again, so many ms apart. */
export interface RawAnswer {
  parts: readonly (string | Uint8Array)[];
  ending?: "close" | "reset" | "stay";
  trickleMs?: number;
}

export interface HostileServer extends AsyncDisposable {
  url: string;
  /** The first lines of the requests that came. */
  requests: string[];
  /** Connections that are open now. */
  open(): number;
}

/** `answer` is asked once per whole request. */
export async function hostileServer(answer: (requestLine: string, index: number) => RawAnswer): Promise<HostileServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    let received = "";
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      for (let length = requestLength(received); length > 0; length = requestLength(received)) {
        const line = received.slice(0, received.indexOf("\r\n"));
        received = received.slice(length);
        requests.push(line);
        tell(socket, answer(line, requests.length - 1));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    open: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Characters of the first whole request; 0 = it is not whole yet. */
function requestLength(received: string): number {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return 0;
  const length = end + 4 + Number(/^content-length: *(\d+)/im.exec(received.slice(0, end))?.[1] ?? 0);
  return received.length < length ? 0 : length;
}

function tell(socket: Socket, { parts, ending = "close", trickleMs }: RawAnswer): void {
  for (const part of parts) socket.write(part);
  const last = parts.at(-1);
  if (trickleMs !== undefined && last !== undefined) {
    const timer = setInterval(() => socket.write(last), trickleMs);
    socket.on("close", () => clearInterval(timer));
  }
  if (ending === "close") socket.end();
  // What was written must arrive before the connection is torn.
  if (ending === "reset") setTimeout(() => socket.resetAndDestroy(), 20);
}

/** An HTTP answer as text, with its right length unless `headers` says otherwise. */
export function httpText(status: number, body: string, headers: Record<string, string> = {}): string {
  const all = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers };
  return `HTTP/1.1 ${status} Said\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}
