import { expect, test } from "vitest";
import { explainedReply, inLanguageOf, languageNow } from "./language.ts";

const failure = { code: "no-contact", recordName: "Acme" } as const;
const happenedFor = async (headers: Record<string, string>): Promise<string> =>
  inLanguageOf(new Headers(headers), async () => {
    await Promise.resolve();
    return explainedReply(failure).happened;
  });

test("a failure is told in the language of whoever asks, also after waiting", async () => {
  expect(await happenedFor({ "accept-language": "nl-BE,nl;q=0.9" })).toBe('"Acme" heeft geen gekoppeld contact.');
  expect(await happenedFor({ "accept-language": "nl", "x-ledgerline-language": "en" })).toBe('"Acme" has no associated contact.');
  expect(await happenedFor({})).toBe('"Acme" has no associated contact.');
});

test("two who ask at once are each answered in their own", async () => {
  expect(await Promise.all([happenedFor({ "accept-language": "nl" }), happenedFor({ "accept-language": "en" })])).toEqual(['"Acme" heeft geen gekoppeld contact.', '"Acme" has no associated contact.']);
  expect(languageNow()).toBe("en");
});
