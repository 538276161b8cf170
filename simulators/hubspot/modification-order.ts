/** Records in the order of their last change, so that "changed since" need not look at all of them. */
interface Changeable {
  updatedAt: number;
}

/** Entries are only added; an entry whose record has changed again since is skipped, and now and then swept out. */
export class ModificationOrder<T extends Changeable> {
  #entries: { at: number; record: T }[];
  #records: number;

  constructor(records: Iterable<T>) {
    this.#entries = [...records].map((record) => ({ at: record.updatedAt, record })).sort((a, b) => a.at - b.at);
    this.#records = this.#entries.length;
  }

  /** The record has just been added or changed, later than all others or at the same moment as the last. */
  touch(record: T): void {
    this.#entries.push({ at: record.updatedAt, record });
    if (this.#entries.length > 2 * this.#records + 1_000) this.#sweep();
  }

  /** The record is gone for good. */
  forget(record: T): void {
    this.#entries = this.#entries.filter((one) => one.record !== record);
    this.#records -= 1;
  }

  /** What changed at or after the moment. */
  since(moment: number): T[] {
    const found: T[] = [];
    for (let at = this.#firstSince(moment); at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry !== undefined && entry.at === entry.record.updatedAt) found.push(entry.record);
    }
    return found;
  }

  #firstSince(moment: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.at ?? 0) < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sweep(): void {
    this.#entries = this.#entries.filter(({ at, record }) => at === record.updatedAt);
    this.#records = this.#entries.length;
  }
}
