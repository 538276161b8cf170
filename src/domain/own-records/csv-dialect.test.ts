import { describe, expect, test } from "vitest";
import { delimiterOf, encodingOf, guessFormats } from "./csv-dialect.ts";
import { columnTargets, guessColumns } from "./import-columns.ts";

const columns = guessColumns(["id", "amount", "close date"], columnTargets("deal", []));

describe("how a CSV file is written", () => {
  test.each([
    [[0xff, 0xfe, 0x41, 0], "utf-16le"],
    [[0xfe, 0xff, 0, 0x41], "utf-16be"],
    [[0xc3, 0xa9], "utf-8"],
    [[0x63, 0xe9, 0x2c], "windows-1252"],
    [[0x61, 0xc3], "utf-8"],
  ] as const)("bytes %j are %s", (bytes, encoding) => {
    expect(encodingOf(Uint8Array.from(bytes))).toBe(encoding);
  });

  test.each([
    ["a,b;c;d\n1,2,3,4", ";"],
    ['"a;b;c",d', ","],
    ["\ufeffa\tb", "\t"],
    ["alone", ","],
  ])("the delimiter of %j is %j", (text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter);
  });

  test.each([
    [[["1", "1.250,50", "30-11-2026"]], { decimalSign: ",", dateOrder: "dmy" }],
    [[["1", "$1,250.50", "11/30/2026"]], { decimalSign: ".", dateOrder: "mdy" }],
    [[["1", "1,250", "2026-11-30"]], { decimalSign: ".", dateOrder: "ymd" }],
    [[["1", "12,5", "01.02.2026"]], { decimalSign: ",", dateOrder: "dmy" }],
    [[["1", "12", "01/02/2026"]], { decimalSign: ".", dateOrder: "mdy" }],
    [[], { decimalSign: ".", dateOrder: "ymd" }],
  ] as const)("the cells of %j are read with %j", (rows, formats) => {
    expect(guessFormats(columns, rows)).toEqual(formats);
  });
});
