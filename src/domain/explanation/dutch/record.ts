/** In Dutch: what stops a document because of the record in the CRM. */
import type { RecordFailure } from "../../failure.ts";
import { partyWayInDutch } from "./decision.ts";
import { amountText, documentNouns, type DutchWords, objectTypeWords, withArticle } from "./said.ts";

const waysMissing = { name: "naam", price: "prijs", quantity: "aantal" } as const;
const fieldNames = { price: "De prijs", quantity: "Het aantal" } as const;

export const recordWords: DutchWords<RecordFailure> = {
  "record-not-found": (failure) => ({
    happened: `${withArticle(failure.objectType)} ${failure.recordId} staat niet in het CRM.`,
    why: "Het is verwijderd of samengevoegd, of de koppeling mag het niet lezen.",
    doThis: "Controleer het id of herstel het record, en schrijf het opnieuw in.",
  }),
  "no-contact": (failure) => ({
    happened: `"${failure.recordName}" heeft geen gekoppeld contact.`,
    why: "De klant van het document wordt gevonden via het eerste gekoppelde contact.",
    doThis: "Koppel een contact aan het record en probeer opnieuw.",
  }),
  "contact-without-email": (failure) => ({
    happened: `Het contact ${failure.contactName} heeft geen e-mailadres.`,
    why: "Een klant wordt gevonden en aangemaakt op voornaam, achternaam en e-mailadres samen; zonder e-mailadres zou de verkeerde klant een factuur kunnen krijgen.",
    doThis: "Vul het e-mailadres van het contact in en probeer opnieuw.",
  }),
  "contact-without-name": () => ({
    happened: "Het contact heeft geen voornaam en geen achternaam.",
    why: "Een klant in QuickBooks heeft een weergavenaam nodig; die komt van de naam van het contact.",
    doThis: "Vul de naam van het contact in en probeer opnieuw.",
  }),
  "contact-not-eligible": (failure) => ({
    happened: `Het contact ${failure.contactName} voldoet niet aan het filter voor klanten (${typeof failure.filter === "string" ? failure.filter : `${failure.filter.property} is een van ${failure.filter.values.join(", ")}`}).`,
    why: "Met de regel \"moet in aanmerking komen\" krijgen alleen contacten die aan het filter voldoen een document; er is niets geschreven.",
    doThis: "Pas het contact aan zodat het aan het filter voldoet, of kies in de stap de andere klantregel, en probeer opnieuw.",
  }),
  "contact-not-chosen": (failure) => ({
    happened: `Geen van de contacten van "${failure.recordName}" (${failure.contactNames.join(", ")}) is ${typeof failure.ways === "string" ? failure.ways : failure.ways.map((way) => partyWayInDutch(way, "contact")).join(", ")}.`,
    why: "De stap zegt welk contact de klant is; een ander wordt nooit toevallig genomen.",
    doThis: "Geef het juiste contact die rol of dat label op het record, of voeg bij \"Welk contact\" in de stap een andere manier toe, en probeer opnieuw.",
  }),
  "contacts-ambiguous": (failure) => ({
    happened: `"${failure.recordName}" heeft meerdere ${plural(failure.objectType)} die ${wayInWords(failure)} zijn: ${failure.candidates.map((one) => one.name).join(", ")}.`,
    why: "De stap stopt als er meerdere passen, want een verkeerde klant is erger dan geen.",
    doThis: `Laat maar één van hen ${wayInWords(failure)} zijn op het record, of laat de stap anders kiezen of de eerste nemen, en probeer opnieuw.`,
  }),
  "contact-one-of-several": (failure) => ({
    happened: `${failure.contactName} is genomen als ${wayInWords(failure)}; ${failure.others.join(", ")} ${failure.others.length === 1 ? "is" : "zijn"} weggelaten.`,
    why: `Er passen meerdere ${plural(failure.objectType)}, en de stap neemt dan de eerste: het oudste record.`,
    doThis: "Niets, als dat klopt. Geef anders de juiste een label of rol en kies die in de stap, of laat de stap stoppen en vragen.",
  }),
  "no-company": (failure) => ({
    happened: `"${failure.recordName}" heeft geen gekoppeld bedrijf.`,
    why: "De stap factureert het bedrijf, of het contact onder het bedrijf.",
    doThis: "Koppel het bedrijf aan het record, of laat de stap het contact factureren, en probeer opnieuw.",
  }),
  "company-without-name": () => ({
    happened: "Het bedrijf heeft geen naam.",
    why: "Een klant in QuickBooks heeft een weergavenaam nodig; dat is de naam van het bedrijf.",
    doThis: "Vul de naam van het bedrijf in en probeer opnieuw.",
  }),
  "no-line-items": (failure) => ({
    happened: `"${failure.recordName}" heeft geen regels.`,
    why: "Een document wordt van de regels van het record gemaakt; zonder regels is er niets te factureren.",
    doThis: "Voeg de regels aan het record toe en probeer opnieuw.",
  }),
  "line-item-incomplete": (failure) => ({
    happened: `De regel "${failure.lineName}" heeft geen ${waysMissing[failure.missing]}.`,
    why: "Een regel heeft een naam, een aantal en een prijs nodig.",
    doThis: `Vul bij de regel ${failure.missing === "quantity" ? "het" : "de"} ${waysMissing[failure.missing]} in en probeer opnieuw.`,
  }),
  "number-not-readable": (failure) => ({
    happened: `${fieldNames[failure.field]} van "${failure.lineName}" is "${failure.value}", en dat is geen getal.`,
    why: "Bedragen worden precies berekend; naar iets wat geen gewoon getal is, wordt nooit geraden.",
    doThis: "Verbeter de regel en probeer opnieuw.",
  }),
  "amount-too-large": (failure) => ({
    happened: `Het bedrag van "${failure.lineName}" is te groot.`,
    why: "QuickBooks neemt hoogstens 99.999.999.999 per bedrag.",
    doThis: "Verbeter het aantal of de prijs en probeer opnieuw.",
  }),
  "line-currency-differs": (failure) => ({
    happened: `"${failure.lineName}" is geprijsd in ${failure.lineCurrency}, het document is in ${failure.documentCurrency}.`,
    why: "Een document heeft één valuta, en bedragen worden nooit stilzwijgend omgerekend.",
    doThis: "Geef alle regels de valuta van het record en probeer opnieuw.",
  }),
  "total-negative": (failure) => ({
    happened: `Het totaal zou ${amountText(failure.total)} ${failure.total.currency} zijn.`,
    why: "QuickBooks weigert een document met een negatief totaal.",
    doThis: "Verbeter de regels, of maak in plaats daarvan een terugbetaling of creditnota in QuickBooks.",
  }),
  "no-chosen-lines": (failure) => ({
    happened: `"${failure.recordName}" heeft geen ${failure.which === "one-time" ? "eenmalige" : "terugkerende"} regels.`,
    why: "De stap factureert alleen zulke regels, dus er is niets te factureren.",
    doThis: "Kies in de stap alle regels, of controleer de factureringsfrequentie van de regels, en probeer opnieuw.",
  }),
  "amount-missing": (failure) => ({
    happened: `"${failure.recordName}" heeft geen regels en geen bedrag.`,
    why: "Zonder regels factureert de stap het bedrag van het record, en dat is er niet.",
    doThis: "Vul het bedrag van het record in of voeg regels toe, en probeer opnieuw.",
  }),
  "property-empty": (failure) => ({
    happened: `"${failure.recordName}" heeft geen waarde in de eigenschap "${failure.property}".`,
    why: "De stap haalt dit uit de eigenschap, en er wordt niets voor geraden.",
    doThis: "Vul de eigenschap in, of kies in de stap een andere bron, en probeer opnieuw.",
  }),
  "property-unreadable": (failure) => ({
    happened: `De eigenschap "${failure.property}" is "${failure.value}", en dat kan hier niet gelezen worden.`,
    why: "De stap haalt dit uit de eigenschap; naar een waarde die niet te lezen is, wordt nooit geraden.",
    doThis: "Verbeter de eigenschap, of kies in de stap een andere bron, en probeer opnieuw.",
  }),
  "placeholder-unknown": (failure) => ({
    happened: `Er is geen eigenschap voor de plaatshouder {{${failure.placeholder}}}.`,
    why: "Een tekst met een onbekende plaatshouder zou met een gat naar de klant gaan.",
    doThis: "Verbeter de plaatshouder in de stap: de interne naam van een eigenschap, of contact., company. of record. ervoor; probeer daarna opnieuw.",
  }),
  "email-missing": (failure) => ({
    happened: `Het document van "${failure.recordName}" moet gemaild worden, en er is geen adres.`,
    why: "QuickBooks stuurt een document naar het e-mailadres dat erop staat.",
    doThis: "Vul het e-mailadres van het contact in, of zet mailen in de stap uit, en probeer opnieuw.",
  }),
  "email-unusable": (failure) => ({
    happened: `"${failure.email}" is geen e-mailadres.`,
    why: "QuickBooks weigert een document met een adres dat het niet kan gebruiken.",
    doThis: "Verbeter het adres en probeer opnieuw.",
  }),
  "part-too-large": (failure) => ({
    happened: `De stap factureert ${amountText(failure.wanted)} ${failure.wanted.currency}; nog niet gefactureerd is maar ${amountText(failure.left)} ${failure.left.currency}.`,
    why: "Aanbetalingen en termijnen samen zijn nooit meer dan het record.",
    doThis: "Kies in de stap \"Wat nog niet gefactureerd is\" of een kleiner bedrag, en probeer opnieuw.",
  }),
  "part-line-unknown": (failure) => ({
    happened: `Het record heeft geen regel met de naam "${failure.lineName}".`,
    why: "De stap factureert alleen de regels die hij noemt, met naam of SKU.",
    doThis: "Verbeter de namen in de stap of de regels, en probeer opnieuw.",
  }),
  "nothing-left-to-bill": (failure) => ({
    happened: `Alles van "${failure.recordName}" is al gefactureerd.`,
    why: "Eerdere documenten van hetzelfde record dekken alles wat deze stap zou factureren.",
    doThis: "Niets, als dat klopt. Maak anders het eerdere document in QuickBooks ongeldig, of kies in de stap \"Alles\", en probeer opnieuw.",
  }),
  "total-zero": (failure) => ({
    happened: `${documentNouns[failure.kind]} zou op nul uitkomen.`,
    why: "Een verkoopbon of betaling van nul verplaatst geen geld; meestal kloppen de korting of de prijzen van het record niet.",
    doThis: "Verbeter het record, of sta nulbedragen toe in de instellingen van het QuickBooks-account, en probeer opnieuw.",
  }),
  "record-deleted": (failure) => ({
    happened: `${withArticle(failure.objectType)} is in het CRM verwijderd en dus uit de workflow gegaan.`,
    why: "Een verwijderd record wordt niet gefactureerd. Wat eerder geboekt is, blijft in de boeken.",
    doThis: "Niets, tenzij het per ongeluk verwijderd is: zet het in het CRM terug, dan wordt er opnieuw naar gekeken.",
  }),
  "record-merged": (failure) => ({
    happened: `${withArticle(failure.objectType)} is in het CRM samengevoegd met ${failure.into} en dus uit de workflow gegaan.`,
    why: "Het record dat overblijft, gaat in zijn plaats verder, en wat eerder gefactureerd is, wordt niet opnieuw gefactureerd.",
    doThis: "Niets: bekijk het record dat overblijft.",
  }),
  "text-too-long": (failure) => ({
    happened: `"${failure.text}" heeft ${failure.text.length} tekens; QuickBooks bewaart er ${failure.longest}.`,
    why: "Een afgekapt nummer of adres zou een ander zijn, dus wordt er nooit iets afgekapt.",
    doThis: "Maak de tekst korter en probeer opnieuw.",
  }),
};

function wayInWords({ way, objectType }: Extract<RecordFailure, { way: unknown }>): string {
  return typeof way === "string" ? way : partyWayInDutch(way, objectType);
}

function plural(objectType: "contact" | "company"): string {
  return objectTypeWords[objectType].several;
}
