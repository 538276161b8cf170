/** Reads multipart/form-data the way SDKs really send it: CRLF or bare LF, binary or base64, named files or not. */

export interface Part {
  /** The form field. */
  name: string;
  fileName: string | undefined;
  contentType: string | undefined;
  bytes: Buffer;
}

/** The parts of a body; none when the content type names no boundary. */
export function multipart(bytes: Buffer, contentType: string): Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  return mark === undefined ? [] : sections(bytes, Buffer.from(`--${mark}`)).flatMap(partOf);
}

/** What lies between the marks. */
function sections(bytes: Buffer, mark: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let from = bytes.indexOf(mark);
  while (from >= 0) {
    const start = from + mark.length;
    const end = bytes.indexOf(mark, start);
    if (end < 0) return found;
    found.push(withoutLineEnds(bytes.subarray(start, end)));
    from = end;
  }
  return found;
}

/** The line end after the mark and the one before the next belong to the marks. */
function withoutLineEnds(section: Buffer): Buffer {
  const text = section.toString("latin1");
  const start = /^\r?\n/.exec(text)?.[0].length ?? 0;
  const end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
  return section.subarray(start, Math.max(start, section.length - end));
}

function partOf(section: Buffer): Part[] {
  const head = /^([\s\S]*?)\r?\n\r?\n/.exec(section.subarray(0, 8_192).toString("latin1"));
  if (!head) return [];
  const headers = headersOf(Buffer.from(head[1] ?? "", "latin1").toString("utf8"));
  const disposition = headers.get("content-disposition") ?? "";
  const name = quoted(disposition, "name");
  if (name === undefined) return [];
  const content = section.subarray(head[0].length);
  const isBase64 = headers.get("content-transfer-encoding")?.toLowerCase() === "base64";
  return [{ name, fileName: quoted(disposition, "filename"), contentType: headers.get("content-type"), bytes: isBase64 ? Buffer.from(content.toString("latin1"), "base64") : content }];
}

function headersOf(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).map((line) => /^([^:]+):\s*(.*)$/.exec(line));
  return new Map(lines.flatMap((match) => (match ? [[match[1]!.trim().toLowerCase(), match[2]!.trim()] as const] : [])));
}

function quoted(disposition: string, parameter: string): string | undefined {
  const match = new RegExp(`(?:^|[;\\s])${parameter}=(?:"([^"]*)"|([^;\\s]+))`, "i").exec(disposition);
  return match?.[1] ?? match?.[2];
}
