/** docs/failures.md as text: every failure with an example of its words. */
import { explain } from "#domain/explanation.ts";
import { whoInWords } from "#domain/explanation/who.ts";
import type { Failure } from "#domain/failure.ts";

const retries = { "by-itself": "by itself", "after-you-fix-it": "after the fix", never: "never" };

export function failuresPage(samples: Record<string, Failure>): string {
  const sections = Object.values(samples).map((failure) => {
    const { happened, why, doThis, who, retry } = explain(failure);
    return `## ${failure.code}\n\n**${happened}**\n\n${why}\n\n*What to do:* ${doThis}\n\n*Who:* ${whoInWords(who)}. *Tried again:* ${retries[retry]}.\n`;
  });
  return `# Failures\n\nEverything that can stop a document, with an example of the words the product uses.\nThis page is generated (\`npm run docs\`); the list is \`src/domain/failure.ts\`.\n\n${sections.join("\n")}`;
}
