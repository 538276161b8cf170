/**
 * What is said of a field that cannot be taken. Programs get the English words; people who read Dutch get the Dutch ones, which
 * are found by the text they were made of: only texts of this list are ever said.
 */
import { objectTypeWords } from "../explanation/dutch/said.ts";
import { filled, textFinder, type TextValues } from "../explanation/filled-text.ts";
import { recordTypeWords } from "../explanation/record-types.ts";
import type { ObjectType } from "../record.ts";
import { labelInsideInDutch } from "./dutch-labels.ts";

/** `{name}` stands for a value, `{type}` and `{types}` for a type of records. */
const dutchTexts = {
  'cannot be "{given}"': 'kan niet "{given}" zijn',
  "is empty": "is leeg",
  "is missing": "ontbreekt",
  "is given twice": "is twee keer gegeven",
  "has {count} characters": "heeft {count} tekens",
  "is no property of {types}": "is geen eigenschap van {types}",
  "cannot be given for a {type}": "kan niet gegeven worden bij: {type}",
  'there is no {type} "{id}"': '{type} "{id}" is er niet',
  "is the id of a line item of another record": "is het id van een regel van een ander record",
  'holds the id "{id}" of row {row}': 'bevat het id "{id}" van rij {row}',
  'cannot begin with "{start}"': 'kan niet beginnen met "{start}"',
  "is a property that every {type} has": "is een eigenschap die altijd bestaat bij: {type}",
  "is {before} already": "is al {before}",
  "are missing": "ontbreken",
  "cannot be given for the type {valueType}": "kunnen niet bij het type {valueType}",
  "hold a semicolon": "bevatten een puntkomma",

  "Give at most {count}.": "Geef er hoogstens {count}.",
  "Give the id that the record has where it comes from.": "Geef het id dat het record heeft waar het vandaan komt.",
  "Give each line item an id of its own, or none.": "Geef elke regel een eigen id, of geen.",
  "Only deals, quotes and payments have contacts, companies and line items.": "Alleen deals, offertes en betalingen hebben contacten, bedrijven en regels.",
  "Only line items belong to a record.": "Alleen regels horen bij een record.",
  "A line item belongs to a deal, quote or payment.": "Een regel hoort bij een deal, offerte of betaling.",
  "Leave it out, or define the property first.": "Laat het weg, of definieer de eigenschap eerst.",
  'Call it "{name}".': 'Noem het "{name}".',
  "Give the {label}.": "Geef een waarde: {label}.",
  "Give an e-mail address or a name.": "Geef een e-mailadres of een naam.",
  "Say which deal, quote or payment the line item stands on.": "Zeg op welke deal, offerte of betaling de regel staat.",
  "Put the {type} in first.": "Zet dit er eerst in: {type}.",
  "Give an id that no other line item has.": "Geef een id dat geen andere regel heeft.",
  "Put the rows of one record one after the other.": "Zet de rijen van één record achter elkaar.",

  "Give small letters, digits and _, beginning with a letter; at most 63.": "Geef kleine letters, cijfers en _, te beginnen met een letter; hoogstens 63.",
  "Ledgerline writes properties of such names itself; choose another.": "Eigenschappen met zulke namen schrijft Ledgerline zelf; kies een andere naam.",
  "Choose another name, or use that property.": "Kies een andere naam, of gebruik die eigenschap.",
  "Define a property of another name.": "Definieer een eigenschap met een andere naam.",
  "Give the values that may be chosen.": "Geef de waarden waaruit te kiezen is.",
  "Leave them out, or make it an enumeration.": "Laat ze weg, of maak er een enumeration van.",
  "A semicolon stands between the chosen values; give values without it.": "Een puntkomma staat tussen de gekozen waarden; geef waarden zonder.",

  "Give a single value.": "Geef één waarde.",
  "Give a text, a number, true, false or null.": "Geef een tekst, een getal, true, false of null.",
  "Give a plain decimal number with a point, for example 1250.50.": "Geef een gewoon getal met een punt, bijvoorbeeld 1250.50.",
  "Give true or false.": "Geef true of false.",
  "Give a date as YYYY-MM-DD, for example 2026-11-30.": "Geef een datum als JJJJ-MM-DD, bijvoorbeeld 2026-11-30.",
  "Give a moment with its zone, for example 2026-11-30T14:00:00Z.": "Geef een moment met zijn zone, bijvoorbeeld 2026-11-30T14:00:00Z.",
  "Give the three letters of the currency, for example USD.": "Geef de drie letters van de valuta, bijvoorbeeld USD.",
  "Give one e-mail address, for example ada@example.com.": "Geef één e-mailadres, bijvoorbeeld ada@example.com.",
  "Give one of: {values}.": "Geef een van: {values}.",
  "Give yes or no.": "Geef ja of nee.",
  "Give a number, for example {sample}; if the file writes decimals with a comma, say so.": "Geef een getal, bijvoorbeeld {sample}; schrijft het bestand decimalen met een komma, zeg dat dan.",
  "Give a number, for example {sample}; if the file writes decimals with a point, say so.": "Geef een getal, bijvoorbeeld {sample}; schrijft het bestand decimalen met een punt, zeg dat dan.",
  "Give a day like {sample}, or say in which order the file writes days.": "Geef een dag zoals {sample}, of zeg in welke volgorde het bestand dagen schrijft.",
} as const;

export type ProblemText = keyof typeof dutchTexts;

/** A text of the list, with its values. */
export function problemWords(text: ProblemText, values: TextValues = {}): string {
  return filled(text, values);
}

const textOf = textFinder(Object.keys(dutchTexts) as ProblemText[]);

/** The Dutch of what was said by `problemWords`. */
export function problemInDutch(words: string): string {
  const found = textOf(words);
  return found === undefined ? words : filled(dutchTexts[found.text], Object.fromEntries(Object.entries(found.values).map(([name, value]) => [name, valueInDutch(name, value)])));
}

function valueInDutch(name: string, value: string): string {
  if (name === "label") return labelInsideInDutch(value) ?? value;
  if (name !== "type" && name !== "types") return value;
  const [type] = (Object.entries(recordTypeWords) as [ObjectType, { one: string; several: string }][]).find(([, words]) => words.one === value || words.several === value) ?? [];
  return type === undefined ? value : name === "type" ? objectTypeWords[type].one : objectTypeWords[type].several;
}
