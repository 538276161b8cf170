/** Reads a CSV file row by row, whatever wrote it: its encoding and its delimiter are found out. Memory stays bounded. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { parse } from "csv-parse";
import type { FileRow } from "#domain/own-records/import-rows.ts";
import { CliProblem } from "./problem.ts";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

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

/** So much of a file is looked at to find out how it is written. */
const sampleBytes = 64 * 1024;
const delimiters = [",", ";", "\t", "|"];

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

/** A byte order mark says it; otherwise what is valid UTF-8 is UTF-8, and the rest comes from an older Windows program. */
function encodingOf(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** The one that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const line = (text.replace(/^\ufeff/, "").split(/\r?\n/)[0] ?? "").replaceAll(/"[^"]*"/g, "");
  const count = (one: string): number => line.split(one).length;
  return delimiters.toSorted((a, b) => count(b) - count(a))[0] ?? ",";
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
