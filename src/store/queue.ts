/** Signals that hand out work, on pg-boss: one per kind and key is active at a time, over all processes. */
import { PgBoss } from "pg-boss";
import type { Queue, SignalKind } from "#domain/ports/queue.ts";

const kinds: readonly SignalKind[] = ["receive", "run", "post", "link-back"];

interface Signal {
  key: string;
}

/** Opens the queue; it reaches the database with the first signal or worker. `report` hears of trouble inside. */
export function openQueue(url: string, report: (problem: unknown) => void): Queue {
  const boss = new PgBoss({
    connectionString: url,
    application_name: "ledgerline-queue",
    max: 4,
    useListenNotify: true,
    schedule: false,
    monitorIntervalSeconds: 1,
    superviseIntervalSeconds: 1,
    queueCacheIntervalSeconds: 5,
  });
  boss.on("error", (problem) => report(new Error(`the queue is in trouble: ${problem.message}`)));
  let starting: Promise<void> | undefined;
  let isStopped = false;

  /** A start that failed is tried again by the next call. */
  function started(): Promise<void> {
    starting ??= start(boss).catch((problem: unknown) => {
      starting = undefined;
      throw problem;
    });
    return starting;
  }

  return {
    async signal(kind, key) {
      if (isStopped) return;
      await started();
      await boss.send(kind, { key }, { singletonKey: key });
    },
    async work(kind, handle) {
      await started();
      const options = { localConcurrency: 4, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 };
      await boss.work<Signal>(kind, options, async (signals) => {
        for (const { data } of signals) await handle(data.key);
      });
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await starting?.catch(() => undefined);
      if (starting !== undefined) await boss.stop({ graceful: true, timeout: 20_000 });
    },
  };
}

async function start(boss: PgBoss): Promise<void> {
  await boss.start();
  for (const kind of kinds) {
    await boss.createQueue(kind, {
      policy: "stately",
      notify: true,
      heartbeatSeconds: 10,
      retryLimit: 1_000,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      // A drain may take long; a dead worker is noticed by its heartbeat, not by this.
      expireInSeconds: 12 * 60 * 60,
      retentionSeconds: 24 * 60 * 60,
      deleteAfterSeconds: 60,
    });
  }
}
