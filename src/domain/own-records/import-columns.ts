/** Which column of a file is which field: guessed from its header, or said by people. */
import type { ObjectType } from "../record.ts";
import { labelInDutch } from "./dutch-labels.ts";
import { isSoldType, type OwnField, ownFields } from "./fields.ts";

/** What a column may be: the id, a property of the record, or a field of its contact or line item. */
export type ColumnTarget = { of: "id" } | { of: "record" | "contact" | "line-item"; field: OwnField };

/** How people name a target: `id`, `stage`, `contact.email`, `line.quantity`. */
export function targetName(target: ColumnTarget): string {
  switch (target.of) {
    case "id":
      return "id";
    case "record":
      return target.field.name;
    case "contact":
      return `contact.${target.field.name}`;
    case "line-item":
      return `line.${target.field.name}`;
  }
}

/** Everything a column of such a file may be, the more usual first. */
export function columnTargets(objectType: ObjectType, custom: readonly OwnField[]): ColumnTarget[] {
  const own: ColumnTarget[] = [{ of: "id" }, ...[...ownFields[objectType], ...custom].map((field): ColumnTarget => ({ of: "record", field }))];
  if (!isSoldType(objectType)) return own;
  const contact = ownFields.contact.map((field): ColumnTarget => ({ of: "contact", field }));
  const lines = ownFields["line-item"].map((field): ColumnTarget => ({ of: "line-item", field }));
  return [...own, ...contact, ...lines];
}

/** Other words for targets, in comparable form. */
const synonyms: Record<string, readonly string[]> = {
  id: ["dealnummer", "offertenummer", "betalingsnummer", "ordernummer", "bestelnummer", "nummer", "externalid", "recordid", "dealid", "quoteid", "paymentid", "contactid", "companyid", "productid", "number", "ordernumber", "orderid", "orderno", "order", "no"],
  name: ["naam", "titel", "offerte", "dealname", "quotename", "companyname", "productname", "title", "deal", "quote"],
  stage: ["dealfase", "dealstage", "phase"],
  status: ["betaalstatus", "betalingsstatus", "paymentstatus", "state"],
  amount: ["waarde", "totaal", "totaalbedrag", "value", "total", "dealamount", "totalamount"],
  currency: ["munt", "currencycode", "dealcurrency"],
  close_date: ["afgesloten", "datum", "closedate", "closed", "date"],
  paid_at: ["betaald", "betaaldatum", "datum", "paid", "paidon", "paymentdate", "date"],
  fee: ["kosten", "fees", "processingfee"],
  refunded_amount: ["terugbetaald", "terugbetaling", "refunded", "refund"],
  unit_price: ["prijs", "price"],
  "contact.email": ["emailadres", "mailadres", "email", "emailaddress", "contactemail", "customeremail"],
  "contact.first_name": ["voornaam", "firstname", "contactfirstname"],
  "contact.last_name": ["achternaam", "lastname", "surname", "contactlastname"],
  "contact.phone": ["telefoon", "telefoonnummer", "phone", "contactphone"],
  "contact.company_name": ["bedrijf", "bedrijfsnaam", "klant", "klantnaam", "company", "companyname", "customer", "customername"],
  "line.name": ["artikel", "productnaam", "dienst", "product", "item", "lineitem", "productname", "itemname", "lineitemname", "service"],
  "line.sku": ["artikelcode", "artikelnummer", "sku", "productsku", "itemsku", "lineitemsku", "itemcode"],
  "line.quantity": ["aantal", "hoeveelheid", "quantity", "qty", "count", "itemquantity", "lineitemquantity"],
  "line.unit_price": ["prijs", "stuksprijs", "prijsperstuk", "tarief", "price", "unitprice", "rate", "itemprice", "lineitemprice", "lineitemunitprice"],
  "line.description": ["omschrijving", "description", "itemdescription", "lineitemdescription"],
  "line.tax_rate": ["btw", "btwtarief", "btwpercentage", "taxrate", "vat", "vatrate", "taxpercent"],
};

/** One target per header, each at most once; null = nothing is known of it. */
export function guessColumns(headers: readonly string[], targets: readonly ColumnTarget[]): (ColumnTarget | null)[] {
  const taken = new Set<string>();
  const take = (header: string, fits: (target: ColumnTarget, header: string) => boolean): ColumnTarget | null => {
    const found = targets.find((target) => !taken.has(targetName(target)) && fits(target, bare(header))) ?? null;
    if (found !== null) taken.add(targetName(found));
    return found;
  };
  // A header that says it exactly goes before one that only resembles it.
  const exact = headers.map((header) => take(header, (target, text) => bare(targetName(target)) === text || (target.of === "record" && namesOf(target.field).includes(text))));
  return exact.map((found, index) => found ?? take(headers[index] ?? "", (target, text) => (synonyms[targetName(target)] ?? []).includes(text)));
}

/** Its label in either language: files come from anywhere. */
function namesOf({ label }: OwnField): string[] {
  return [bare(label), bare(labelInDutch(label) ?? label)];
}

function bare(text: string): string {
  return text.toLowerCase().normalize("NFD").replaceAll(/[^a-z0-9]/g, "");
}
