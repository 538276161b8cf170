/** The options of `ledgerline import`, checked. */
import type { CellFormats } from "#domain/own-records/import-cells.ts";
import { type Encoding, encodings } from "#domain/own-records/csv-dialect.ts";
import { objectTypes, type ObjectType } from "#domain/record.ts";
import type { ImportWish } from "./import.ts";
import { CliProblem } from "./problem.ts";
import { ownFields } from "#domain/own-records/fields.ts";

const importedTypes = objectTypes.filter((one) => one !== "line-item" && ownFields[one].length > 0);
const decimalSigns: Record<string, CellFormats["decimalSign"]> = { point: ".", comma: ",", ".": ".", ",": "," };

/** What was asked for; a wrong option is said with its fix. */
export function importWishOf(args: Readonly<Record<string, unknown>>): ImportWish {
  const text = (name: string): string | null => (typeof args[name] === "string" && args[name] !== "" ? args[name] : null);
  return {
    path: text("file") ?? "",
    objectType: oneOf<ObjectType>("type", text("type") ?? "deal", importedTypes),
    mapping: (text("map") ?? "").split(";").map((pair) => pair.trim()).filter((pair) => pair !== ""),
    formats: { decimalSign: decimalSigns[oneOf("decimals", text("decimals") ?? "point", Object.keys(decimalSigns))] ?? ".", dateOrder: oneOf("dates", text("dates") ?? "ymd", ["ymd", "dmy", "mdy"] as const) },
    isDry: args["dry-run"] === true,
    startsWorkflows: args["start-workflows"] === true,
    failedPath: text("failed"),
    encoding: text("encoding") === null ? null : oneOf<Encoding>("encoding", text("encoding") ?? "", encodings),
    delimiter: text("delimiter") === "tab" || text("delimiter") === "\\t" ? "\t" : text("delimiter"),
  };
}

function oneOf<Value extends string>(option: string, given: string, values: readonly Value[]): Value {
  const found = values.find((one) => one === given);
  if (found === undefined) throw new CliProblem("usage", `--${option} cannot be "${given}".`, `Give one of: ${values.join(", ")}.`);
  return found;
}
