/** What the server itself mails to people. Plain text, so that nothing in it can be more than it looks like. */
import type { Language } from "#domain/language.ts";

interface MailText {
  subject: string;
  text: string;
}

/** Asks somebody to join; in the language of who invites, since nobody knows what the invited person reads. */
export function invitationMail(inviter: string, workspaceName: string, link: string, language: Language): MailText {
  if (language === "nl") {
    return {
      subject: `Kom bij ${workspaceName} op Ledgerline`,
      text: `${inviter} nodigt u uit in de werkruimte "${workspaceName}" op Ledgerline.\n\nOpen deze link binnen zeven dagen om mee te doen:\n\n${link}\n\nVerwachtte u dit niet, doe dan niets.\n`,
    };
  }
  return {
    subject: `Join ${workspaceName} on Ledgerline`,
    text: `${inviter} invites you to the workspace "${workspaceName}" on Ledgerline.\n\nOpen this link within seven days to join:\n\n${link}\n\nIf you did not expect this, do nothing.\n`,
  };
}

/** Lets somebody in once. */
export function signInMail(link: string, language: Language): MailText {
  if (language === "nl") {
    return {
      subject: "Uw aanmeldlink voor Ledgerline",
      text: `Open deze link binnen 15 minuten om u aan te melden. Hij werkt één keer:\n\n${link}\n\nHebt u er niet om gevraagd, doe dan niets: zonder de link komt niemand binnen.\n`,
    };
  }
  return {
    subject: "Your sign-in link for Ledgerline",
    text: `Open this link within 15 minutes to sign in. It works once:\n\n${link}\n\nIf you did not ask for it, do nothing: nobody gets in without it.\n`,
  };
}
