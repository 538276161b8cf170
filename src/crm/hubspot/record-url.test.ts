import { expect, test } from "vitest";
import { recordUrl } from "./record-url.ts";

test.each([
  ["https://api.hubapi.com", "https://app-eu1.hubspot.com/", "deal", "https://app-eu1.hubspot.com/contacts/4411223/record/0-3/77"],
  ["https://api.hubapi.com", "https://app.hubspot.com", "line-item", "https://app.hubspot.com/contacts/4411223/record/0-8/77"],
  ["http://127.0.0.1:4402", "http://127.0.0.1:4402", "deal", "http://127.0.0.1:4402/deals/77"],
  ["http://127.0.0.1:4402", "http://127.0.0.1:4402", "contact", "http://127.0.0.1:4402/contacts/77"],
] as const)("with the API at %s and the app at %s a %s is opened at %s", (baseUrl, appUrl, objectType, url) => {
  expect(recordUrl({ baseUrl, appUrl, portalId: "4411223" }, objectType, "77")).toBe(url);
});
