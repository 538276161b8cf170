/** Reads the subjects of enrollments in as few CRM calls as possible: all of a connection and type at once. */
import type { Enrollment } from "../domain/enrollment.ts";
import type { Failure } from "../domain/failure.ts";
import type { Crm } from "../domain/ports/crm.ts";
import type { CrmRecord, Subject } from "../domain/record.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { EngineContext } from "./context.ts";

/** The subject of one enrollment, or why it cannot be read. */
export type SubjectOf = Result<Subject, Failure>;

/** One answer per enrollment, in their order. `records` = records just read, used instead of reading them again. */
export async function readSubjectsOf(context: EngineContext, enrollments: readonly Enrollment[], records: readonly CrmRecord[]): Promise<SubjectOf[]> {
  const answers = new Map<Enrollment, SubjectOf>();
  const groups = Map.groupBy(enrollments, (one) => `${one.connectionId}/${one.objectType}`);
  for (const group of groups.values()) await readGroup(context, group, records, answers);
  return enrollments.map((one) => answers.get(one) ?? err(notFound(one)));
}

async function readGroup(context: EngineContext, group: Enrollment[], known: readonly CrmRecord[], answers: Map<Enrollment, SubjectOf>): Promise<void> {
  const first = group[0];
  if (!first) return;
  const crm = await context.crm(first.connectionId);
  const subjects = await readAll(crm, group, known);
  if (!subjects.ok) {
    for (const one of group) answers.set(one, subjects);
    return;
  }
  const byId = new Map(subjects.value.map((subject) => [subject.record.id, subject]));
  for (const one of group) {
    const subject = byId.get(one.recordId);
    answers.set(one, subject ? ok(subject) : err(notFound(one)));
  }
}

async function readAll(crm: Crm, group: Enrollment[], known: readonly CrmRecord[]): Promise<Result<Subject[], Failure>> {
  const wanted = new Set(group.map((one) => one.recordId));
  const have = known.filter((record) => wanted.has(record.id) && record.objectType === group[0]?.objectType);
  const missing = [...wanted].filter((id) => !have.some((record) => record.id === id));
  const read = missing.length === 0 ? ok([]) : await crm.readRecords(group[0]!.objectType, missing);
  return read.ok ? crm.readSubjects([...have, ...read.value]) : read;
}

function notFound(enrollment: Enrollment): Failure {
  return { code: "record-not-found", objectType: enrollment.objectType, recordId: enrollment.recordId };
}
