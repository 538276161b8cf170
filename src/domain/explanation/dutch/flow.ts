/** In Dutch: messages to the outside, and approvals. */
import { callerInWords } from "../who.ts";
import type { ApprovalFailure, MessageFailure } from "../../failure.ts";
import type { Money } from "../../money.ts";
import { amountText, type DutchWords } from "./said.ts";

export const messageWords: DutchWords<MessageFailure> = {
  "mail-not-set-up": () => ({
    happened: "De e-mail is niet verstuurd: er is geen mailserver ingesteld.",
    why: "Ledgerline verstuurt mail via een mailserver van u.",
    doThis: "Zet LEDGERLINE_SMTP_URL en LEDGERLINE_MAIL_FROM op de server, herstart hem en probeer opnieuw.",
  }),
  "mail-refused": (failure) => ({
    happened: "De mailserver weigerde de e-mail.",
    why: `Het antwoord was: ${failure.detail}`,
    doThis: "Verbeter de adressen in de stap of de instellingen van de mailserver, en probeer opnieuw.",
  }),
  "mail-unreachable": (failure) => ({
    happened: "De mailserver was niet te bereiken.",
    why: `De aanroep kwam er niet door (${failure.detail}).`,
    doThis: "Niets: het wordt vanzelf opnieuw geprobeerd.",
  }),
  "webhook-refused": (failure) => ({
    happened: `${failure.url} weigerde de aanroep.`,
    why: `Het antwoord was ${failure.status}: ${failure.detail || "niets"}`,
    doThis: "Verbeter het adres of de ontvangende kant, en probeer opnieuw.",
  }),
  "webhook-unreachable": (failure) => ({
    happened: `${failure.url} was niet te bereiken.`,
    why: `De aanroep kreeg geen bruikbaar antwoord (${failure.detail}).`,
    doThis: "Niets: het wordt vanzelf opnieuw geprobeerd.",
  }),
  "message-given-up": (failure) => ({
    happened: `${failure.to} was in ${failure.tries} pogingen, ongeveer een dag lang, niet te bereiken.`,
    why: `De laatste poging gaf: ${failure.detail}`,
    doThis: "Zorg dat de ontvangende kant weer werkt, en probeer opnieuw.",
  }),
  "webhook-address-forbidden": (failure) => ({
    happened: `${failure.url} is niet aangeroepen: het leidt naar ${failure.address}.`,
    why: "Link-local-, multicast- en metadata-adressen worden nooit aangeroepen: een workflow zou daarmee de gegevens van deze server kunnen lezen.",
    doThis: "Geef de stap het adres van een server van u of van een dienst, en probeer opnieuw.",
  }),
};

function inWords(money: Money): string {
  return `${money.currency} ${amountText(money)}`;
}

export const approvalWords: DutchWords<ApprovalFailure> = {
  "approval-refused": (failure) => ({
    happened: failure.note === "" ? `${callerInWords(failure.by, "nl")} heeft het document niet goedgekeurd.` : `${callerInWords(failure.by, "nl")} heeft het document niet goedgekeurd: "${failure.note}".`,
    why: "Een document waar eerst iemand naar kijkt, wordt pas na een ja geboekt.",
    doThis: "Verbeter het record en schrijf het opnieuw in.",
  }),
  "changed-after-approval": (failure) => ({
    happened: `Wat nu geboekt zou worden, is niet wat goedgekeurd is: ${inWords(failure.planned)} in plaats van ${inWords(failure.approved)}, of andere regels.`,
    why: "Het record of de boeken zijn na de goedkeuring veranderd.",
    doThis: "Niets: het nieuwe document wordt ter goedkeuring getoond.",
  }),
  "approval-needed-now": (failure) => ({
    happened: `Het document is er intussen een dat een persoon eerst bekijkt: het komt op ${inWords(failure.planned)}.`,
    why: "Het record of de boeken zijn veranderd nadat de goedkeuringsstap het had doorgelaten.",
    doThis: "Niets: het document wordt ter goedkeuring getoond.",
  }),
  "approval-beyond-limit": (failure) => ({
    happened: failure.total === null ? "Het bedrag van het document is nog niet bekend." : `Het document komt op ${inWords(failure.total)}.`,
    why: `U mag documenten tot ${inWords(failure.limit)} per stuk goedkeuren, in die valuta.`,
    doThis: "Vraag een beheerder, of een goedkeurder met een hogere grens.",
  }),
  "approval-outdated": (failure) => ({
    happened: `Het document voor ${failure.recordName} waarop u antwoordde, is niet het document dat nu wacht.`,
    why: "Het is opnieuw gepland nadat u het opende.",
    doThis: "Bekijk het document dat nu getoond wordt, en keur het goed of af.",
  }),
};
