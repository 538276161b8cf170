/** One run through the file, as a trial or for real, and how far it is. */
import { useEffect, useRef, useState } from "react";
import { type ImportCounts, runImport } from "#api/own-record-import.ts";
import type { FileRow, ImportPlan, RowProblem } from "#domain/own-records/import-rows.ts";
import { refusedHeader, refusedLines } from "#domain/own-records/refused-rows.ts";
import { client } from "../../api.ts";
import { type CsvFile, csvRows } from "../../csv/csv-file.ts";
import { shownLanguage } from "../../language/language.ts";

export interface ImportProgress {
  counts: ImportCounts;
  /** How much of the file was read, 0 to 100. */
  percent: number;
  /** The first of them. */
  problems: readonly RowProblem[];
  isOver: boolean;
  wasStopped: boolean;
  error: unknown;
  /** The refused rows as a CSV file; null = none were refused. */
  refusedRows: () => Blob | null;
}

export interface RunWish {
  csv: CsvFile;
  plan: ImportPlan;
  isDry: boolean;
  startsWorkflows: boolean;
}

const nothing: ImportCounts = { created: 0, changed: 0, same: 0, refused: 0, rows: 0 };
const shownProblems = 100;

/** Starts at once and runs to the end, until `stop`, or until the page is left. */
export function useImportRun({ csv, plan, isDry, startsWorkflows }: RunWish): { progress: ImportProgress; stop: () => void } {
  const isStopped = useRef(false);
  const [progress, setProgress] = useState<ImportProgress>({ counts: nothing, percent: 0, problems: [], isOver: false, wasStopped: false, error: null, refusedRows: () => null });
  useEffect(() => {
    let isLeft = false;
    isStopped.current = false;
    let percent = 0;
    const problems: RowProblem[] = [];
    const refused: string[] = [];
    const refusedRows = (): Blob | null => (refused.length === 0 ? null : new Blob([refusedHeader(plan.headers, shownLanguage()), ...refused], { type: "text/csv" }));
    const show = (changes: Partial<ImportProgress>): void => {
      if (!isLeft) setProgress((before) => ({ ...before, percent, problems: [...problems], refusedRows, ...changes }));
    };
    const rows = csvRows(csv, (bytes) => (percent = Math.floor((bytes / csv.file.size) * 100)));
    const run = runImport({
      records: client.ownRecords,
      plan,
      rows: until(rows, () => isLeft || isStopped.current),
      isDry,
      startsWorkflows,
      refused: (group, found) => {
        problems.push(...found.slice(0, Math.max(0, shownProblems - problems.length)));
        refused.push(refusedLines(plan.headers, group, found, shownLanguage()));
      },
      progress: (counts) => show({ counts }),
    });
    run.then(
      (counts) => show({ counts, isOver: true, wasStopped: isStopped.current, ...(isStopped.current ? {} : { percent: 100 }) }),
      (error: unknown) => show({ isOver: true, error }),
    );
    return () => {
      isLeft = true;
    };
  }, [csv, plan, isDry, startsWorkflows]);
  return { progress, stop: () => (isStopped.current = true) };
}

async function* until(rows: AsyncIterable<FileRow>, isOver: () => boolean): AsyncGenerator<FileRow> {
  for await (const row of rows) {
    if (isOver()) return;
    yield row;
  }
}
