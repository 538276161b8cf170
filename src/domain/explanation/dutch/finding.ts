/** In Dutch: the findings of a review. */
import { explain } from "../../explanation.ts";
import type { PlaceholderProblem } from "../../finding.ts";
import type { FindingWords } from "../finding-words.ts";
import { objectTypeWords } from "./said.ts";

const stopsThere = "Elk record zou bij deze stap stoppen.";
const nobodyTakesIt = "Geen record gaat ooit die weg.";

/** Names in the order in which one starts the next. */
function chain(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", en die ");
}

export const dutchFindingWords: FindingWords = {
  "no-triggers": () => ({
    happened: "Er zijn geen triggers.",
    couldHappen: "Geen record komt vanzelf binnen; records kunnen alleen met de hand worden ingeschreven.",
    doThis: "Voeg een trigger toe, of laat het bewust zo.",
  }),
  "empty-group": ({ group }) => ({
    happened: `Groep ${group} heeft geen filter.`,
    couldHappen: "Niemand zou kunnen zeggen welke records ze bedoelt.",
    doThis: "Voeg een filter toe, of verwijder de groep.",
  }),
  "property-unknown": ({ use, property, objectType }) => ({
    happened: `Het CRM heeft geen eigenschap "${property}" van ${objectTypeWords[objectType].several}.`,
    couldHappen: use === "filter" ? "Het filter zou nooit kloppen, of altijd." : stopsThere,
    doThis: use === "filter" ? "Kies een andere eigenschap, of verwijder het filter." : "Kies een andere eigenschap.",
  }),
  "event-property-unknown": ({ property }) => ({
    happened: `Het CRM heeft geen eigenschap "${property}".`,
    couldHappen: "Een verandering ervan zou nooit opgemerkt worden.",
    doThis: "Kies een andere eigenschap, of verwijder de gebeurtenis.",
  }),
  "event-property-own": ({ property }) => ({
    happened: `"${property}" is een eigenschap die Ledgerline op records schrijft.`,
    couldHappen: "Een verandering ervan start niets, wie haar ook maakt, omdat een document anders het volgende zou maken.",
    doThis: "Kies een andere eigenschap, of verwijder de gebeurtenis. Een filter mag er wel naar vragen.",
  }),
  "option-unknown": ({ label, values }) => ({
    happened: `"${label}" heeft geen optie "${values.join("\", \"")}".`,
    couldHappen: "Het filter zoekt een waarde die geen record kan hebben.",
    doThis: "Kies uit de opties die er zijn.",
  }),
  "wider-than-sync-filter": ({ accountName, property, values }) => ({
    happened: `De triggers laten records binnen waarvan het contact niet voldoet aan het klantfilter van ${accountName}: ${property} is ${oneOf(values)}.`,
    couldHappen: "Zo'n record stopt bij deze stap en vraagt aandacht.",
    doThis: `Voeg een filter op het gekoppelde contact toe: ${property} is een van ${oneOf(values)}; of maak ontbrekende klanten aan.`,
  }),
  "payment-not-settled": ({ group, label }) => ({
    happened: `Triggergroep ${group} vraagt niet dat de betaling gelukt is.`,
    couldHappen: "Ook betalingen die nog lopen of mislukt zijn komen binnen. Er wordt niets van geboekt: ze wachten, of vragen aandacht.",
    doThis: `Voeg het filter "Betaling > ${label} > is een van > Gelukt" toe.`,
  }),
  "source-filter-missing": ({ group, label }) => ({
    happened: `${group === null ? "De triggers hebben geen groep, en dus niet" : group === "only" ? "De triggergroep heeft niet" : `Triggergroep ${group} heeft niet`} het filter "Betaling > ${label} > is geen van > Factuur".`,
    couldHappen: "Betalingen op een factuur zouden dubbel geboekt worden: een keer met hun factuur, een keer door deze workflow.",
    doThis: "Voeg het filter toe, of publiceer met een geschreven reden waarom hier geen zulke betaling kan komen.",
  }),
  "source-not-known": () => ({
    happened: "Het CRM kon niet gevraagd worden waar het de bron van een betaling bewaart, dus de triggers konden niet gecontroleerd worden.",
    couldHappen: "Betalingen op een factuur zouden dubbel geboekt worden.",
    doThis: "Controleer de koppeling met het CRM, en controleer daarna opnieuw.",
  }),
  "second-workflow": ({ name, isCertain }) => ({
    happened: isCertain ? `De workflow "${name}" staat aan en factureert dezelfde records.` : `De workflow "${name}" staat aan, en hetzelfde record kan aan de triggers van beide voldoen.`,
    couldHappen: "Een record zou dubbel gefactureerd worden.",
    doThis: `Maak de triggers nauwer zodat geen record aan beide voldoet, of zet "${name}" uit${isCertain ? "; of publiceer met een geschreven reden" : ""}.`,
  }),
  "cap-in-another-currency": ({ currency, usual }) => ({
    happened: `De grens per document is in ${currency}, maar documenten zijn waarschijnlijk in ${oneOf(usual)}.`,
    couldHappen: "Een document in een andere valuta wordt er niet door tegengehouden.",
    doThis: `Geef de grens in ${oneOf(usual)}.`,
  }),
  "bills-again": () => ({
    happened: "Een record dat opnieuw binnenkomt wordt opnieuw gefactureerd, hoewel het al een document van dezelfde stap heeft.",
    couldHappen: "Een deal die heropend en opnieuw gewonnen wordt, krijgt een tweede document voor dezelfde regels.",
    doThis: "Zet het uit, tenzij elke keer gefactureerd moet worden.",
  }),
  "billing-loop": ({ through }) => ({
    happened:
      through.length === 0
        ? "De workflow start als er iets gebeurt met een document dat hij zelf maakt, en factureert opnieuw."
        : `De documenten ervan starten ${chain(through)}, waarvan de documenten deze weer starten, en allemaal factureren ze opnieuw.`,
    couldHappen: "Elk document leidt tot het volgende: één record wordt steeds weer gefactureerd, zolang de documenten ervan verstuurd of betaald worden.",
    doThis: "Zet \"Opnieuw factureren\" uit, of laat de workflow starten op een soort document die hij niet maakt.",
  }),
  "no-hourly-cap": () => ({
    happened: "Er is geen grens aan documenten per uur.",
    couldHappen: "Als veel records tegelijk veranderen, bijvoorbeeld door een import, krijgt elk een document voordat iemand het merkt.",
    doThis: "Stel een grens in die een druk uur niet haalt: de workflow pauzeert daar, en iemand kijkt.",
  }),
  "delay-without-unenrollment": () => ({
    happened: "Er volgt een document op deze wachttijd, en de workflow heeft geen uitschrijffilters.",
    couldHappen: "Een record dat tijdens het wachten verandert, bijvoorbeeld een deal die toch verloren gaat, krijgt zijn document toch.",
    doThis: "Voeg uitschrijffilters toe die zeggen wanneer het document niet meer gewenst is.",
  }),
  "no-steps": () => ({
    happened: "Er zijn geen stappen.",
    couldHappen: "Records zouden binnenkomen en er zou niets van komen.",
    doThis: "Voeg de actie toe waarvoor deze workflow is.",
  }),
  "action-unknown": ({ stepId, action }) => ({
    happened: `Stap "${stepId}": de actie "${action}" bestaat niet.`,
    couldHappen: stopsThere,
    doThis: "Verwijder de stap.",
  }),
  "action-not-allowed": ({ stepId, title, objectType }) => ({
    happened: `Stap "${stepId}": "${title}" kan niet in workflows op ${objectTypeWords[objectType].several}.`,
    couldHappen: stopsThere,
    doThis: "Verwijder de stap.",
  }),
  "step-id-repeated": ({ stepId }) => ({
    happened: `Het stap-id "${stepId}" is meer dan één keer gebruikt.`,
    couldHappen: "Documenten van de twee stappen zouden niet te onderscheiden zijn.",
    doThis: "Geef een van beide een ander id.",
  }),
  "setting-refused": ({ failure }) => ({ happened: explain(failure, "nl").happened, couldHappen: stopsThere, doThis: explain(failure, "nl").doThis }),
  "setting-unknown": ({ name }) => ({
    happened: `De actie heeft geen instelling "${name}".`,
    couldHappen: "Wat die zegt heeft geen gevolg.",
    doThis: "Verbeter de naam, of verwijder haar.",
  }),
  "step-unreachable": () => ({
    happened: "Geen record kan deze stap bereiken.",
    couldHappen: "Hij loopt nooit, hoewel het zo lijkt.",
    doThis: "Verwijder hem, of wat de weg ervoor beëindigt.",
  }),
  "branches-unused": () => ({
    happened: "Deze stap heeft takken, maar zijn actie vertakt niet.",
    couldHappen: "De stappen erin lopen nooit.",
    doThis: "Verwijder de takken.",
  }),
  "branches-empty": () => ({
    happened: "Geen van de takken heeft een stap.",
    couldHappen: "De vertakking maakt geen verschil.",
    doThis: "Voeg stappen aan een tak toe, of verwijder de vertakking.",
  }),
  "branch-by-value": ({ name }) => ({
    happened: `De tak "${name}" heeft waarden, maar deze stap vertakt op filters.`,
    couldHappen: nobodyTakesIt,
    doThis: "Geef de tak filters.",
  }),
  "branch-by-filter": ({ name }) => ({
    happened: `De tak "${name}" heeft filters, maar deze stap vertakt op een waarde.`,
    couldHappen: nobodyTakesIt,
    doThis: "Geef de tak waarden.",
  }),
  "branch-without-filter": ({ name }) => ({
    happened: `De tak "${name}" heeft geen filter.`,
    couldHappen: nobodyTakesIt,
    doThis: "Voeg een filter toe, of maak er de tak voor alle andere van.",
  }),
  "branch-without-value": ({ name }) => ({
    happened: `De tak "${name}" heeft geen waarde.`,
    couldHappen: nobodyTakesIt,
    doThis: "Voeg een waarde toe, of maak er de tak voor alle andere van.",
  }),
  "branch-for-others-twice": ({ name }) => ({
    happened: `De tak "${name}" is een tweede voor alle andere.`,
    couldHappen: nobodyTakesIt,
    doThis: "Geef de tak filters of waarden, of verwijder hem.",
  }),
  "nothing-to-wait-for": () => ({
    happened: "Geen stap hiervoor maakt een document dat betaald kan worden.",
    couldHappen: "Records gaan er meteen doorheen, als niet betaald.",
    doThis: "Zet haar achter de stap die de factuur maakt.",
  }),
  "nothing-to-approve": () => ({
    happened: "Er volgt geen document op deze goedkeuring voordat de weg vertakt of eindigt.",
    couldHappen: "Er wordt nooit iemand gevraagd.",
    doThis: "Zet haar vlak voor het document dat goedgekeurd moet worden.",
  }),
  "placeholder-unusable": ({ label, placeholder, because }) => ({
    happened: `"${label}" gebruikt {{${placeholder}}}: ${placeholderWords(because)}.`,
    couldHappen: "De tekst zou verkeerd zijn, of het record zou bij deze stap stoppen.",
    doThis: "Kies uit de lijst van wat hier gebruikt kan worden.",
  }),
};

function placeholderWords(problem: PlaceholderProblem): string {
  switch (problem.is) {
    case "property-unknown":
      return `het CRM heeft geen eigenschap "${problem.property}" van ${objectTypeWords[problem.objectType].several}`;
    case "step-unknown":
      return `er is geen stap "${problem.stepId}"`;
    case "step-later":
      return `stap "${problem.stepId}" komt er niet voor`;
    case "output-unknown":
      return `stap "${problem.stepId}" laat geen "${problem.output}" na`;
  }
}

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} of ${names.at(-1)}`;
}
