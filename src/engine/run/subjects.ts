/** Reads the subjects of enrollments in as few CRM calls as possible: all of a connection and type at once. */
import { type Instant, later } from "../../domain/dates.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Crm } from "../../domain/ports/crm.ts";
import type { CrmRecord, ObjectType, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EngineContext } from "../context.ts";

/** The subject of one enrollment, or why it cannot be read. */
export type SubjectOf = Result<Subject, Failure>;

/** Records of the CRM as they were at a moment. */
export interface ReadRecords {
  records: readonly CrmRecord[];
  /** When reading them began. */
  readAt: Instant;
}

/** Subjects, one per enrollment, in their order. */
export interface ReadSubjects {
  subjects: SubjectOf[];
  /** Nothing in them is older. */
  readAt: Instant;
}

/** Reads them. What was just read of the records is not read again as long as it is fresh; their surroundings always are. */
export async function readSubjectsOf(context: EngineContext, enrollments: readonly Enrollment[], just: ReadRecords | null): Promise<ReadSubjects> {
  const now = context.clock.now();
  const known = just !== null && isFresh(context, just.readAt) ? just : { records: [], readAt: now };
  const answers = new Map<Enrollment, SubjectOf>();
  const groups = Map.groupBy(enrollments, (one) => `${one.connectionId}/${one.objectType}`);
  for (const group of groups.values()) await readGroup(context, group, known.records, answers);
  return { subjects: enrollments.map((one) => answers.get(one) ?? err(notFound(one))), readAt: known.readAt };
}

/** Whether a document may be planned now from what was read then. */
export function isFresh({ clock, timing }: EngineContext, readAt: Instant): boolean {
  return clock.now() <= later(readAt, timing.freshMs);
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
