/** A mail server of few words, and what it was given. */
import { createServer, type AddressInfo } from "node:net";

export interface MailServer {
  url: string;
  /** Each mail as it came, with the line breaks that mail adds to long lines taken out. */
  mails: string[];
  stop(): void;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let heard = "";
    let isData = false;
    socket.on("error", () => {});
    socket.write("220 ready\r\n");
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      for (let end = heard.indexOf(isData ? "\r\n.\r\n" : "\r\n"); end >= 0; end = heard.indexOf(isData ? "\r\n.\r\n" : "\r\n")) {
        const said = heard.slice(0, end);
        heard = heard.slice(end + (isData ? 5 : 2));
        if (isData) mails.push(said.replaceAll("=\r\n", "").replaceAll("=3D", "="));
        isData = !isData && /^DATA/i.test(said);
        socket.write(isData ? "354 go on\r\n" : /^QUIT/i.test(said) ? "221 bye\r\n" : "250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails, stop: () => void server.close() };
}
