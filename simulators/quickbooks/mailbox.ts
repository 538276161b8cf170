/** The e-mails that companies sent: kept instead of delivered, and so many a day as a sandbox company may send. */
import type { SimulatorClock } from "../parts/clock.ts";
import type { Company, Entity, EntityName } from "./company.ts";
import { memberText } from "./member-text.ts";
import { mailAddress } from "./operations.ts";
import { entityNamed } from "./query-language.ts";
import type { Members } from "./wire-object.ts";

export interface Email {
  /** By the simulator's clock. */
  at: string;
  realmId: string;
  entity: EntityName;
  id: string;
  to: string;
  /** The names of the files that went along with the document. */
  attached: string[];
}

export interface Mailbox {
  /** Whether a company sent as many as it may in 24 hours (reference: limits). */
  isFull(realmId: string, perDay: number): boolean;
  add(email: Omit<Email, "at">): void;
  /** The last ones, oldest first. */
  all(): Email[];
}

const dayMs = 86_400_000;
const mostKept = 1_000;

export function createMailbox(clock: SimulatorClock): Mailbox {
  const emails: Email[] = [];
  const moments = new Map<string, number[]>();
  const ofLastDay = (realmId: string): number[] => (moments.get(realmId) ?? []).filter((moment) => moment > clock.now().getTime() - dayMs);
  return {
    isFull: (realmId, perDay) => ofLastDay(realmId).length >= perDay,
    add: (email) => {
      const now = clock.now();
      moments.set(email.realmId, [...ofLastDay(email.realmId), now.getTime()]);
      emails.push({ at: now.toISOString(), ...email });
      if (emails.length > mostKept) emails.shift();
    },
    all: () => [...emails],
  };
}

/** The e-mail that POST {entity}/{id}/send made of a document; undefined when the path is another one. */
export function emailOf(company: Company, path: string, sendTo: string | null): Omit<Email, "at"> | undefined {
  const [segment = "", id = ""] = path.split("/");
  const name = isSend(path) ? entityNamed(segment) : undefined;
  const entity = name && company.find(name, id);
  return entity && { realmId: company.realmId, entity: name, id, to: sendTo ?? mailAddress(company, entity) ?? "", attached: attachedTo(company, name, entity) };
}

/** Whether a path, what follows the realm, sends a document by e-mail. */
export function isSend(path: string): boolean {
  return /^\w+\/\w+\/send$/.test(path);
}

/** The files on a document that are to go out with it. */
function attachedTo(company: Company, name: EntityName, { Id }: Entity): string[] {
  const goesAlong = ({ EntityRef, IncludeOnSend }: Members): boolean => {
    const { type, value } = (EntityRef ?? {}) as { type?: string; value?: string };
    return IncludeOnSend === true && type === name && value === Id;
  };
  const files = company.all("Attachable").filter((one) => company.file(one.Id) && ((one["AttachableRef"] ?? []) as Members[]).some(goesAlong));
  return files.map((one) => memberText(one["FileName"]));
}
