import { defineConfig } from "@lingui/conf";

/** The texts of the web app: marked in the code in English, translated in `web/locales`. `npm run texts` collects them. */
export default defineConfig({
  locales: ["en", "nl"],
  sourceLocale: "en",
  orderBy: "messageId",
  catalogs: [
    { path: "<rootDir>/web/locales/{locale}", include: ["web"], exclude: ["**/*.test.ts"] },
  ],
});
