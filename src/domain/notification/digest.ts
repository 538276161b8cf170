/** Mails about notices: what is due when, and one text for all of it. */
import { type Instant, later } from "../dates.ts";
import { explain } from "../explanation.ts";
import { causeKey } from "../failure.ts";
import type { GoneStatus } from "../document/kind.ts";
import type { Language } from "../language.ts";
import { type MailWords, mailWords } from "./mail-words.ts";
import type { MailChoice, MailKind, Notice } from "./notice.ts";

/** A notice that waits to be mailed to somebody. `holds` false = it is settled since. */
export interface MailItem {
  notice: Notice & { kind: MailKind };
  holds: boolean;
}

/** What happens to a person's waiting notices now: mailed together, or dropped because they are settled or not wanted any more. */
export interface DueMail {
  mailed: MailItem["notice"][];
  dropped: MailItem["notice"][];
}

const minuteMs = 60_000;

/** What is to be at once goes at once; the digest goes when its first notice has waited long enough. The rest stays. */
export function dueMail(items: readonly MailItem[], choice: MailChoice, now: Instant): DueMail {
  const wayOf = ({ notice }: MailItem) => choice.ways[notice.kind];
  const isOver = (item: MailItem): boolean => !item.holds || wayOf(item) === "off";
  const wanted = items.filter((item) => !isOver(item));
  const digest = wanted.filter((item) => wayOf(item) === "digest");
  const isDigestDue = digest.some(({ notice }) => later(notice.at, choice.digestMinutes * minuteMs) <= now);
  const mailed = wanted.filter((item) => wayOf(item) === "at-once" || isDigestDue);
  return { mailed: mailed.map(({ notice }) => notice), dropped: items.filter(isOver).map(({ notice }) => notice) };
}

/** Where links of mails lead. `publicUrl` has no slash at the end. */
export interface Place {
  publicUrl: string;
  workspaceName: string;
}

/** So many names of one cause are written out. */
const mostNamed = 10;

/** One mail for all of them, in groups of one cause, in the language of who gets it. At least one notice. */
export function mailOf(notices: readonly MailItem["notice"][], place: Place, language: Language): { subject: string; text: string } {
  const groups = [...Map.groupBy(notices, groupKey).values()];
  const [first] = groups;
  const words = mailWords[language];
  const headlines = groups.map((group) => headlineOf(group, words));
  const subject = groups.length === 1 && first ? headlines[0] ?? "" : words.several(notices.length, shortened(headlines.join(", ")));
  const sections = groups.map((group) => sectionOf(group, place, language));
  const footer = words.footer(place.workspaceName, `${place.publicUrl}/settings/notifications`);
  return { subject: `[${place.workspaceName}] ${subject}`.replaceAll(/\s+/g, " "), text: `${[...sections, footer].join("\n\n---\n\n")}\n` };
}

function groupKey({ kind, facts }: Notice): string {
  const [failure] = facts.failures;
  return kind === "approval-waiting" ? kind : `${kind} ${failure === undefined ? facts.name : causeKey(failure)}`;
}

function headlineOf(group: readonly MailItem["notice"][], words: MailWords): string {
  const [first] = group;
  if (first === undefined) return "";
  const { facts } = first;
  switch (first.kind) {
    case "needs-attention":
      return words.needsAttention(facts.name, group.length);
    case "approval-waiting":
      return words.waitsForApproval(facts.name, group.length);
    case "document-gone":
      return facts.document === null ? facts.name : words.documentGone(words.documentTitle(facts.document.kind, facts.document.number), goneStatusOf(facts), group.length);
    case "workflow-paused":
      return words.stopped(facts.name);
    case "connection-ends":
      return facts.failures[0]?.code === "books-permission-ends" ? words.permissionEnds(facts.name) : words.connectionEnded(facts.name);
    case "budget-used":
      return facts.failures[0]?.code === "books-budget-spent" ? words.budgetSpent(facts.name) : words.budgetLow(facts.name);
  }
}

function sectionOf(group: readonly MailItem["notice"][], { publicUrl }: Place, language: Language): string {
  const [failure] = group[0]?.facts.failures ?? [];
  const said = failure === undefined ? [] : wordsOf(explain(failure, language));
  const named = group.slice(0, mostNamed).map((notice) => `- ${nameOf(notice, language)}${workflowNote(notice)}\n  ${linkOf(notice, publicUrl)}`);
  const more = group.length > mostNamed ? [`- ${mailWords[language].andMore(group.length - mostNamed, `${publicUrl}${group[0]?.kind === "approval-waiting" ? "/approvals" : "/attention"}`)}`] : [];
  return [headlineOf(group, mailWords[language]), ...said, [...named, ...more].join("\n")].join("\n\n");
}

function wordsOf({ happened, why, doThis }: ReturnType<typeof explain>): string[] {
  return [`${happened} ${why}`.trim(), doThis];
}

function goneStatusOf({ failures }: Notice["facts"]): GoneStatus {
  return failures.some(({ code }) => code === "document-deleted") ? "deleted" : "voided";
}

/** What a line of a mail is about: of a document that is gone also which one, what it came to, and when it went. */
function nameOf({ kind, at, facts: { name, document: gone } }: Notice, language: Language): string {
  if (kind !== "document-gone" || gone === null) return name;
  const words = mailWords[language];
  const facts = [words.documentTitle(gone.kind, gone.number), gone.party, words.amount(gone.total), name, words.moment(at)];
  return facts.filter((fact) => fact !== null).join(", ");
}

function workflowNote({ kind, facts }: Notice): string {
  return kind === "workflow-paused" || facts.workflow === null ? "" : ` (${facts.workflow.name})`;
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

/** The page where something can be done about it. */
export function linkOf({ kind, facts }: Notice, publicUrl: string): string {
  if (kind === "approval-waiting") return `${publicUrl}/approvals`;
  if (facts.document !== null) return `${publicUrl}/documents/${facts.document.id}`;
  if (facts.enrollmentId !== null) return `${publicUrl}/enrollments/${facts.enrollmentId}`;
  return facts.workflow === null ? `${publicUrl}/connections` : `${publicUrl}/workflows/${facts.workflow.id}`;
}
