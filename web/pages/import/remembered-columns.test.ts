import { beforeEach, expect, test } from "vitest";
import { type ColumnTarget, columnTargets, targetName } from "#domain/own-records/import-columns.ts";
import { columnsFor, rememberColumns, rememberedColumns, withColumn } from "./remembered-columns.ts";

const targets = columnTargets("deal", []);
const formats = { decimalSign: ",", dateOrder: "dmy" } as const;
const named = (name: string): ColumnTarget => targets.find((one) => targetName(one) === name)!;
const names = (columns: readonly (ColumnTarget | null)[]): (string | null)[] => columns.map((one) => (one === null ? null : targetName(one)));
const values = new Map<string, string>();
const storage = { getItem: (name: string) => values.get(name) ?? null, setItem: (name: string, value: string) => void values.set(name, value) };

beforeEach(() => values.clear());

test("columns that are new are guessed, and those that were chosen before go where they went", () => {
  expect(names(columnsFor(["Deal ID", "Ref", "Stage"], targets, null))).toEqual(["id", null, "stage"]);
  rememberColumns("w1", "deal", { headers: ["Deal ID", "Ref", "Stage"], columns: [null, named("id"), named("stage")], formats }, storage);
  const before = rememberedColumns("w1", "deal", storage);
  expect(before?.formats).toEqual(formats);
  expect(names(columnsFor(["Deal ID", "Ref", "Amount"], targets, before))).toEqual([null, "id", "amount"]);
});

test("another workspace, another kind and a broken entry know nothing", () => {
  rememberColumns("w1", "deal", { headers: ["Ref"], columns: [named("id")], formats }, storage);
  expect(rememberedColumns("w2", "deal", storage)).toBeNull();
  expect(rememberedColumns("w1", "quote", storage)).toBeNull();
  values.set("ledgerline-import:w1:deal", "{not json");
  expect(rememberedColumns("w1", "deal", storage)).toBeNull();
});

test("a column that goes elsewhere takes the place of another", () => {
  expect(names(withColumn([named("id"), null], 1, named("id")))).toEqual([null, "id"]);
  expect(names(withColumn([named("id"), named("name")], 1, null))).toEqual(["id", null]);
});
