/** Signals that hand out work over all processes. */
/** The signals that hand out work. A signal carries only its key: the work itself is rows in the store. */
export type SignalKind = "receive" | "run" | "post" | "link-back";

/** Work is handed out by a queue: one signal per kind and key is active at a time, over all processes. */
export interface Queue {
  /** Wakes whoever works on the key. Signals for a key that is already queued coalesce. Send it after the commit. */
  signal(kind: SignalKind, key: string): Promise<void>;
  /** Starts working: `handle` gets a key and drains what the store has for it. */
  work(kind: SignalKind, handle: (key: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}
