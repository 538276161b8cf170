/** Forms in replies: fields as data, and what their pickers offer. */
import { z } from "zod";

/** What a picker looks in. `booksId` null = no set of books is chosen yet; `of` = which of the record's properties it offers. */
export const pickerSearch = z.discriminatedUnion("in", [
  z.object({
    in: z.literal("books"),
    source: z.enum([
      "terms", "income-accounts", "deposit-accounts", "paid-from-accounts", "refund-accounts", "expense-accounts", "payment-methods",
      "vendors", "items", "item-categories", "classes", "locations", "tax-codes",
    ]),
    booksId: z.string().nullable(),
  }),
  z.object({ in: z.literal("properties"), objectType: z.string(), of: z.enum(["any", "date", "number", "text"]) }),
]);
export type PickerSearch = z.infer<typeof pickerSearch>;

/** What a picker offers; `detail` stands under the label. */
export const pickerOption = z.object({ value: z.string(), label: z.string(), detail: z.string().nullable() });
export type PickerOption = z.infer<typeof pickerOption>;

/** One row of a field that is a table. */
const rowValue = z.record(z.string(), z.string().nullable());
/** A value of a field: text, a list, rows, or nothing. */
export const fieldValue = z.union([z.string(), z.array(z.string()), z.array(rowValue)]).nullable();
export type FieldValueReply = z.infer<typeof fieldValue>;

const plainField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  isRequired: z.boolean(),
  /** It shows while the other field has one of these values. */
  shownWhen: z.object({ field: z.string(), equals: z.array(z.string()) }).nullable(),
  section: z.enum(["main", "advanced"]),
  kind: z.enum(["choice", "ordered-choices", "picker", "property", "text", "rows"]),
  /** What a text is read as; null = it is none. */
  format: z.enum(["text", "template", "long-template", "lines", "days", "count", "time", "percent", "amount", "rate"]).nullable(),
  /** What it is while nothing else was chosen. */
  usual: fieldValue,
  /** All there are, unless `isSearched`: then only what is chosen now. */
  options: z.array(pickerOption),
  isSearched: z.boolean(),
  /** Where a picker asks for more; null = there is no more. */
  search: pickerSearch.nullable(),
  /** True: the other pickers look in the set of books that is chosen here. */
  choosesBooks: z.boolean(),
});

/** A form field as data; the web draws it without knowing what it is for. */
export const formField = plainField.extend({
  /** What each row of a table holds; [] = it is none. */
  columns: z.array(plainField),
  /** What one row is called, for the button that adds one; null = it is no table. */
  rowNoun: z.string().nullable(),
});
export type FormFieldReply = z.infer<typeof formField>;
