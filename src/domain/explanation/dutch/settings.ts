/** In Dutch: the settings of a step. */
import type { SettingsFailure } from "../../failure.ts";
import type { ReferenceKind } from "../../reference-kind.ts";
import type { DutchWords } from "./said.ts";

const kindWords: Record<ReferenceKind, string> = {
  customer: "klant",
  vendor: "leverancier",
  employee: "medewerker",
  item: "product",
  account: "rekening",
  class: "klasse",
  location: "locatie",
  term: "betalingstermijn",
  "payment-method": "betaalwijze",
  "tax-code": "btw-code",
  "tax-rate": "btw-tarief",
};

export const settingsWords: DutchWords<SettingsFailure> = {
  "setting-missing": (failure) => ({
    happened: `"${failure.label}" van de stap is leeg.`,
    why: "De stap kan niet zonder.",
    doThis: `Kies een waarde voor "${failure.label}" en probeer opnieuw.`,
  }),
  "setting-invalid": (failure) => ({
    happened: `"${failure.label}" van de stap is niet geldig: ${failure.reason}.`,
    why: "De stap kan er niet mee lopen.",
    doThis: `Verbeter "${failure.label}" en probeer opnieuw.`,
  }),
  "account-gone": (failure) => ({
    happened: `De gekozen rekening (${failure.accountId}) staat niet meer in QuickBooks, of is inactief.`,
    why: "Ze is verwijderd of inactief gemaakt nadat de stap was ingericht.",
    doThis: "Kies in de stap een andere rekening, of maak deze weer actief, en probeer opnieuw.",
  }),
  "account-wrong-type": (failure) => ({
    happened: `De rekening "${failure.accountName}" is hier niet bruikbaar.`,
    why: "QuickBooks neemt hier alleen een ander soort rekening.",
    doThis: "Kies in de stap een andere rekening en probeer opnieuw.",
  }),
  "terms-gone": (failure) => ({
    happened: `De gekozen betalingstermijn (${failure.termsId}) staat niet meer in QuickBooks, of is inactief.`,
    why: "Ze is verwijderd of inactief gemaakt nadat de stap was ingericht.",
    doThis: "Kies in de stap een andere betalingstermijn en probeer opnieuw.",
  }),
  "reference-gone": (failure) => ({
    happened: `De keuze "${kindWords[failure.kind]}" (${failure.id}) staat niet meer in QuickBooks, of is inactief.`,
    why: "Ze is verwijderd of inactief gemaakt nadat ze was gekozen.",
    doThis: "Kies een andere, of maak deze in QuickBooks weer actief, en probeer opnieuw.",
  }),
  "name-unknown": (failure) => ({
    happened: `QuickBooks heeft geen enkele actieve ${kindWords[failure.kind]} met de naam "${failure.name}", of meer dan één.`,
    why: `De stap neemt de ${kindWords[failure.kind]} op naam uit de eigenschap "${failure.property}".`,
    doThis: "Verbeter de eigenschap, of geef de naam in QuickBooks aan precies één, en probeer opnieuw.",
  }),
  "terms-unknown": (failure) => ({
    happened: `QuickBooks heeft geen actieve betalingstermijn met de naam "${failure.name}".`,
    why: `De stap neemt de betalingstermijn op naam uit de eigenschap "${failure.property}".`,
    doThis: "Kies welke termijn van QuickBooks bedoeld is; de keuze wordt bewaard. Of verbeter de eigenschap en probeer opnieuw.",
  }),
  "feature-not-used": (failure) => ({
    happened: `De stap zet ${{ class: "een klasse", location: "een locatie", shipping: "verzendkosten" }[failure.feature]}, en dat gebruikt het QuickBooks-bedrijf niet.`,
    why: "QuickBooks zou het stilzwijgend kwijtraken, of het document weigeren.",
    doThis: "Zet het aan in de instellingen van QuickBooks, of haal het uit de stap, en probeer opnieuw.",
  }),
  "income-account-missing": () => ({
    happened: "De stap maakt ontbrekende producten aan, maar er is geen opbrengstrekening voor gekozen.",
    why: "Een product in QuickBooks heeft een rekening nodig waar de opbrengst op komt.",
    doThis: "Kies de opbrengstrekening in de stap, of zet \"Product aanmaken als het niet bestaat\" op Nee, en probeer opnieuw.",
  }),
};
