/** Extension members of a reply, where the vendor's XML binding shows through. */
import type { Members } from "../wire-object.ts";

/** One name and value of an extension. */
export function nameValue(Name: string, Value: string): Members {
  const schema = { name: "{http://schema.intuit.com/finance/v3}NameValue", declaredType: "com.intuit.schema.finance.v3.NameValue", scope: "javax.xml.bind.JAXBElement$GlobalScope" };
  return { ...schema, value: { Name, Value }, nil: false, globalScope: true, typeSubstituted: false };
}
