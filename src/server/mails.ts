/** What the server itself mails to people. Plain text, so that nothing in it can be more than it looks like. */

/** Asks somebody to join. */
export function invitationMail(inviter: string, workspaceName: string, link: string): { subject: string; text: string } {
  return {
    subject: `Join ${workspaceName} on Ledgerline`,
    text: `${inviter} invites you to the workspace "${workspaceName}" on Ledgerline.\n\nOpen this link within seven days to join:\n\n${link}\n\nIf you did not expect this, do nothing.\n`,
  };
}

/** Lets somebody in once. */
export function signInMail(link: string): { subject: string; text: string } {
  return {
    subject: "Your sign-in link for Ledgerline",
    text: `Open this link within 15 minutes to sign in. It works once:\n\n${link}\n\nIf you did not ask for it, do nothing: nobody gets in without it.\n`,
  };
}
