/** `ledgerline import <file>`: records from a CSV file, a batch at a time. */
import { createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";
import { type ImportCounts, runImport } from "#api/own-record-import.ts";
import type { OwnField } from "#domain/own-records/fields.ts";
import { type ColumnTarget, columnTargets, guessColumns, targetName } from "#domain/own-records/import-columns.ts";
import type { CellFormats } from "#domain/own-records/import-cells.ts";
import { idColumn, type ImportPlan, type RowGroup, type RowProblem } from "#domain/own-records/import-rows.ts";
import { refusedHeader, refusedLines } from "#domain/own-records/refused-rows.ts";
import type { ObjectType } from "#domain/record.ts";
import type { Client } from "./client.ts";
import { type FileWish, openFile } from "./import-file.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";

export interface ImportWish extends FileWish {
  objectType: ObjectType;
  /** `Column=target` each; `Column=` leaves the column out. */
  mapping: readonly string[];
  formats: CellFormats;
  isDry: boolean;
  startsWorkflows: boolean;
  /** Where the rows that were refused are written, with what is wrong. */
  failedPath: string | null;
}

/** The most problems that are printed; a file of failed rows has them all. */
const shownProblems = 20;

/** Puts the file's records in. `progress` hears of every batch. */
export async function importRecords(client: Client, wish: ImportWish, progress: (text: string) => void): Promise<Said> {
  const file = await openFile(wish);
  const custom = (await client.ownRecords.properties({ objectType: wish.objectType })).filter(({ isCustom }) => isCustom).map((one): OwnField => ({ ...one, format: null }));
  const plan = planOf(wish, file.headers, custom);
  const failed = wish.failedPath === null ? null : openFailed(wish.failedPath, file.headers);
  const problems: RowProblem[] = [];
  const counts = await runImport({
    records: client.ownRecords,
    plan,
    rows: file.rows,
    isDry: wish.isDry,
    startsWorkflows: wish.startsWorkflows,
    refused: async (group, found) => {
      problems.push(...found.slice(0, Math.max(0, shownProblems - problems.length)));
      await failed?.write(group, found);
    },
    progress: (now) => progress(`${now.rows} rows read, ${now.created} new, ${now.changed} changed, ${now.same} same, ${now.refused} refused`),
  });
  await failed?.end();
  const mapping = plan.columns.map((target, index) => ({ column: file.headers[index] ?? "", target: target === null ? null : targetName(target) }));
  return { json: { ...counts, isDryRun: wish.isDry, encoding: file.encoding, delimiter: file.delimiter, mapping, problems }, text: textOf(wish, counts, mapping, problems), isRefusal: counts.refused > 0 };
}

function planOf({ objectType, mapping, formats }: ImportWish, headers: readonly string[], custom: readonly OwnField[]): ImportPlan {
  const targets = columnTargets(objectType, custom);
  const columns = guessColumns(headers, targets);
  for (const pair of mapping) {
    const at = pair.lastIndexOf("=");
    const [header, name] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    const index = headers.findIndex((one) => one.toLowerCase() === header.toLowerCase());
    if (at === -1 || index === -1) throw new CliProblem("usage", `The file has no column "${header || pair}".`, `Its columns are: ${headers.join(", ")}. Write --map "Column=target".`);
    const target = name === "" ? null : (targets.find((one) => targetName(one) === name) ?? unknownTarget(name, targets));
    for (const [other, taken] of columns.entries()) if (target !== null && taken !== null && targetName(taken) === targetName(target)) columns[other] = null;
    columns[index] = target;
  }
  const plan = { objectType, headers, columns, formats };
  if (idColumn(plan) === -1) throw new CliProblem("usage", "No column is the record's id.", `Say which: --map "Column=id". Its columns are: ${headers.join(", ")}.`);
  return plan;
}

function unknownTarget(name: string, targets: readonly ColumnTarget[]): never {
  throw new CliProblem("usage", `There is nothing called "${name}" to put a column in.`, `There is: ${targets.map(targetName).join(", ")}.`);
}

/** The file of refused rows; it is made when there is one. */
function openFailed(path: string, headers: readonly string[]) {
  let stream: WriteStream | undefined;
  return {
    write: async (group: RowGroup, problems: readonly RowProblem[]): Promise<void> => {
      stream ??= createWriteStream(path);
      if (stream.bytesWritten === 0 && stream.writableLength === 0) stream.write(refusedHeader(headers));
      if (!stream.write(refusedLines(headers, group, problems))) await once(stream, "drain");
    },
    end: async (): Promise<void> => {
      if (stream === undefined) return;
      stream.end();
      await once(stream, "finish");
    },
  };
}

function textOf(wish: ImportWish, counts: ImportCounts, mapping: readonly { column: string; target: string | null }[], problems: readonly RowProblem[]): string {
  const columns = mapping.map(({ column, target }) => `  ${column} -> ${target ?? "(left out)"}`);
  const verb = wish.isDry ? "Would be" : "Were";
  const found = problems.map(({ row, column, problem, fix }) => `Row ${row}, ${column}: ${problem}. ${fix}`);
  const more = counts.refused > 0 && wish.failedPath !== null ? [`The rows that were refused are in ${wish.failedPath}.`] : [];
  return [`Columns:`, ...columns, `${counts.rows} rows. ${verb} new: ${counts.created}, changed: ${counts.changed}, the same: ${counts.same}, refused: ${counts.refused}.`, ...found, ...more].join("\n");
}
