/** Work that breaks is logged with an incident; the queue tries it again. */
import type { SignalKind } from "../domain/ports/queue.ts";
import type { EngineContext } from "./context.ts";

/** The handler, which tells the log of what it throws and throws it on. What breaks while everything stops is no news. */
export function loggedWork({ log, clock, isStopping }: Pick<EngineContext, "log" | "clock" | "isStopping">, signal: SignalKind, handle: (key: string) => Promise<void>): (key: string) => Promise<void> {
  return async (key) => {
    try {
      await handle(key);
    } catch (cause) {
      if (!isStopping()) log.error({ incident: clock.newId(), signal, key, error: cause }, "work broke; it is tried again");
      throw cause;
    }
  };
}
