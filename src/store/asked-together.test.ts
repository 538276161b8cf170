import { expect, test } from "vitest";
import { askedTogether } from "./asked-together.ts";

function counting() {
  const asked: string[] = [];
  const ask = askedTogether(async (key: string) => {
    asked.push(key);
    return `${key}${asked.length}`;
  });
  return { asked, ask };
}

test("those who ask at the same moment share one question for each key", async () => {
  const { asked, ask } = counting();
  expect(await Promise.all([ask("a"), ask("b"), ask("a")])).toEqual(["a1", "b2", "a1"]);
  expect(asked).toEqual(["a", "b"]);
});

test("whoever asks once the question went out asks anew, answered or not", async () => {
  const answers: (() => void)[] = [];
  const ask = askedTogether((_key: string) => new Promise<number>((answer) => answers.push(() => answer(answers.length))));
  const first = ask("a");
  await expect.poll(() => answers.length).toBe(1);
  const second = ask("a");
  await expect.poll(() => answers.length).toBe(2);
  answers.forEach((answer) => answer());
  await Promise.all([first, second]);
});

test("a question that fails fails for those who shared it, and not for the next", async () => {
  let isBroken = true;
  const ask = askedTogether(async (key: string) => {
    if (isBroken) throw new Error("the connection was lost");
    return key;
  });
  expect((await Promise.allSettled([ask("a"), ask("a")])).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  isBroken = false;
  expect(await ask("a")).toBe("a");
});
