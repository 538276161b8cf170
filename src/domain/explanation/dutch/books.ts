/** In Dutch: the connection to the books. */
import type { BooksFailure } from "../../failure.ts";
import { documentName, documentNouns, type DutchWords, momentText, wholeText } from "./said.ts";

export const booksWords: DutchWords<BooksFailure> = {
  "books-disconnected": (failure) => ({
    happened: `De koppeling met ${failure.booksName} is beëindigd.`,
    why: "QuickBooks accepteert onze toestemming niet meer: ze is ingetrokken of verlopen.",
    doThis: "Koppel hetzelfde bedrijf opnieuw; het wachtende werk gaat dan vanzelf verder.",
  }),
  "books-not-connected": (failure) => ({
    happened: `${failure.booksName} is ontkoppeld.`,
    why: "Iemand heeft het ontkoppeld, en er wordt niets gelezen of geschreven tot het weer gekoppeld is.",
    doThis: "Koppel hetzelfde bedrijf opnieuw op de pagina Koppelingen; het wachtende werk gaat dan vanzelf verder.",
  }),
  "books-read-only": (failure) => ({
    happened: `${failure.booksName} is alleen-lezen: er wordt niets geschreven.`,
    why: "Iemand heeft alleen-lezen aangezet, dus documenten worden gepland en wachten.",
    doThis: "Zet alleen-lezen uit op de pagina Koppelingen; het wachtende werk gaat dan vanzelf verder.",
  }),
  "books-permission-ends": (failure) => ({
    happened: `De toestemming voor ${failure.booksName} ${failure.daysLeft <= 0 ? "is afgelopen" : `loopt af over ${failure.daysLeft === 1 ? "één dag" : `${failure.daysLeft} dagen`}`} (${failure.endsAt.slice(0, 10)}).`,
    why:
      failure.because === "five-years"
        ? "QuickBooks beëindigt elke toestemming vijf jaar nadat ze gegeven is, hoe vaak ze ook gebruikt wordt."
        : "QuickBooks beëindigt een toestemming die 100 dagen niet vernieuwd is; Ledgerline vernieuwt haar elke dag zolang het loopt.",
    doThis:
      failure.because === "five-years"
        ? "Koppel hetzelfde bedrijf voor die dag opnieuw; dan beginnen weer vijf jaar."
        : "Controleer of een worker loopt en QuickBooks bereikt, of koppel hetzelfde bedrijf opnieuw.",
  }),
  "books-connected-already": (failure) => ({
    happened: `${failure.booksName} (bedrijf ${failure.externalId}) is in deze werkruimte al gekoppeld.`,
    why: "In een bedrijf dat twee keer gekoppeld is, zouden twee koppelingen schrijven die niets van elkaar weten.",
    doThis: "Gebruik de koppeling die er is, of kies op de pagina van QuickBooks een ander bedrijf.",
  }),
  "books-keys-refused": () => ({
    happened: "QuickBooks kent de sleutels van de app niet.",
    why: "Client-id en clientgeheim moeten een paar zijn, van dezelfde app en omgeving.",
    doThis: "Kopieer beide sleutels opnieuw van de pagina van de app op developer.intuit.com, zonder spaties, en koppel nog een keer.",
  }),
  "books-consent-unusable": () => ({
    happened: "QuickBooks accepteerde zijn eigen toestemming niet meer.",
    why: "Een toestemming geldt één keer, een paar minuten, en voor precies het terugkeeradres waarvoor ze gegeven is.",
    doThis: "Begin de koppeling opnieuw, en kom binnen tien minuten terug van de pagina van QuickBooks.",
  }),
  "books-environment-differs": (failure) => ({
    happened: `Het ${failure.environment}-systeem van QuickBooks laat deze app niet in dat bedrijf.`,
    why: "Ontwikkelsleutels openen alleen sandboxbedrijven, en productiesleutels alleen echte bedrijven.",
    doThis: "Kies de omgeving waarvoor de sleutels zijn, en koppel opnieuw.",
  }),
  "books-other-company": (failure) => ({
    happened: `De toestemming is voor een ander QuickBooks-bedrijf (${failure.given}) dan ${failure.booksName} (${failure.externalId}).`,
    why: "Werk dat op het ene bedrijf wacht, mag nooit in een ander geboekt worden.",
    doThis: "Koppel opnieuw, en kies op de pagina van QuickBooks hetzelfde bedrijf.",
  }),
  "books-busy": () => ({
    happened: "QuickBooks vroeg ons langzamer te gaan.",
    why: "Een bedrijf heeft een vast aantal aanvragen per minuut, voor al zijn apps samen.",
    doThis: "Niets: het gaat vanzelf verder.",
  }),
  "books-slowed-down": (failure) => ({
    happened: `We vragen QuickBooks voorlopig hoogstens ${failure.perMinute} keer per minuut, omdat andere apps de ruimte van het bedrijf gebruiken.`,
    why: "QuickBooks telt alle apps van een bedrijf samen en liet ons wachten, hoewel ons eigen deel niet op was.",
    doThis: `Niets: het tempo groeit vanzelf terug tot ${momentText(failure.until)}.`,
  }),
  "books-budget-low": (failure) => ({
    happened: `${wholeText(failure.used)} van de ${wholeText(failure.budget)} betaalde QuickBooks-aanroepen van deze maand zijn gebruikt.`,
    why: "Lezen uit QuickBooks wordt geteld; bij het budget stopt lezen op de achtergrond, terwijl boeken doorgaat, want dat is gratis.",
    doThis: `Verhoog het budget op de pagina Koppelingen, of wacht tot ${momentText(failure.resetsAt)}.`,
  }),
  "books-budget-spent": (failure) => ({
    happened: "Het budget van deze maand voor betaalde QuickBooks-aanroepen is op.",
    why: "Werk op de achtergrond leest nooit meer dan het budget dat u instelt; boeken is gratis en gaat door.",
    doThis: `Verhoog het budget op de pagina Koppelingen, of wacht tot ${momentText(failure.resetsAt)}.`,
  }),
  "books-unreachable": (failure) => ({
    happened: "QuickBooks was niet te bereiken.",
    why: `De aanroep kreeg geen bruikbaar antwoord (${failure.detail}).`,
    doThis: "Niets: het wordt vanzelf opnieuw geprobeerd.",
  }),
  "books-not-read-yet": (failure) => ({
    happened: `De klanten, producten en rekeningen van ${failure.booksName} zijn nog niet allemaal gelezen.`,
    why: "Daarvoor wordt niets gepland: een klant die nog niet gelezen is, zou voor niet-bestaand doorgaan en dubbel aangemaakt worden.",
    doThis: "Niets: het gaat vanzelf verder als alles gelezen is. Duurt dat lang, kijk dan op de pagina Koppelingen.",
  }),
  "books-locked": ({ retryAt }) => ({
    happened: "Het QuickBooks-bedrijf kan nu niet gebruikt worden.",
    why: "QuickBooks heeft het een tijdje op slot gezet: er is onderhoud, of het wordt verplaatst.",
    doThis: `Niets: het wordt om ${momentText(retryAt)} opnieuw geprobeerd.`,
  }),
  "books-access-lost": () => ({
    happened: "De QuickBooks-gebruiker die het bedrijf koppelde, mag dit niet meer.",
    why: "Wij mogen wat die gebruiker mag; hij is uit het bedrijf verwijderd of heeft minder rechten gekregen.",
    doThis: "Koppel hetzelfde bedrijf opnieuw als een van zijn beheerders; het wachtende werk gaat dan vanzelf verder.",
  }),
  "books-subscription-ended": () => ({
    happened: "QuickBooks neemt geen nieuwe gegevens aan, omdat het abonnement of de proefperiode van het bedrijf voorbij is.",
    why: "Een bedrijf zonder abonnement kan gelezen maar niet beschreven worden, dus al zijn documenten wachten.",
    doThis: "Verleng het QuickBooks-abonnement; het wachtende werk gaat dan binnen een paar minuten vanzelf verder.",
  }),
  "books-request-repeated": () => ({
    happened: "QuickBooks heeft precies deze aanvraag eerder gezien en zegt niet wat ervan geworden is.",
    why: "Elk document gaat onder een eigen id, zodat het één keer gemaakt wordt hoe vaak het ook verstuurd wordt; de eerste keer kan nog lopen.",
    doThis: "Niets: het document wordt in QuickBooks gezocht voordat er iets anders gebeurt.",
  }),
  "document-voided": ({ kind }) => ({
    happened: `Er is in QuickBooks een ${documentName(kind, null)} nietig verklaard.`,
    why: `Iemand heeft dat daar gedaan: het nummer blijft, er staat geen bedrag meer, en dus geldt het document als niet gemaakt. ${whoDidIt}`,
    doThis: goneDoThis,
  }),
  "document-deleted": ({ kind }) => ({
    happened: `Er is in QuickBooks een ${documentName(kind, null)} verwijderd.`,
    why: `Iemand heeft dat daar gedaan, en dus geldt het document als niet gemaakt. ${whoDidIt}`,
    doThis: goneDoThis,
  }),
  "outcome-unknown": ({ kind, sentAt, candidates }) => ({
    happened: `Het is niet zeker of dit document bestaat: ${documentNouns[kind].toLowerCase()}, verstuurd op ${momentText(sentAt)}. ${similarText(candidates.length)}`,
    why: "Het antwoord is verloren gegaan, en raden zou de klant dubbel kunnen factureren.",
    doThis:
      candidates.length === 0
        ? "Zoek het in QuickBooks; staat het er, zeg dan welk het is, kies anders \"opnieuw boeken\"."
        : "Bekijk de genoemde documenten in QuickBooks; is een ervan het onze, kies het dan, kies anders \"opnieuw boeken\".",
  }),
};

function similarText(count: number): string {
  if (count === 0) return "QuickBooks kent de aanvraag, maar zo'n document is niet gevonden.";
  return count === 1 ? "Er is één soortgelijk document gevonden, zonder ons merk." : `Er zijn ${count} soortgelijke documenten gevonden, geen met ons merk.`;
}

const whoDidIt = "QuickBooks vertelt andere programma's niet wie het was; zijn eigen auditlogboek wel.";
const goneDoThis = "Moet de klant het alsnog krijgen, maak het dan opnieuw: druk onder Vraagt aandacht op \"Opnieuw maken\" en kies de workflow. Was het de bedoeling, druk daar dan op \"Afgehandeld\"; een verkoop die helemaal niet gefactureerd moet worden, wordt genegeerd onder Niet gefactureerd.";
