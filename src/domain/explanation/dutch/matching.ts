/** In Dutch: products and customers that could not be matched. */
import type { CustomerKey } from "../../books-settings.ts";
import type { MatchingFailure } from "../../failure.ts";
import type { DutchWords } from "./said.ts";

const sameness: Readonly<Record<CustomerKey, string>> = {
  "saved-link": "bewaarde koppeling",
  "books-id-property": "id",
  email: "e-mailadres",
  "name-and-email": "naam en e-mailadres",
  "company-name": "bedrijfsnaam",
  "display-name": "weergavenaam",
};
const holders = { customer: "klant", vendor: "leverancier", employee: "medewerker" } as const;

export const matchingWords: DutchWords<MatchingFailure> = {
  "item-not-found": (failure) => ({
    happened: `QuickBooks heeft geen product "${failure.lineName}"${failure.sku ? ` (SKU ${failure.sku})` : ""}.`,
    why: failure.canCreate
      ? "Het product is niet gevonden op SKU of naam."
      : "Elke regel moet bij een product van QuickBooks passen, en deze stap maakt geen ontbrekende producten aan; er is niets geschreven.",
    doThis: "Kies het product van QuickBooks, voeg het in QuickBooks toe met deze SKU of naam, of zet \"Product aanmaken als het niet bestaat\" op Ja, en probeer opnieuw.",
  }),
  "item-inactive": (failure) => ({
    happened: `Het product "${failure.itemName}" in QuickBooks voor de regel "${failure.lineName}" is inactief.`,
    why: "Inactieve producten worden nooit stilzwijgend gebruikt.",
    doThis: "Kies een ander product, of maak dit in QuickBooks actief, en probeer opnieuw.",
  }),
  "items-ambiguous": (failure) => ({
    happened: `Meer dan één product in QuickBooks past bij "${failure.lineName}": ${failure.candidates.map((one) => one.name).join(", ")}.`,
    why: "Twee producten passen even goed, en van de keuze hangt af op welke rekening de opbrengst komt.",
    doThis: "Kies er een; de keuze wordt voor volgende documenten bewaard. Of maak SKU's of namen in QuickBooks uniek en probeer opnieuw.",
  }),
  "item-name-unusable": (failure) => ({
    happened: `"${failure.lineName}" kan geen productnaam in QuickBooks worden.`,
    why: failure.reason === "too-long" ? "Productnamen in QuickBooks hebben hoogstens 100 tekens." : "Productnamen in QuickBooks mogen geen dubbele punt, tab of regeleinde bevatten.",
    doThis: "Kies het product van QuickBooks, of verander de naam van de regel, en probeer opnieuw.",
  }),
  "customer-inactive": (failure) => ({
    happened: `De klant "${failure.customerName}" in QuickBooks is inactief.`,
    why: "Inactieve klanten worden nooit stilzwijgend gebruikt.",
    doThis: "Maak de klant in QuickBooks actief, of kies een andere, en probeer opnieuw.",
  }),
  "customers-ambiguous": (failure) => ({
    happened: `Meer dan één klant in QuickBooks past bij ${failure.contactName}: ${failure.candidates.map((one) => `${one.name} (${one.id})`).join(", ")}.`,
    why: `Ze hebben hetzelfde (${sameness[failure.matchedBy]}); de verkeerde factureren is niet stilletjes terug te draaien.`,
    doThis: "Kies er een; de keuze wordt voor volgende documenten bewaard. Of voeg de dubbele in QuickBooks samen en probeer opnieuw.",
  }),
  "display-name-taken": (failure) => ({
    happened: `De naam "${failure.displayName}" is in QuickBooks al van een ${holders[failure.holder]}.`,
    why: "Namen in QuickBooks zijn uniek over klanten, leveranciers en medewerkers heen, en twee ervan worden nooit stilzwijgend samengevoegd.",
    doThis: `Kies de klant${failure.holder === "customer" ? " als het dezelfde is" : ""}, geef de ${holders[failure.holder]} in QuickBooks een andere naam, of laat het account een nummer of het e-mailadres aan bezette namen toevoegen, en probeer opnieuw.`,
  }),
  "display-name-unusable": (failure) => ({
    happened: `"${failure.displayName.slice(0, 80)}${failure.displayName.length > 80 ? "…" : ""}" kan geen klantnaam in QuickBooks worden.`,
    why: failure.reason === "too-long" ? "QuickBooks neemt namen van hoogstens 100 tekens en weergavenamen van hoogstens 500." : "Namen in QuickBooks mogen geen dubbele punt, tab of regeleinde bevatten.",
    doThis: "Verander de naam in het CRM, of kies de klant, en probeer opnieuw.",
  }),
  "customer-id-unknown": (failure) => ({
    happened: `${failure.crmName} heeft het QuickBooks-id ${failure.booksId} in "${failure.property}", en die klant heeft QuickBooks niet.`,
    why: "Het id zegt welke klant bedoeld is, dus wordt er geen andere genomen of aangemaakt.",
    doThis: "Verbeter of leeg de eigenschap in het CRM, of kies de klant, en probeer opnieuw.",
  }),
  "customer-too-deep": (failure) => ({
    happened: `"${failure.customerName}" kan niet onder "${failure.parentName}" staan.`,
    why: "Klanten in QuickBooks hebben hoogstens vijf niveaus.",
    doThis: "Kies de klant, of zet de bovenliggende in QuickBooks hoger, en probeer opnieuw.",
  }),
};
