/** Reads the subjects of enrollments in as few CRM calls as possible: all of a connection and type at once. */
import type { Enrollment } from "../domain/enrollment.ts";
import type { Failure } from "../domain/failure.ts";
import type { Crm } from "../domain/ports/crm.ts";
import type { CrmRecord, ObjectType, Subject } from "../domain/record.ts";
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
  const read = await readAll(crm, first.objectType, group, known);
  for (const one of group) answers.set(one, read.ok ? (read.value.get(one.recordId) ?? err(notFound(one))) : read);
}

/** The subjects by record id; a record that the CRM does not have is absent. */
async function readAll(crm: Crm, objectType: ObjectType, group: Enrollment[], known: readonly CrmRecord[]): Promise<Result<Map<string, SubjectOf>, Failure>> {
  const records = await readRecordsOf(crm, objectType, group, known);
  if (!records.ok) return records;
  const subjects = await crm.readSubjects(records.value);
  if (!subjects.ok) return subjects;
  const byId = new Map<string, SubjectOf>(subjects.value.map((subject) => [subject.record.id, ok(subject)]));
  for (const record of records.value) if (!byId.has(record.id)) byId.set(record.id, await readAlone(crm, record));
  return ok(byId);
}

async function readRecordsOf(crm: Crm, objectType: ObjectType, group: Enrollment[], known: readonly CrmRecord[]): Promise<Result<CrmRecord[], Failure>> {
  const wanted = new Set(group.map((one) => one.recordId));
  const have = known.filter((record) => wanted.has(record.id) && record.objectType === objectType);
  const missing = [...wanted].filter((id) => !have.some((record) => record.id === id));
  const read = missing.length === 0 ? ok([]) : await crm.readRecords(objectType, missing);
  return read.ok ? ok([...have, ...read.value]) : read;
}

/** Among others a record is left out when its surroundings cannot be read; alone it is told why. */
async function readAlone(crm: Crm, record: CrmRecord): Promise<SubjectOf> {
  const subjects = await crm.readSubjects([record]);
  if (!subjects.ok) return subjects;
  const [subject] = subjects.value;
  return subject === undefined ? err({ code: "record-not-found", objectType: record.objectType, recordId: record.id }) : ok(subject);
}

function notFound(enrollment: Enrollment): Failure {
  return { code: "record-not-found", objectType: enrollment.objectType, recordId: enrollment.recordId };
}
