/** In Dutch: the connection to the CRM. */
import type { CrmFailure } from "../../failure.ts";
import type { DutchWords } from "./said.ts";

export const crmWords: DutchWords<CrmFailure> = {
  "crm-disconnected": (failure) => ({
    happened: `De koppeling met ${failure.crmName} is beëindigd.`,
    why: "Het CRM accepteert ons token niet meer: het is ingetrokken, vervangen of verwijderd, of de app is weggehaald.",
    doThis: "Koppel hetzelfde account opnieuw op de pagina Koppelingen; het wachtende werk gaat dan vanzelf verder.",
  }),
  "crm-not-connected": (failure) => ({
    happened: `${failure.crmName} is ontkoppeld.`,
    why: "Iemand heeft het ontkoppeld, en het token is hier gewist.",
    doThis: "Koppel hetzelfde account opnieuw op de pagina Koppelingen; het wachtende werk gaat dan vanzelf verder.",
  }),
  "crm-other-account": (failure) => ({
    happened: `Dit is een ander account dan ${failure.crmName}.`,
    why: `De koppeling hoort bij account ${failure.externalId}; het token is van account ${failure.given}. Records van twee accounts mogen nooit door elkaar lopen.`,
    doThis: `Geef een token van account ${failure.externalId}, of koppel account ${failure.given || "het andere"} apart.`,
  }),
  "crm-connected-already": (failure) => ({
    happened: `${failure.crmName} (${failure.externalId}) is in deze werkruimte al gekoppeld.`,
    why: "Een account wordt één keer gekoppeld: anders zou elk record dubbel gefactureerd worden.",
    doThis: "Gebruik \"Opnieuw koppelen\" bij de koppeling om een ander token te geven.",
  }),
  "crm-token-refused": () => ({
    happened: "HubSpot accepteert dit token niet.",
    why: "Het is onvolledig, vervangen of verwijderd, of hoort bij een ander HubSpot-systeem.",
    doThis: "Kopieer het hele token opnieuw uit HubSpot, zonder spaties, en geef het nog een keer.",
  }),
  "crm-keys-refused": () => ({
    happened: "HubSpot kent de app met deze sleutels niet.",
    why: "Het client-id of het clientgeheim is niet van de app.",
    doThis: "Kopieer beide opnieuw van de Auth-pagina van de app in HubSpot.",
  }),
  "crm-consent-unusable": () => ({
    happened: "De toestemming van HubSpot was niet te gebruiken.",
    why: "Ze is al gebruikt, ouder dan een paar minuten, of gegeven voor een ander terugkeeradres.",
    doThis: "Begin opnieuw op de pagina Koppelingen, en zorg dat het terugkeeradres van de app precies het getoonde is.",
  }),
  "crm-not-offered": (failure) => ({
    happened: `Er is hier geen HubSpot van het soort "${failure.environment}".`,
    why: "De simulator is er alleen als de server ermee gestart is.",
    doThis: "Kies een van de aangeboden systemen.",
  }),
  "crm-nothing-readable": (failure) => ({
    happened: "Met dit token kan geen workflow starten.",
    why: "Het mag geen deals, offertes of betalingen lezen.",
    doThis: `Geef het token in HubSpot minstens een van deze scopes en koppel opnieuw: ${failure.permissions.join(", ")}.`,
  }),
  "crm-permission-missing": (failure) => ({
    happened: `Het CRM staat dit niet toe: ${failure.permissions.length === 1 ? "het recht" : "een van de rechten"} ${failure.permissions.join(", ")} ontbreekt.`,
    why: `Het token is zonder dat recht gemaakt. Het CRM zei: ${failure.vendor.message}`,
    doThis: "Voeg in HubSpot de scope aan het token of de app toe, druk op de pagina Koppelingen op Nu controleren, en probeer opnieuw.",
  }),
  "crm-busy": () => ({
    happened: "Het CRM vroeg ons langzamer te gaan.",
    why: "Een portaal heeft een vast aantal aanvragen per tien seconden en per dag.",
    doThis: "Niets: het gaat vanzelf verder.",
  }),
  "crm-unreachable": (failure) => ({
    happened: "Het CRM was niet te bereiken.",
    why: `De aanroep kreeg geen bruikbaar antwoord (${failure.detail}).`,
    doThis: "Niets: het wordt vanzelf opnieuw geprobeerd.",
  }),
  "crm-refused": (failure) => ({
    happened: `Het CRM weigerde het: ${failure.vendor.message}`,
    why: `Het CRM antwoordde ${failure.vendor.status ?? "niets"} ${failure.vendor.code ?? ""}`.trim() + ".",
    doThis: "Verbeter wat het CRM noemt, en probeer opnieuw.",
  }),
  "crm-property-missing": (failure) => ({
    happened: `Het CRM heeft geen eigenschap "${failure.property}".`,
    why: "Ze is verwijderd nadat ze hier gekozen was, of nooit gemaakt. Hernoemen verandert alleen het label en kan geen kwaad.",
    doThis: "Herstel of maak de eigenschap in het CRM, of kies in de workflow een andere, en probeer opnieuw.",
  }),
};
