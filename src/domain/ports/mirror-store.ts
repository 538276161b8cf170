/** The mirror of the books' reference data. */
import type { Instant } from "../dates.ts";
import type { ConnectionId } from "../ids.ts";
import type { MirrorTimes } from "../mirror-pace.ts";
import type { ReferenceChanges, ReferencePage, ReferenceRow } from "./books.ts";
import type { ReferenceKind } from "../reference-kind.ts";
import type { SavedLink } from "./link-store.ts";

/** What a plan wants to know of the reference data; keys are in comparable form (see `matchingKey`). */
export interface ReferenceQuery {
  customers: { email: string; firstName: string; lastName: string }[];
  /** Comparable display names to find among customers, vendors and employees. */
  displayNames: string[];
  /** Comparable names of companies, to find among customers. */
  companyNames: string[];
  /** E-mail addresses, to find among customers. */
  emails: string[];
  skus: string[];
  itemNames: string[];
  /** Kinds of which every row is wanted; meant for those of which a company has few. */
  kinds: ReferenceKind[];
  /** By id, any kind. */
  ids: { kind: ReferenceKind; id: string }[];
  links: { kind: SavedLink["kind"]; crmKey: string }[];
}

/** Nothing at all, to say only what is wanted. */
export const noReferences: ReferenceQuery = { customers: [], displayNames: [], companyNames: [], emails: [], skus: [], itemNames: [], kinds: [], ids: [], links: [] };

/** The answer: rows that meet any part of the query, and the saved links. */
export interface ReferenceAnswer {
  rows: ReferenceRow[];
  links: SavedLink[];
}

/** The answer of a mirror, which may not know everything yet. */
export interface MirrorAnswer extends ReferenceAnswer {
  /** False while the first read of everything is not finished: what is not found may be there all the same. */
  isComplete: boolean;
}

/**
 * What a picker looks for: active rows of a kind whose name, full name, SKU or e-mail contains the text. Those that begin
 * with it come first, then by name.
 */
export interface ReferenceSearch {
  kind: ReferenceKind;
  /** The types that fit; null = all but those of `exceptTypes`. */
  types: readonly string[] | null;
  exceptTypes: readonly string[];
  /** In comparable form (see `matchingKey`); "" = all. */
  text: string;
  limit: number;
}

/** A read of everything under way: which part is next (null = the first), and from where changes will be asked for. */
export interface MirrorLoad {
  startedAt: Instant;
  position: string | null;
  cursor: string | null;
}

/** How far the mirror follows the books. `cursor` null = everything must be read first. */
export interface MirrorState extends MirrorTimes {
  cursor: string | null;
  load: MirrorLoad | null;
}

export interface MirrorStore {
  mirrorState(connectionId: ConnectionId): Promise<MirrorState>;
  /** Somebody says that the books have something new. */
  hintMirror(connectionId: ConnectionId, now: Instant): Promise<void>;
  /**
   * Keeps one part of everything. The last one drops the rows that no part held and makes the mirror count as read. False =
   * somebody else is loading.
   */
  keepReferencePage(connectionId: ConnectionId, page: ReferencePage, load: MirrorLoad): Promise<boolean>;
  applyReferenceChanges(connectionId: ConnectionId, changes: ReferenceChanges, now: Instant): Promise<void>;
  /** Keeps rows we just created, and the links they settle. */
  keepCreated(connectionId: ConnectionId, rows: readonly ReferenceRow[], links: readonly SavedLink[], now: Instant): Promise<void>;
  findReferences(connectionId: ConnectionId, query: ReferenceQuery): Promise<MirrorAnswer>;
  references(connectionId: ConnectionId, kind: ReferenceKind): Promise<ReferenceRow[]>;
  searchReferences(connectionId: ConnectionId, search: ReferenceSearch): Promise<ReferenceRow[]>;
}
