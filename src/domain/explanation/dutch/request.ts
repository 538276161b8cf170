/** In Dutch: what people and other systems ask of us. */
import type { RequestFailure } from "../../failure.ts";
import type { ChoiceKind } from "../../matching.ts";
import { type DutchWords, momentText, objectTypeWords } from "./said.ts";

const choiceWords: Record<ChoiceKind, { one: string; several: string }> = {
  customer: { one: "klant", several: "klanten" },
  item: { one: "product", several: "producten" },
  term: { one: "betalingstermijn", several: "betalingstermijnen" },
  "tax-code": { one: "btw-code", several: "btw-codes" },
};

export const requestWords: DutchWords<RequestFailure> = {
  "still-enrolled": (failure) => ({
    happened: `"${failure.recordName}" doorloopt deze workflow op dit moment.`,
    why: "Een record doorloopt een workflow één keer tegelijk, zodat het niet dubbel gefactureerd wordt.",
    doThis: "Wacht tot het klaar is, of open de inschrijving en probeer daar opnieuw of annuleer.",
  }),
  "enrolled-before": (failure) => ({
    happened: `"${failure.recordName}" heeft deze workflow al ${failure.times === 1 ? "één keer" : `${failure.times} keer`} doorlopen.`,
    why: "Opnieuw inschrijven staat uit, zodat een record niet dubbel gefactureerd wordt.",
    doThis: "Open de inschrijving om het opnieuw te proberen, of zet opnieuw inschrijven voor de workflow aan.",
  }),
  "links-not-used": (failure) => ({
    happened: `${failure.booksName} zoekt ${choiceWords[failure.kind].several} niet via bewaarde koppelingen.`,
    why: "De keuze zou bewaard en nooit gebruikt worden, want \"bewaarde koppeling\" hoort niet bij de manieren van zoeken van het account.",
    doThis: "Voeg \"bewaarde koppeling\" toe aan de manieren van zoeken in de instellingen van het QuickBooks-account, en kies opnieuw.",
  }),
  "link-unusable": (failure) => ({
    happened: `QuickBooks heeft geen ${choiceWords[failure.kind].one} met het id ${failure.booksId} die gekozen kan worden.`,
    why: "Wat inactief is kan niet gefactureerd worden, en categorieën en bundels kunnen niet op een regel staan.",
    doThis: "Kies iets anders, of maak het in QuickBooks actief, en kies opnieuw.",
  }),
  "still-under-way": (failure) => ({
    happened: `QuickBooks kan nog bezig zijn met het document; tot ${momentText(failure.until)} wordt het niet opnieuw geboekt.`,
    why: "Het antwoord is verloren gegaan, en QuickBooks kan twee minuten over een aanroep doen: ondertussen opnieuw boeken zou dubbel kunnen factureren.",
    doThis: "Probeer het daarna opnieuw; het document wordt eerst nog eens in QuickBooks gezocht.",
  }),
  "not-published": (failure) => ({
    happened: `De workflow "${failure.workflow}" is nooit gepubliceerd.`,
    why: "Alleen een gepubliceerde versie kan aangezet worden of records inschrijven; een concept kan nog half af zijn.",
    doThis: "Controleer en publiceer haar eerst.",
  }),
  "not-possible-now": (failure) => ({
    happened: `Dat kan met deze inschrijving nu niet: ze is ${failure.enrollmentState}.`,
    why: "Haar toestand is veranderd, of laat dit niet toe.",
    doThis: "Bekijk de inschrijving opnieuw.",
  }),
  "document-not-found": (failure) => ({
    happened: `QuickBooks toont geen document ${failure.booksDocumentId} voor deze klant, datum en dit totaal.`,
    why: "Alleen een document dat bij het vastgelegde plan past, kan voor het onze doorgaan.",
    doThis: "Controleer het id in QuickBooks, of kies voor opnieuw boeken.",
  }),
  "workflow-of-crm": (failure) => ({
    happened: `"${failure.workflowName}" staat voor een stap van een workflow in het CRM.`,
    why: "Het CRM kan de stap opnieuw aanroepen, en wat die eerder maakte moet dan nog bekend zijn.",
    doThis: "Verwijder de stap in de workflow van het CRM; hier kan ze uitgezet worden.",
  }),
  "workflow-turned-off": (failure) => ({
    happened: `"${failure.workflowName}" staat uit in Ledgerline.`,
    why: "Iemand heeft haar hier uitgezet, zodat deze stap van de workflow van het CRM geen documenten maakt.",
    doThis: "Zet haar op haar pagina in Ledgerline weer aan, en stuur het record opnieuw door de stap.",
  }),
  "crm-call-without-record": () => ({
    happened: "Het CRM noemde geen deal, offerte of betaling.",
    why: "Een document wordt van een record gemaakt; een test in de editor zonder record heeft er geen.",
    doThis: "Laat de workflow op een record lopen, of kies er een voor de test.",
  }),
  "object-type-not-allowed": (failure) => ({
    happened: `De actie "${failure.action}" kan niet lopen op: ${objectTypeWords[failure.objectType].one}.`,
    why: "Elke actie werkt alleen op bepaalde records.",
    doThis: "Verwijder de stap, of gebruik hem in een workflow op een ander soort record.",
  }),
  "signature-missing": () => ({
    happened: "De webhook draagt geen handtekening.",
    why: "Alleen leveringen die de app van de afzender ondertekend heeft, worden aangenomen.",
    doThis: "Verstuur haar via de webhook van de leverancier zelf, met het geheim van de app hier ingesteld.",
  }),
  "signature-wrong": () => ({
    happened: "De handtekening van de webhook past niet bij de inhoud.",
    why: "De inhoud is onderweg veranderd, het openbare adres verschilt, of het geheim dat hier bewaard is, is niet van de app.",
    doThis: "Controleer het clientgeheim van de koppeling (HubSpot) of het verificatietoken (QuickBooks), en het openbare adres van de server.",
  }),
  "webhook-stale": (failure) => ({
    happened: `De webhook is ondertekend om ${failure.sentAt}, meer dan vijf minuten van nu.`,
    why: "Oude leveringen worden geweigerd omdat ze herhaald kunnen zijn; de verandering wordt ook zonder gevonden.",
    doThis: "Controleer de klok van deze server.",
  }),
  "webhook-unreadable": (failure) => ({
    happened: "De inhoud van de webhook was niet te lezen.",
    why: failure.detail,
    doThis: "Controleer of de webhook van de leverancier zelf is.",
  }),
  "workflow-in-use": ({ workflow, isOn, running }) => ({
    happened: isOn ? `De workflow "${workflow}" is niet uit.` : running === 1 ? `Er loopt nog 1 inschrijving in de workflow "${workflow}".` : `Er lopen nog ${running} inschrijvingen in de workflow "${workflow}".`,
    why: "Alleen een workflow waarin niets loopt, kan verwijderd worden. De documenten en de geschiedenis blijven.",
    doThis: isOn ? "Zet hem eerst uit." : "Wacht tot ze klaar zijn, of annuleer ze.",
  }),
  "internal-error": (failure) => ({
    happened: `Er ging iets mis binnen Ledgerline (voorval ${failure.incident}).`,
    why: "Dat is een fout in Ledgerline, niet iets wat u deed; er wordt niets blind opnieuw geprobeerd.",
    doThis: "Zoek het voorval op in het logboek van de server, meld het, en probeer opnieuw.",
  }),
};
