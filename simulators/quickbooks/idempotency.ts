/** requestid: the same id gives the first answer again, for a day. A second call while the first runs waits for it. */

export interface StoredReply {
  status: number;
  body: string;
}

interface Kept {
  at: number;
  reply: Promise<StoredReply>;
}

export interface Idempotency {
  /** Runs once per id; refusals are forgotten, so that a corrected call may use the id again. */
  once(id: string, retentionSeconds: number, run: () => StoredReply): Promise<StoredReply>;
  entries(): { id: string; at: number; reply: StoredReply }[];
  size(): number;
}

export function createIdempotency(now: () => number, kept: { id: string; at: number; reply: StoredReply }[] = []): Idempotency {
  const known = new Map<string, Kept>(kept.map(({ id, at, reply }) => [id, { at, reply: Promise.resolve(reply) }]));
  const settled = new Map(kept.map((one) => [one.id, one]));
  return {
    once: async (id, retentionSeconds, run) => {
      const before = known.get(id);
      if (before && now() - before.at < retentionSeconds * 1000) return before.reply;
      const reply = run();
      if (reply.status === 200) {
        known.set(id, { at: now(), reply: Promise.resolve(reply) });
        settled.set(id, { id, at: now(), reply });
      }
      return reply;
    },
    entries: () => [...settled.values()].slice(-5_000),
    size: () => known.size,
  };
}
