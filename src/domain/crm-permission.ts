/** What a credential may do in the CRM, told permission by permission. */
import type { ObjectType } from "./record.ts";

/** One permission by the vendor's own name. */
export interface CrmPermission {
  name: string;
  /** The kind of records it is about; null = of no kind, or of all. */
  objectType: ObjectType | null;
  /** `unknown` = the CRM does not tell, and trying would change something. */
  state: "granted" | "missing" | "unknown";
  /** False: everything but one convenience works without it. */
  isNeeded: boolean;
  /** What does not work without it, as a sentence. */
  without: string;
}
