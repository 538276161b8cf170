/** Reads a CSV file in the browser, a piece at a time: the whole file is never held. */
import { delimiterOf, type Encoding, encodingOf, sampleBytes } from "#domain/own-records/csv-dialect.ts";
import type { FileRow } from "#domain/own-records/import-rows.ts";

export interface CsvFile {
  file: File;
  encoding: Encoding;
  delimiter: string;
  headers: string[];
  /** The first rows, to show what is in the columns. */
  sample: string[][];
}

/** The file cannot be read as CSV: all that the parser does not forgive are quotation marks. `row` is the first that cannot, null = the file is empty. */
export class UnreadableCsv extends Error {
  readonly row: number | null;
  constructor(row: number | null, message: string) {
    super(message);
    this.row = row;
  }
}

const pieceBytes = 256 * 1024;
const sampleRows = 50;

/** Finds out how the file is written, and reads its header and first rows. */
export async function openCsv(file: File): Promise<CsvFile> {
  const sample = new Uint8Array(await file.slice(0, sampleBytes).arrayBuffer());
  const encoding = encodingOf(sample);
  const beginning = new TextDecoder(encoding).decode(sample);
  if (beginning.trim() === "") throw new UnreadableCsv(null, "empty");
  const delimiter = delimiterOf(beginning);
  const rows: string[][] = [];
  for await (const cells of records({ file, encoding, delimiter }, () => {})) {
    rows.push(cells);
    if (rows.length > sampleRows) break;
  }
  const [headers, ...others] = rows;
  if (headers === undefined) throw new UnreadableCsv(null, "empty");
  return { file, encoding, delimiter, headers: headers.map((header) => header.trim()), sample: others };
}

/** The rows below the header. `read` hears how many bytes were read so far. */
export async function* csvRows(csv: CsvFile, read: (bytes: number) => void): AsyncGenerator<FileRow> {
  let number = 0;
  for await (const cells of records(csv, read)) {
    number += 1;
    if (number > 1) yield { number, cells };
  }
}

async function* records({ file, encoding, delimiter }: Pick<CsvFile, "file" | "encoding" | "delimiter">, read: (bytes: number) => void): AsyncGenerator<string[]> {
  const { parse } = await import("csv-parse/browser/esm");
  const parser = parse({ delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
  const ready: string[][] = [];
  let count = 0;
  parser.on("data", (cells) => ready.push(cells));
  const broken = new Promise<never>((_, reject) => parser.on("error", (error) => reject(new UnreadableCsv(count + ready.length + 1, error.message))));
  const ended = new Promise<void>((resolve) => parser.on("end", resolve));
  // Nobody may be waiting for it at the moment it breaks.
  broken.catch(() => {});
  for await (const text of pieces(file, encoding, read)) {
    await Promise.race([broken, new Promise<void>((resolve) => parser.write(text, resolve))]);
    count += ready.length;
    yield* ready.splice(0);
  }
  parser.end();
  await Promise.race([broken, ended]);
  yield* ready;
}

async function* pieces(file: File, encoding: Encoding, read: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < file.size; at += pieceBytes) {
    const bytes = await file.slice(at, at + pieceBytes).arrayBuffer();
    read(Math.min(file.size, at + pieceBytes));
    const text = decoder.decode(bytes, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
