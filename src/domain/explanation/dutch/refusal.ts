/** In Dutch: what the books said no to. Nothing was written. */
import type { BooksRefusal } from "../../failure.ts";
import type { DutchWords } from "./said.ts";

export const refusalWords: DutchWords<BooksRefusal> = {
  "books-refused": ({ vendor }) => ({
    happened: `QuickBooks weigerde het: ${vendor.message}`,
    why: `QuickBooks antwoordde met code ${vendor.code ?? "geen"}; er is niets geschreven.`,
    doThis: "Verbeter wat QuickBooks noemt, en probeer opnieuw.",
  }),
  "books-request-faulty": ({ vendor }) => ({
    happened: "QuickBooks begreep niet wat Ledgerline stuurde.",
    why: `Dat is een fout in Ledgerline, niet iets wat u deed (${vendor.message}); er is niets geschreven.`,
    doThis: "Meld het met wat QuickBooks zei, dat bij deze storing bewaard is, en werk Ledgerline bij als het verholpen is.",
  }),
  "books-operation-failed": () => ({
    happened: "QuickBooks kon het niet, en zegt niet waarom.",
    why: "Het is twee keer gevraagd en twee keer mislukt; er is niets geschreven.",
    doThis: "Probeer het later opnieuw; komt het terug, geef de helpdesk van QuickBooks dan het trace-id dat hierbij bewaard is.",
  }),
  "books-company-reset": () => ({
    happened: "Het QuickBooks-bedrijf is leeggemaakt en opnieuw ingericht.",
    why: "Klanten, producten en rekeningen die eerder gekozen waren, bestaan niet meer, dus wordt er niets mee geboekt; de lijsten worden opnieuw gelezen.",
    doThis: "Controleer de rekeningen en termijnen in uw workflows, en probeer opnieuw.",
  }),
  "books-permission-denied": () => ({
    happened: "De QuickBooks-gebruiker die het bedrijf koppelde, mag dit niet.",
    why: "Wij mogen wat die gebruiker mag, en zijn rol in QuickBooks verbiedt het.",
    doThis: "Geef de gebruiker in QuickBooks meer rechten, of koppel hetzelfde bedrijf opnieuw als een van zijn beheerders, en probeer opnieuw.",
  }),
  "books-feature-off": ({ vendor }) => ({
    happened: `Het QuickBooks-bedrijf kan dit niet: ${vendor.message}`,
    why: "De functie staat uit in de instellingen van het bedrijf, of hoort niet bij zijn QuickBooks-editie.",
    doThis: "Zet de functie in QuickBooks aan, of verander de stap zodat hij zonder kan, en probeer opnieuw.",
  }),
  "books-name-taken": ({ vendor }) => ({
    happened: `QuickBooks heeft al iets met die naam: ${vendor.message}`,
    why: "Namen in QuickBooks zijn uniek, en wat inactief is houdt de zijne.",
    doThis: "Geef het andere in QuickBooks, of het record in het CRM, een andere naam, en probeer opnieuw.",
  }),
  "books-object-stale": () => ({
    happened: "Iemand veranderde tegelijk hetzelfde in QuickBooks.",
    why: "Die verandering staat en de onze is niet gemaakt, zodat geen van beide verloren gaat.",
    doThis: "Bekijk de verandering in QuickBooks en probeer opnieuw.",
  }),
  "books-link-refused": ({ vendor }) => ({
    happened: `QuickBooks wilde de twee documenten niet koppelen: ${vendor.message}`,
    why: "Alleen openstaande documenten van dezelfde klant, van soorten die bij elkaar horen, kunnen gekoppeld worden.",
    doThis: "Controleer in QuickBooks of het andere document nog openstaat en van deze klant is, en probeer opnieuw.",
  }),
  "books-hierarchy-refused": ({ vendor }) => ({
    happened: `QuickBooks wilde het daar niet onder zetten: ${vendor.message}`,
    why: "Klanten, producten, klassen en locaties hebben hoogstens vijf niveaus, en het bovenliggende moet van hetzelfde soort en actief zijn.",
    doThis: "Kies in QuickBooks iets anders als bovenliggend, en probeer opnieuw.",
  }),
  "books-custom-field-refused": () => ({
    happened: "QuickBooks kent het eigen veld niet, of het staat uit.",
    why: "Eigen velden horen bij één bedrijf en moeten voor het soort document aanstaan.",
    doThis: "Zet het eigen veld in QuickBooks aan, of kies een ander in de stap, en probeer opnieuw.",
  }),
  "books-email-refused": ({ vendor }) => ({
    happened: `QuickBooks accepteert het e-mailadres niet: ${vendor.message}`,
    why: "Het adres ontbreekt of is niet als een adres geschreven.",
    doThis: "Verbeter het e-mailadres van het contact en probeer opnieuw.",
  }),
  "books-card-number-refused": () => ({
    happened: "QuickBooks vond een betaalkaartnummer in de teksten.",
    why: "Kaartnummers mogen niet in documenten, notities of namen staan.",
    doThis: "Haal het nummer uit het record en zijn regels, en probeer opnieuw.",
  }),
  "books-amounts-disagree": ({ vendor }) => ({
    happened: `QuickBooks komt op een ander bedrag: ${vendor.message}`,
    why: "Elk bedrag moet aantal maal prijs zijn, en beide kanten van een boeking moeten tot op de cent kloppen.",
    doThis: "Controleer aantallen, prijzen en kortingen van de regels, en probeer opnieuw.",
  }),
  "books-discount-refused": ({ vendor }) => ({
    happened: `QuickBooks accepteert de korting niet: ${vendor.message}`,
    why: "Een korting is een bedrag of een percentage, en hoogstens zo groot als waar ze van af gaat.",
    doThis: "Verbeter de korting in het record en probeer opnieuw.",
  }),
  "books-currency-refused": ({ vendor }) => ({
    happened: `QuickBooks accepteert de valuta niet: ${vendor.message}`,
    why: "Een bedrijf gebruikt alleen de valuta's die erin aanstaan.",
    doThis: "Voeg de valuta in QuickBooks toe, of verander die van het record, en probeer opnieuw.",
  }),
  "books-tax-code-missing": () => ({
    happened: "QuickBooks wil op elke regel een btw-code.",
    why: "Buiten de Verenigde Staten heeft elke regel er een nodig, ook waar geen belasting verschuldigd is.",
    doThis: "Kies een btw-code in de stap, of geef de producten er een in QuickBooks, en probeer opnieuw.",
  }),
  "books-tax-code-refused": ({ vendor }) => ({
    happened: `QuickBooks accepteert de btw-code niet: ${vendor.message}`,
    why: "In de Verenigde Staten is een regel belast of niet; elders heeft ze een van de btw-codes van het bedrijf zelf.",
    doThis: "Kies in de stap een andere btw-code en probeer opnieuw.",
  }),
  "books-tax-calculation-failed": ({ vendor }) => ({
    happened: `QuickBooks kon de belasting niet berekenen: ${vendor.message}`,
    why: "De code heeft geen bruikbaar verkooptarief, of het adres zegt niet welke belasting verschuldigd is.",
    doThis: "Controleer in QuickBooks de code met haar tarieven en het adres van de klant, en probeer opnieuw.",
  }),
  "books-inventory-date": () => ({
    happened: "Het document is van voor het begin van de voorraad van een product.",
    why: "QuickBooks telt een voorraadproduct vanaf zijn begindatum.",
    doThis: "Verzet in QuickBooks de begindatum van de voorraad, of gebruik een product zonder voorraad, en probeer opnieuw.",
  }),
  "books-deposited": () => ({
    happened: "De betaling hoort bij een bankstorting, dus laat QuickBooks haar niet veranderen.",
    why: "Anders zou veranderen wat de bank zegt ontvangen te hebben.",
    doThis: "Haal haar in QuickBooks uit de storting en probeer opnieuw; of laat het zo en maak een corrigerend document.",
  }),
  "books-change-blocked": ({ vendor }) => ({
    happened: `Iets in QuickBooks staat in de weg: ${vendor.message}`,
    why: "Wat afgehandeld is, met de bank vergeleken, met een kaart betaald of elders gebruikt, kan van buiten niet veranderd worden.",
    doThis: "Maak de verandering in QuickBooks met de hand, of haal daar weg wat in de weg staat, en probeer opnieuw.",
  }),
  "books-too-large": () => ({
    happened: "Het is te groot voor QuickBooks.",
    why: "QuickBooks begrenst hoeveel tegelijk verstuurd of gevraagd mag worden.",
    doThis: "Splits het record, of stuur kleinere bestanden, en probeer opnieuw.",
  }),
  "books-file-refused": ({ vendor }) => ({
    happened: `QuickBooks accepteert het bestand niet: ${vendor.message}`,
    why: "Alleen sommige soorten bestanden kunnen worden bijgevoegd, en alleen bij sommige soorten documenten.",
    doThis: "Voeg het bestand in een ander formaat bij, bijvoorbeeld PDF, en probeer opnieuw.",
  }),
  "books-reference-unusable": ({ vendor }) => ({
    happened: "Iets wat het document noemt (klant, product, rekening of iets anders) is in QuickBooks niet bruikbaar.",
    why: `Het is verwijderd, samengevoegd of inactief gemaakt (${vendor.message}).`,
    doThis: "Maak het in QuickBooks weer actief, of kies iets anders, en probeer opnieuw.",
  }),
  "books-value-missing": ({ vendor }) => ({
    happened: `QuickBooks mist een waarde: ${vendor.message}`,
    why: "Zonder die waarde accepteert QuickBooks het document niet.",
    doThis: "Vul haar in, in het record of in de stap, en probeer opnieuw.",
  }),
  "books-amount-refused": ({ vendor }) => ({
    happened: `QuickBooks accepteert een bedrag niet: ${vendor.message}`,
    why: "Aantallen, prijzen en bedragen moeten binnen de grenzen van QuickBooks liggen, en sommige mogen niet negatief zijn.",
    doThis: "Verbeter de regels en probeer opnieuw.",
  }),
  "books-account-refused": ({ vendor }) => ({
    happened: `QuickBooks accepteert de rekening hier niet: ${vendor.message}`,
    why: "Elk soort document neemt alleen bepaalde soorten rekeningen.",
    doThis: "Kies een andere rekening in de stap, of bij het product in QuickBooks, en probeer opnieuw.",
  }),
  "books-text-refused": ({ reason, vendor }) => ({
    happened: `QuickBooks accepteert een tekst niet: ${vendor.message}`,
    why: reason === "length" ? "De tekst is te lang of te kort." : "De tekst heeft tekens die QuickBooks daar niet toestaat, zoals een dubbele punt of een regeleinde in een naam.",
    doThis: "Verander de tekst in het record en probeer opnieuw.",
  }),
  "document-number-taken": ({ number }) => ({
    happened: `Het documentnummer ${number} is in QuickBooks al gebruikt.`,
    why: "Het bedrijf geeft eigen nummers, en elk mag één keer gebruikt worden.",
    doThis: "Maak het nummer in QuickBooks vrij, of laat QuickBooks de nummers geven, en probeer opnieuw.",
  }),
};
