/** The three custom text fields of sales documents, which the company's preferences switch on and name. */
import type { Company } from "../company.ts";
import { lengthRefusal, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import type { Members } from "../wire-object.ts";

const longestValue = 31;

interface Definition {
  id: string;
  name: string;
}

/** The fields that are on. The preferences hold switches and names as two lists of name and value. */
function definitionsOf(company: Company): Definition[] {
  const settings = ((company.prefs("SalesFormsPrefs")["CustomField"] ?? []) as { CustomField?: Members[] }[]).flatMap((group) => group.CustomField ?? []);
  const valueOf = (name: string): Members | undefined => settings.find((one) => one["Name"] === `SalesFormsPrefs.${name}`);
  return ["1", "2", "3"].flatMap((id) => {
    if (valueOf(`UseSalesCustom${id}`)?.["BooleanValue"] !== true) return [];
    return [{ id, name: memberText(valueOf(`SalesCustomName${id}`)?.["StringValue"], `Custom ${id}`) }];
  });
}

/** A field that does not exist is refused; one that is switched off is left out. */
export function checkCustomFields(given: Members): void {
  for (const field of (given["CustomField"] ?? []) as Members[]) {
    const id = memberText(field["DefinitionId"]);
    if (!["1", "2", "3"].includes(id)) throw new Refusal("3000", `Invalid custom field : DefinitionId ${id} does not exist`, "CustomField");
    const value = memberText(field["StringValue"]);
    if (value.length > longestValue) throw lengthRefusal("CustomField.StringValue", longestValue, value.length);
  }
}

/** The fields that are on, with the document's values where it has some. */
export function customFieldsOf(company: Company, members: Members): Members[] {
  const given = (members["CustomField"] ?? []) as Members[];
  return definitionsOf(company).map(({ id, name }) => {
    const value = given.find((one) => memberText(one["DefinitionId"]) === id)?.["StringValue"];
    return { DefinitionId: id, Name: name, Type: "StringType", ...(value === undefined || value === "" ? {} : { StringValue: value }) };
  });
}
