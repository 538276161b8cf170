/** In Dutch: what stops a document of a payment. */
import type { PaymentFailure } from "../../failure.ts";
import type { PaymentState } from "../../record.ts";
import { amountText, type DutchWords } from "./said.ts";

const stateWords: Record<PaymentState, string> = {
  pending: "wordt nog verwerkt",
  succeeded: "is gelukt",
  failed: "is mislukt",
  "partly-refunded": "is gedeeltelijk terugbetaald",
  refunded: "is terugbetaald",
  "refund-pending": "wordt terugbetaald",
  disputed: "wordt door de betaler betwist",
  "dispute-lost": "is na een geschil teruggehaald",
};

export const paymentWords: DutchWords<PaymentFailure> = {
  "payment-unreadable": (failure) => ({
    happened: `${failure.missing === "amount" ? "Het bedrag" : "De kosten"} van de betaling "${failure.recordName}" ${failure.missing === "amount" ? "is" : "zijn"} niet te lezen.`,
    why: "Naar geld wordt nooit geraden.",
    doThis: "Controleer de betaling in het CRM en probeer opnieuw.",
  }),
  "payment-pending": (failure) => ({
    happened: `De betaling "${failure.recordName}" wordt nog verwerkt.`,
    why: "Incasso's duren dagen en kunnen mislukken; er wordt niets geboekt voordat het geld er is.",
    doThis: "Niets: het gaat vanzelf verder als de betaling lukt.",
  }),
  "payment-failed": (failure) => ({
    happened: `De betaling "${failure.recordName}" ${stateWords[failure.paymentState]}.`,
    why: "Alleen ontvangen geld wordt als ontvangen geboekt.",
    doThis: "Niets, als dat klopt: annuleer deze inschrijving. Verbeter anders de betaling in het CRM en probeer opnieuw.",
  }),
  "payment-from-books": (failure) => ({
    happened: `De betaling "${failure.recordName}" komt uit de boekhouding.`,
    why: "De boeken hebben haar al; nog een keer boeken zou dubbel tellen.",
    doThis: "Niets: annuleer deze inschrijving, en laat zulke betalingen weg met de triggers.",
  }),
  "payment-pays-invoice": (failure) => ({
    happened: `De betaling "${failure.recordName}" betaalt een factuur van het CRM.`,
    why: "De factuur wordt zelf geboekt; haar betaling als verkoop boeken zou de verkoop dubbel tellen.",
    doThis: "Voeg aan elke triggergroep het filter \"Bron is geen van Factuur\" toe, en annuleer deze inschrijving.",
  }),
  "payment-taxed": (failure) => ({
    happened: `De betaling "${failure.recordName}" bevat ${amountText(failure.tax)} ${failure.tax.currency} belasting.`,
    why: "Een betaalde factuur voor belaste regels wordt geweigerd, tenzij het QuickBooks-account zegt dat belasting wordt geboekt zoals in rekening gebracht.",
    doThis: "Zet \"belasting zoals in rekening gebracht\" aan in de instellingen van het QuickBooks-account, en probeer opnieuw.",
  }),
  "payment-without-fee": (failure) => ({
    happened: `De betaling "${failure.recordName}" heeft geen verwerkingskosten.`,
    why: "De uitgave zou op nul uitkomen.",
    doThis: "Niets, als dat klopt: annuleer deze inschrijving. Vul anders de kosten in het CRM in en probeer opnieuw.",
  }),
  "nothing-refunded": (failure) => ({
    happened: `Van de betaling "${failure.recordName}" is niets meer terug te boeken: ${amountText(failure.refunded)} ${failure.refunded.currency} is terugbetaald en geboekt.`,
    why: "Elke terugbetaling van een betaling wordt één keer geboekt.",
    doThis: "Niets, als dat klopt. Controleer anders de terugbetalingen in het CRM en probeer opnieuw.",
  }),
  "refund-pending": (failure) => ({
    happened: `De terugbetaling van "${failure.recordName}" wordt nog verwerkt.`,
    why: "Er wordt niets geboekt voordat het geld onderweg is.",
    doThis: "Niets: het gaat vanzelf verder als de terugbetaling rond is.",
  }),
  "refund-too-large": (failure) => ({
    happened: `Er is ${amountText(failure.refunded)} ${failure.refunded.currency} terugbetaald van ${amountText(failure.paid)} betaald.`,
    why: "Er wordt nooit meer terugbetaald dan er betaald is.",
    doThis: "Verbeter de betaling in het CRM en probeer opnieuw.",
  }),
};
