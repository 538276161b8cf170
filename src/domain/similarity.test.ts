import { expect, test } from "vitest";
import { similaritySearch } from "./similarity.ts";

const items = [
  { id: "1", texts: ["Oak desk 160 cm", "FUR-160"] },
  { id: "2", texts: ["Oak desk 180 cm", "FUR-180"] },
  { id: "3", texts: ["Design consultation", "DSN-100"] },
  { id: "4", texts: ["Café table", "CAF-1"] },
];
const search = similaritySearch(items);

test.each<[string, string, string | undefined]>([
  ["the same name, whatever its case and spaces", " OAK  desk 160 CM", "1"],
  ["words in another order", "desk, oak (180 cm)", "2"],
  ["a typing error", "Desing consultation", "3"],
  ["an accent left out", "cafe tabel", "4"],
  ["a SKU written without its dash", "fur 180", "2"],
  ["nothing that resembles it", "Forklift rental", undefined],
  ["no text at all", " - ", undefined],
])("%s", (_, text, expected) => {
  expect(search(text, 3)[0]?.id).toBe(expected);
});

test("an equal name scores 1, and the best come first", () => {
  const found = search("oak desk 180 cm", 5);
  expect(found.map((one) => one.id)).toEqual(["2", "1"]);
  expect(found[0]?.score).toBe(1);
});

test("each is found once, however many of its texts resemble, and only so many as are asked for", () => {
  const twice = similaritySearch([{ id: "1", texts: ["Oak desk", "Oak desks"] }, { id: "2", texts: ["Oak bench"] }]);
  expect(twice("oak desk", 5).map((one) => one.id)).toEqual(["1", "2"]);
  expect(twice("oak desk", 1)).toHaveLength(1);
});
