import { expect, test } from "vitest";
import { arrived, changed, conflicting, failed, keepingOurs, keptDraft, sending, takingTheirs } from "./draft-state.ts";

const start = keptDraft("a", null);
const theirs = { definition: "x", savedAt: "10:05", savedBy: "kim@example.com" };

test("an edit is unsaved until the server has it, and the next one is based on that", () => {
  const edited = changed(start, "b");
  const sent = sending(edited, "b");
  expect([edited.saving, sent.saving]).toEqual(["unsaved", "saving"]);
  expect(arrived(sent, "10:01", "b")).toMatchObject({ saving: "saved", kept: "b", basedOn: "10:01" });
});

test("what is edited while a save is under way is saved next", () => {
  const sent = changed(sending(changed(start, "b"), "b"), "c");
  expect(sent.saving).toBe("saving");
  expect(arrived(sent, "10:01", "c")).toMatchObject({ saving: "unsaved", kept: "b" });
});

test("taking an edit back before it is saved leaves nothing to save", () => {
  expect(changed(changed(start, "b"), "a").saving).toBe("saved");
});

test("a save that failed is shown, and an edit tries again", () => {
  const lost = failed(sending(changed(start, "b"), "b"), new Error("away"));
  expect(lost.saving).toBe("failed");
  expect(changed(lost, "c")).toMatchObject({ saving: "unsaved", error: null });
});

test("when somebody else saved first nothing is saved until a person has chosen", () => {
  const conflict = conflicting(sending(changed(start, "b"), "b"), theirs);
  expect(changed(conflict, "c").saving).toBe("conflict");
  expect(keepingOurs(conflict)).toMatchObject({ saving: "unsaved", kept: "x", basedOn: "10:05" });
  expect(takingTheirs(conflict)).toEqual(keptDraft("x", "10:05"));
});
