/**
 * requestid: within one company the same id gives the first answer again, for a day. A second call while the first still
 * runs waits for it and gets the same answer.
 */

/** Entities in a body are the company's own, unchanging objects, so that remembering an answer takes little room. */
export interface StoredReply {
  status: number;
  body: Record<string, unknown>;
  /** An answer that is no JSON. */
  file?: { contentType: string; base64: string };
}

export interface KeptReply {
  id: string;
  /** Epoch ms. */
  at: number;
  reply: StoredReply;
}

export interface IdempotencySettings {
  retentionSeconds: number;
  /** Off: a refusal is forgotten, so that a corrected call may use its id again. */
  replaysFaults: boolean;
}

export interface Idempotency {
  /** Runs once per id. */
  once(id: string, settings: IdempotencySettings, run: () => Promise<StoredReply>): Promise<StoredReply>;
  entries(): KeptReply[];
}

export function createIdempotency(now: () => number, kept: KeptReply[] = []): Idempotency {
  const settled = new Map<string, KeptReply>(kept.map((one) => [one.id, one]));
  const running = new Map<string, Promise<StoredReply>>();

  function dropOld(retentionMs: number): void {
    for (const [id, one] of settled) {
      if (now() - one.at < retentionMs) return;
      settled.delete(id);
    }
  }

  async function settle(id: string, replaysFaults: boolean, run: () => Promise<StoredReply>): Promise<StoredReply> {
    try {
      const reply = await run();
      if (reply.status === 200 || replaysFaults) settled.set(id, { id, at: now(), reply });
      return reply;
    } finally {
      running.delete(id);
    }
  }

  return {
    once: async (id, { retentionSeconds, replaysFaults }, run) => {
      dropOld(retentionSeconds * 1000);
      const before = settled.get(id);
      if (before) return before.reply;
      const first = running.get(id);
      if (first) return first;
      const reply = settle(id, replaysFaults, run);
      running.set(id, reply);
      return reply;
    },
    entries: () => [...settled.values()],
  };
}
