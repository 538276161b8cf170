/** What mails about notices say besides the failures, per language. */
import { type DocumentKind, documentTitle, type GoneStatus } from "../document/kind.ts";
import type { Instant } from "../dates.ts";
import * as dutch from "../explanation/dutch/said.ts";
import { momentText } from "../explanation/said.ts";
import type { Language } from "../language.ts";
import { decimalText, type Money } from "../money.ts";

export interface MailWords {
  several: (count: number, headlines: string) => string;
  needsAttention: (name: string, count: number) => string;
  waitsForApproval: (name: string, count: number) => string;
  /** `gone` = its status; `title` = the document by kind and number. */
  documentGone: (title: string, gone: GoneStatus, count: number) => string;
  documentTitle: (kind: DocumentKind, number: string | null) => string;
  amount: (money: Money) => string;
  moment: (moment: Instant) => string;
  stopped: (name: string) => string;
  permissionEnds: (name: string) => string;
  connectionEnded: (name: string) => string;
  budgetSpent: (name: string) => string;
  budgetLow: (name: string) => string;
  andMore: (count: number, link: string) => string;
  footer: (workspaceName: string, link: string) => string;
}

export const mailWords: Readonly<Record<Language, MailWords>> = {
  en: {
    several: (count, headlines) => `${count} things to look at: ${headlines}`,
    needsAttention: (name, count) => (count === 1 ? `"${name}" needs attention` : `${count} records need attention`),
    waitsForApproval: (name, count) => (count === 1 ? `"${name}" waits for approval` : `${count} documents wait for approval`),
    documentGone: (title, gone, count) => (count === 1 ? `${title} was ${gone} in QuickBooks` : `${count} documents were ${gone} in QuickBooks`),
    documentTitle,
    amount: (money) => `${decimalText(money)} ${money.currency}`,
    moment: momentText,
    stopped: (name) => `"${name}" is stopped`,
    permissionEnds: (name) => `The permission for ${name} ends soon`,
    connectionEnded: (name) => `The connection to ${name} has ended`,
    budgetSpent: (name) => `The call budget of ${name} is spent`,
    budgetLow: (name) => `The call budget of ${name} is nearly spent`,
    andMore: (count, link) => `and ${count} more: ${link}`,
    footer: (workspaceName, link) => `You get this mail as a member of ${workspaceName}. Choose what you are mailed about:\n${link}`,
  },
  nl: {
    several: (count, headlines) => `${count} zaken om naar te kijken: ${headlines}`,
    needsAttention: (name, count) => (count === 1 ? `"${name}" vraagt aandacht` : `${count} records vragen aandacht`),
    waitsForApproval: (name, count) => (count === 1 ? `"${name}" wacht op goedkeuring` : `${count} documenten wachten op goedkeuring`),
    documentGone: (title, gone, count) => {
      const done = gone === "voided" ? "nietig verklaard" : "verwijderd";
      return count === 1 ? `In QuickBooks is ${title} ${done}` : `In QuickBooks zijn ${count} documenten ${done}`;
    },
    documentTitle: dutch.documentName,
    amount: (money) => `${dutch.amountText(money)} ${money.currency}`,
    moment: dutch.momentText,
    stopped: (name) => `"${name}" is gestopt`,
    permissionEnds: (name) => `De toestemming voor ${name} eindigt binnenkort`,
    connectionEnded: (name) => `De koppeling met ${name} is beëindigd`,
    budgetSpent: (name) => `Het aanroepbudget van ${name} is op`,
    budgetLow: (name) => `Het aanroepbudget van ${name} is bijna op`,
    andMore: (count, link) => `en nog ${count}: ${link}`,
    footer: (workspaceName, link) => `U krijgt deze mail als lid van ${workspaceName}. Kies waarover u gemaild wordt:\n${link}`,
  },
};
