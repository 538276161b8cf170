/** What other systems are told of a notice, as JSON. */
import type { Instant } from "../dates.ts";
import { explain } from "../explanation.ts";
import { decimalText } from "../money.ts";
import { linkOf, type Place } from "./digest.ts";
import type { Notice } from "./notice.ts";

/** The body of a call about a notice. Members that say nothing of it are left out. */
export function bodyOf(notice: Notice, { publicUrl, workspaceName }: Place): string {
  const { kind, at, workspaceId, facts } = notice;
  const { enrollmentId, record, workflow, connectionId, document: posted, failures } = facts;
  const reasons = failures.map((failure) => ({ code: failure.code, happened: explain(failure).happened, doThis: explain(failure).doThis }));
  return JSON.stringify({
    type: kind,
    at,
    workspace: { id: workspaceId, name: workspaceName },
    link: linkOf(notice, publicUrl),
    ...(enrollmentId !== null && { enrollment: { id: enrollmentId, link: `${publicUrl}/enrollments/${enrollmentId}` } }),
    ...(record !== null && { record: { ...record, name: facts.name, ...(posted !== null && { url: posted.recordUrl }) } }),
    ...(workflow !== null && { workflow }),
    ...(connectionId !== null && posted === null && { connection: { id: connectionId, name: facts.name } }),
    ...(posted !== null && { document: documentBody(posted) }),
    ...(reasons.length > 0 && { reasons }),
  });
}

function documentBody({ id, booksId, kind, number, party, transactionDate, total, url }: NonNullable<Notice["facts"]["document"]>) {
  return { id, booksId, kind, number, party, date: transactionDate, total: decimalText(total), currency: total.currency, url };
}

/** A call that only tries the way. */
export function testBodyOf(workspaceId: string, { publicUrl, workspaceName }: Place, at: Instant): string {
  return JSON.stringify({ type: "test", at, workspace: { id: workspaceId, name: workspaceName }, link: `${publicUrl}/settings/notifications` });
}
