/** In Dutch: amounts, currencies and dates. */
import type { PlannedTax } from "../../document/tax.ts";
import type { MoneyFailure } from "../../failure.ts";
import { amountText, documentNouns, type DutchWords } from "./said.ts";

const taxWords: Record<PlannedTax["mode"], string> = {
  none: "helemaal niet",
  automated: "zoals QuickBooks het berekent",
  "as-charged": "zoals in rekening gebracht",
  codes: "met btw-codes",
};

export const moneyWords: DutchWords<MoneyFailure> = {
  "currency-not-used": (failure) => ({
    happened: `Het record is in ${failure.currency}, maar het QuickBooks-bedrijf gebruikt alleen ${failure.homeCurrency}.`,
    why: "Meerdere valuta's staan in QuickBooks uit, en bedragen worden nooit stilzwijgend omgerekend.",
    doThis: "Verander de valuta van het record, of zet meerdere valuta's in QuickBooks aan, en probeer opnieuw.",
  }),
  "customer-currency-differs": (failure) => ({
    happened: `De klant "${failure.customerName}" wordt gefactureerd in ${failure.customerCurrency}, het record is in ${failure.documentCurrency}.`,
    why: "Een klant in QuickBooks heeft voor altijd één valuta.",
    doThis: "Verander de valuta van het record, of gebruik een klant in die valuta, en probeer opnieuw.",
  }),
  "period-closed": ({ date, closedThrough }) => ({
    happened: date === null || closedThrough === null ? "De boeken zijn op de datum van het document afgesloten." : `De boeken zijn tot en met ${closedThrough} afgesloten; het document zou van ${date} zijn.`,
    why: "Aan een afgesloten periode mag niets worden toegevoegd.",
    doThis: "Vraag de boekhouder de afsluitdatum te verzetten, en probeer opnieuw.",
  }),
  "tax-mode-unfit": (failure) => ({
    happened: `Het document moet belast worden ${taxWords[failure.mode]}, en dat doet QuickBooks niet voor een bedrijf in ${failure.country}.`,
    why: "In de Verenigde Staten berekent QuickBooks de belasting of neemt het het berekende bedrag; in andere landen heeft elke regel een btw-code.",
    doThis: "Kies een andere manier van belasten in de stap of bij het QuickBooks-account, en probeer opnieuw.",
  }),
  "tax-rate-unmapped": (failure) => ({
    happened: `"${failure.lineName}" is belast met ${failure.rate} %${failure.label === null ? "" : ` (${failure.label})`}, en daarvoor is geen btw-code van QuickBooks gekozen.`,
    why: "Elke regel heeft een btw-code nodig, en een verkeerde zou een verkeerde aangifte zijn.",
    doThis: "Kies de btw-code voor dit tarief; de keuze wordt bewaard in de instellingen van het QuickBooks-account.",
  }),
  "charged-tax-code-missing": () => ({
    happened: "De in rekening gebrachte belasting moet zo worden geboekt, maar er is geen belastingcode voor gekozen.",
    why: "QuickBooks bewaart een gegeven belastingbedrag alleen samen met een code.",
    doThis: "Kies de code in de instellingen van het QuickBooks-account, en probeer opnieuw.",
  }),
  "tax-differs": (failure) => ({
    happened: `De belasting op het document is ${amountText(failure.planned)} ${failure.planned.currency}; het CRM zegt ${amountText(failure.charged)}.`,
    why: "QuickBooks rondt per tarief over het document af, een CRM per regel; of de tarieven verschillen.",
    doThis: "Centen zijn afronding. Is het meer, vergelijk dan het tarief van de code met dat van het CRM.",
  }),
  "paid-differs": (failure) => ({
    happened: `Er is ${amountText(failure.paid)} ${failure.paid.currency} betaald; de regels met korting, verzending en belasting komen op ${amountText(failure.planned)}.`,
    why: "Wat geboekt wordt, moet tot op de cent zijn wat betaald is.",
    doThis: "Verbeter de regels van de betaling, of zeg in de stap of de instellingen hoe belasting en kosten geboekt worden, en probeer opnieuw.",
  }),
  "changed-after-posting": (failure) => ({
    happened: `${documentNouns[failure.kind]} van ${amountText(failure.posted)} ${failure.posted.currency} staat in QuickBooks; het record geeft nu ${amountText(failure.planned)} ${failure.planned.currency}.`,
    why: "De stap maakt documenten die bij elkaar horen, en het record is veranderd nadat het eerste gemaakt was.",
    doThis: "Zet het record terug en probeer opnieuw, of maak het document in QuickBooks ongeldig, annuleer deze inschrijving en schrijf het record opnieuw in.",
  }),
  "total-differed-voided": (failure) => ({
    happened: `QuickBooks kwam op ${amountText(failure.posted)} ${failure.posted.currency} in plaats van de geplande ${amountText(failure.planned)}; document ${failure.number ?? "zonder nummer"} is daarom ongeldig gemaakt.`,
    why: "Volgens de instellingen van het QuickBooks-account worden documenten met een ander totaal dan getoond ongeldig gemaakt.",
    doThis: "Vergelijk het record met het ongeldige document; meestal verschilt de belasting. Probeer daarna opnieuw: het wordt nieuw gemaakt.",
  }),
  "document-not-voided": (failure) => ({
    happened: `${documentNouns[failure.kind]} ${failure.number ?? ""} kon niet ongeldig gemaakt worden.`.replace("  ", " "),
    why: "QuickBooks maakt dit soort document niet ongeldig, of gaf geen antwoord.",
    doThis: "Verbeter of verwijder het in QuickBooks.",
  }),
  "document-not-emailed": (failure) => ({
    happened: `${documentNouns[failure.kind]} ${failure.number ?? ""} staat in QuickBooks, maar is niet gemaild.`.replace("  ", " "),
    why: "QuickBooks weigerde het te versturen, of gaf geen antwoord.",
    doThis: "Bekijk het in QuickBooks en verstuur het daar.",
  }),
  "total-differs": (failure) => ({
    happened: `QuickBooks zegt ${amountText(failure.posted)} ${failure.posted.currency}, gepland was ${amountText(failure.planned)}${failure.number ? ` (document ${failure.number})` : ""}.`,
    why: "Het document bestaat, maar het totaal is niet wat getoond was; meestal heeft QuickBooks belasting toegevoegd.",
    doThis: "Vergelijk het document met het record, en verbeter het in QuickBooks of maak het daar ongeldig.",
  }),
};
