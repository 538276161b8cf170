/**
 * What many ask at the same moment is asked of the database once. Nothing is remembered: the question goes out after everybody
 * who shares its answer has asked, and who asks later asks anew, so no answer is older than what it answers.
 */
import { setImmediate } from "node:timers/promises";

/** The same question, shared by those who ask it before it goes out. */
export function askedTogether<Key, Answer>(ask: (key: Key) => Promise<Answer>): (key: Key) => Promise<Answer> {
  const waiting = new Map<Key, Promise<Answer>>();

  async function askSoon(key: Key): Promise<Answer> {
    await setImmediate();
    waiting.delete(key);
    return ask(key);
  }

  return (key) => {
    const shared = waiting.get(key) ?? askSoon(key);
    waiting.set(key, shared);
    return shared;
  };
}
