/** Which column of a file went where the last time, so that the next file of the same kind needs no work. Kept in this browser. */
import { z } from "zod";
import type { CellFormats } from "#domain/own-records/import-cells.ts";
import { type ColumnTarget, guessColumns, targetName } from "#domain/own-records/import-columns.ts";
import type { ObjectType } from "#domain/record.ts";

const kept = z.object({
  /** By header; null = left out. */
  targets: z.record(z.string(), z.string().nullable()),
  formats: z.object({ decimalSign: z.enum([".", ","]), dateOrder: z.enum(["ymd", "dmy", "mdy"]) }),
});
type Kept = z.infer<typeof kept>;

const key = (workspaceId: string, objectType: ObjectType): string => `ledgerline-import:${workspaceId}:${objectType}`;

/** What was chosen the last time; null = nothing is known. */
export function rememberedColumns(workspaceId: string, objectType: ObjectType, storage: Pick<Storage, "getItem"> = localStorage): Kept | null {
  try {
    return kept.parse(JSON.parse(storage.getItem(key(workspaceId, objectType)) ?? "null"));
  } catch {
    return null;
  }
}

/** Keeps the choice beside earlier ones for other headers. */
export function rememberColumns(
  workspaceId: string,
  objectType: ObjectType,
  { headers, columns, formats }: { headers: readonly string[]; columns: readonly (ColumnTarget | null)[]; formats: CellFormats },
  storage: Pick<Storage, "getItem" | "setItem"> = localStorage,
): void {
  const chosen = headers.map((header, index) => [header, columns[index] ? targetName(columns[index]) : null] as const);
  const before = rememberedColumns(workspaceId, objectType, storage)?.targets ?? {};
  storage.setItem(key(workspaceId, objectType), JSON.stringify({ targets: { ...before, ...Object.fromEntries(chosen) }, formats } satisfies Kept));
}

/** The columns as they were chosen before; headers that are new are guessed. No target is taken twice. */
export function columnsFor(headers: readonly string[], targets: readonly ColumnTarget[], before: Kept | null): (ColumnTarget | null)[] {
  if (before === null) return guessColumns(headers, targets);
  const known = headers.map((header) => before.targets[header]);
  const taken = new Set(known);
  const guessed = guessColumns(headers.map((header, index) => (known[index] === undefined ? header : "")), targets.filter((target) => !taken.has(targetName(target))));
  const used = new Set<string>();
  return headers.map((_, index) => {
    const name = known[index];
    const found = name === undefined ? (guessed[index] ?? null) : (targets.find((target) => targetName(target) === name) ?? null);
    if (found === null || used.has(targetName(found))) return null;
    used.add(targetName(found));
    return found;
  });
}

/** The columns with this one going elsewhere; another column that went there is left out. */
export function withColumn(columns: readonly (ColumnTarget | null)[], index: number, target: ColumnTarget | null): (ColumnTarget | null)[] {
  return columns.map((one, at) => (at === index ? target : one !== null && target !== null && targetName(one) === targetName(target) ? null : one));
}
