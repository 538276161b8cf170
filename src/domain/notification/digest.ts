/** Mails about notices: what is due when, and one text for all of it. */
import { type Instant, later } from "../dates.ts";
import { explain } from "../explanation.ts";
import { causeKey } from "../failure.ts";
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

/** One mail for all of them, in groups of one cause. At least one notice. */
export function mailOf(notices: readonly MailItem["notice"][], place: Place): { subject: string; text: string } {
  const groups = [...Map.groupBy(notices, groupKey).values()];
  const [first] = groups;
  const headlines = groups.map(headlineOf);
  const subject = groups.length === 1 && first ? headlines[0] ?? "" : `${notices.length} things to look at: ${shortened(headlines.join(", "))}`;
  const sections = groups.map((group) => sectionOf(group, place));
  const footer = `You get this mail as a member of ${place.workspaceName}. Choose what you are mailed about:\n${place.publicUrl}/settings/notifications`;
  return { subject: `[${place.workspaceName}] ${subject}`.replaceAll(/\s+/g, " "), text: `${[...sections, footer].join("\n\n---\n\n")}\n` };
}

function groupKey({ kind, facts }: Notice): string {
  const [failure] = facts.failures;
  return kind === "approval-waiting" ? kind : `${kind} ${failure === undefined ? facts.name : causeKey(failure)}`;
}

function headlineOf(group: readonly MailItem["notice"][]): string {
  const [first] = group;
  if (first === undefined) return "";
  const { facts } = first;
  switch (first.kind) {
    case "needs-attention":
      return group.length === 1 ? `"${facts.name}" needs attention` : `${group.length} records need attention`;
    case "approval-waiting":
      return group.length === 1 ? `"${facts.name}" waits for approval` : `${group.length} documents wait for approval`;
    case "workflow-paused":
      return `"${facts.name}" is stopped`;
    case "connection-ends":
      return facts.failures[0]?.code === "books-permission-ends" ? `The permission for ${facts.name} ends soon` : `The connection to ${facts.name} has ended`;
    case "budget-used":
      return facts.failures[0]?.code === "books-budget-spent" ? `The call budget of ${facts.name} is spent` : `The call budget of ${facts.name} is nearly spent`;
  }
}

function sectionOf(group: readonly MailItem["notice"][], { publicUrl }: Place): string {
  const [failure] = group[0]?.facts.failures ?? [];
  const said = failure === undefined ? [] : wordsOf(explain(failure));
  const named = group.slice(0, mostNamed).map((notice) => `- ${notice.facts.name}${workflowNote(notice)}\n  ${linkOf(notice, publicUrl)}`);
  const more = group.length > mostNamed ? [`- and ${group.length - mostNamed} more: ${publicUrl}${group[0]?.kind === "approval-waiting" ? "/approvals" : "/attention"}`] : [];
  return [headlineOf(group), ...said, [...named, ...more].join("\n")].join("\n\n");
}

function wordsOf({ happened, why, doThis }: ReturnType<typeof explain>): string[] {
  return [`${happened} ${why}`.trim(), doThis];
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
