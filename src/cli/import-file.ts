/** Reads a CSV file row by row, whatever wrote it: its encoding and its delimiter are found out. Memory stays bounded. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { parse } from "csv-parse";
import { delimiterOf, type Encoding, encodingOf, sampleBytes } from "#domain/own-records/csv-dialect.ts";
import type { FileRow } from "#domain/own-records/import-rows.ts";
import { CliProblem } from "./problem.ts";

export interface FileWish {
  path: string;
  /** Null = find out. */
  encoding: Encoding | null;
  delimiter: string | null;
}

export interface OpenedFile {
  headers: string[];
  encoding: Encoding;
  delimiter: string;
  rows: AsyncGenerator<FileRow>;
}

/** Opens a file and reads its header. */
export async function openFile(wish: FileWish): Promise<OpenedFile> {
  const sample = await sampleOf(wish.path);
  const encoding = wish.encoding ?? encodingOf(sample);
  const delimiter = wish.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(sample));
  const all = records(wish.path, encoding, delimiter);
  const first = await all.next();
  if (first.done === true) throw new CliProblem("usage", `${wish.path} is empty.`, "Give a file whose first row names its columns.");
  return { headers: first.value.cells.map((header) => header.trim()), encoding, delimiter, rows: all };
}

async function sampleOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new CliProblem("usage", `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}).`, "Give the path of a CSV file.");
  }
}

async function* records(path: string, encoding: Encoding, delimiter: string): AsyncGenerator<FileRow> {
  const parser = parse({ delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
  const source = decoded(path, encoding);
  const feeding = feed(source, parser);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { number: (number += 1), cells };
    await feeding;
  } catch (error) {
    throw new CliProblem("usage", `Row ${number + 1} of ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, "Save the file as CSV again, or say its --delimiter and --encoding.");
  }
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function feed(source: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const text of source) if (!parser.write(text)) await new Promise<void>((resolve) => parser.once("drain", () => resolve()));
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}
