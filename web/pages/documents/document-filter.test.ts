import { expect, test } from "vitest";
import { allDocuments, documentSearch, queryOf } from "./document-filter.ts";

test("all documents ask for nothing in particular", () => {
  expect(queryOf(allDocuments)).toEqual({});
});

test("what was chosen is asked for, blanks are not", () => {
  expect(queryOf({ search: " 1042 ", kinds: ["invoice"], from: "2026-11-01", until: null })).toEqual({ search: "1042", kinds: ["invoice"], from: "2026-11-01" });
});

test("an address that makes no sense shows everything", () => {
  expect(documentSearch.parse({ search: 1, kinds: ["nothing"], from: "soon" })).toEqual(allDocuments);
});
