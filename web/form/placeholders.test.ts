import { expect, test } from "vitest";
import { foundPlaceholders, withPlaceholder } from "./placeholders.ts";

const groups = [
  { label: "Step 1", placeholders: [{ text: "{{steps.inv.number}}", label: "Document number" }] },
  { label: "Contact", placeholders: Array.from({ length: 200 }, (_, index) => ({ text: `{{contact.p${index}}}`, label: `Property ${index}` })) },
];

test("a placeholder takes the place of what is selected, and the cursor stands behind it", () => {
  expect(withPlaceholder("Dear X, hello", "{{contact.name}}", 5, 6)).toEqual({ text: "Dear {{contact.name}}, hello", cursor: 21 });
});

test("placeholders are found by what they are called and by their name", () => {
  expect(foundPlaceholders(groups, "number")).toEqual([groups[0]]);
  expect(foundPlaceholders(groups, "CONTACT.P199")[0]?.placeholders).toEqual([{ text: "{{contact.p199}}", label: "Property 199" }]);
});

test("no more are listed than can be looked through", () => {
  expect(foundPlaceholders(groups, "").flatMap(({ placeholders }) => placeholders)).toHaveLength(60);
});
