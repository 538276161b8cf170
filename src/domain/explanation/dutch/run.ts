/** In Dutch: what keeps records out of workflows, and the caps that stop a workflow. */
import type { RunFailure } from "../../failure.ts";
import type { Money } from "../../money.ts";
import type { Filter } from "../../trigger.ts";
import type { FilterLabels } from "../../trigger/filter-labels.ts";
import type { CrmReference } from "../../trigger/references.ts";
import { filtersInDutch } from "./operators.ts";
import { amountText, documentNouns, type DutchWords, wholeText } from "./said.ts";

function inWords(money: Money): string {
  return `${money.currency} ${amountText(money)}`;
}

function metInWords(met: Filter[] | string, labels: FilterLabels = {}): string {
  return typeof met === "string" ? met : filtersInDutch(met, labels);
}

function listed(missing: readonly CrmReference[]): string {
  return missing
    .map((one) => {
      switch (one.kind) {
        case "property":
          return `de eigenschap "${one.name}" (${one.objectType})`;
        case "option":
          return `de waarde "${one.name}" van de eigenschap "${one.property}" (${one.objectType})`;
        case "label":
          return `het associatielabel "${one.name}" (${one.of} - ${one.objectType})`;
      }
    })
    .join(" en ");
}

export const runWords: DutchWords<RunFailure> = {
  suppressed: (failure) => ({
    happened: `"${failure.recordName}" wordt buiten deze workflow gehouden${failure.met === null ? " met zijn id" : `: ${metInWords(failure.met, failure.labels)}`}.`,
    why: "De uitsluiting van de workflow zegt welke records er nooit in komen, wat hun triggers ook zijn en wie ze ook inschrijft.",
    doThis: "Verander het record of de uitsluiting van de workflow, en schrijf het opnieuw in.",
  }),
  unenrolled: (failure) => ({
    happened: `"${failure.recordName}" heeft de workflow verlaten: ${metInWords(failure.met, failure.labels)}.`,
    why: "Het voldoet aan de uitschrijffilters van de workflow, dus wordt er niets meer van gemaakt. Wat toen geboekt werd, is afgemaakt.",
    doThis: "Niets. Moet het toch verder, verander dan het record en schrijf het opnieuw in.",
  }),
  "stopped-with-workflow": (failure) => ({
    happened: `Het is gestopt toen "${failure.workflowName}" werd uitgezet.`,
    why: "Wie de workflow uitzette, koos ervoor te stoppen wat liep.",
    doThis: "Niets. Schrijf het record opnieuw in om het toch te factureren.",
  }),
  "workflow-halted": () => ({
    happened: "Het document wacht: de workflow is gepauzeerd, door een grens of door iemand.",
    why: "Wat boven de grenzen van een workflow uitgaat, of kwam terwijl ze gepauzeerd was, wordt niet geboekt tot iemand haar hervat.",
    doThis: "Open de workflow, kijk wat haar stopte en hervat haar; het document wordt dan vanzelf opnieuw gepland.",
  }),
  "filters-outdated": (failure) => ({
    happened: `De filters van "${failure.workflowName}" vragen naar ${listed(failure.missing)}, maar het CRM heeft dat niet of laat het niet zien.`,
    why: "Zonder dat kan niemand zeggen welke records in de workflow horen of er juist buiten blijven. Records die intussen veranderen, wachten: ze worden bekeken zodra het er weer is.",
    doThis: "Herstel het in het CRM met dezelfde interne naam, of verander de filters van de workflow en publiceer haar. Ze gaat binnen een minuut vanzelf verder.",
  }),
  "filter-options-gone": (failure) => ({
    happened: `De filters van "${failure.workflowName}" zoeken naar ${listed(failure.missing)}, maar het CRM heeft dat niet meer.`,
    why: "Geen record kan die waarde hebben, dus zo'n filter klopt voor geen enkel record, of voor elk als het \"geen van\" zegt. De workflow gaat verder met haar andere waarden.",
    doThis: "Kies uit de waarden die er nu zijn en publiceer de workflow, of herstel de waarde in het CRM.",
  }),
  "earlier-under-way": (failure) => ({
    happened: `Een eerder document van dezelfde stap voor "${failure.recordName}" is nog onderweg.`,
    why: "Een record dat opnieuw langskomt wordt één keer gefactureerd, dus moet eerst bekend zijn wat er van het eerdere document wordt.",
    doThis: "Niets: het gaat vanzelf verder. Vraagt de eerdere inschrijving aandacht, kijk dan daarnaar.",
  }),
  "workflow-not-in-state": (failure) => ({
    happened: `Dat kan met de workflow nu niet: ze is ${failure.state}.`,
    why: "Haar toestand is veranderd, of laat dit niet toe.",
    doThis: "Bekijk de workflow opnieuw.",
  }),
  "cap-documents": (failure) => ({
    happened: `De workflow maakte ${wholeText(failure.cap)} ${failure.cap === 1 ? "document" : "documenten"} binnen een uur, en dat is haar grens.`,
    why: "Meer dan gewoonlijk kan een fout in de triggers of in het CRM zijn, dus is de workflow voor het volgende gepauzeerd.",
    doThis: "Bekijk wat ze maakte. Is alles goed, hervat haar dan; het tellen begint opnieuw. Verhoog de grens als die te laag is.",
  }),
  "cap-customers": (failure) => ({
    happened: `De workflow maakte ${wholeText(failure.cap)} ${failure.cap === 1 ? "klant" : "klanten"} aan binnen een dag, en dat is haar grens.`,
    why: "Veel nieuwe klanten ineens kan een fout zijn in hoe klanten gezocht worden, dus is de workflow voor de volgende gepauzeerd.",
    doThis: "Bekijk de nieuwe klanten. Is alles goed, hervat haar dan; het tellen begint opnieuw. Verhoog de grens als die te laag is.",
  }),
  "cap-amount": (failure) => ({
    happened: `${documentNouns[failure.kind]} komt op ${inWords(failure.total)}, meer dan de grens van de workflow van ${failure.total.currency} ${failure.cap}.`,
    why: "Een groter document dan gewoonlijk kan een fout in het record zijn, dus wordt het niet geboekt en is de workflow gepauzeerd.",
    doThis: "Verbeter het record of verhoog de grens; hervat de workflow, en probeer dit record opnieuw.",
  }),
  "cap-currency-differs": (failure) => ({
    happened: `${documentNouns[failure.kind]} komt op ${inWords(failure.total)}, en de grens van de workflow is in ${failure.capCurrency}.`,
    why: "Bedragen in verschillende valuta's zijn niet te vergelijken, dus wordt het document niet geboekt en is de workflow gepauzeerd.",
    doThis: "Geef de workflow een grens in die valuta, of geen; hervat haar, en probeer dit record opnieuw.",
  }),
};
