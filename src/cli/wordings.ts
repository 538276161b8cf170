/** What people also type, and how it is written here: a new user should not have to guess which form a command has. */
import { similaritySearch } from "#domain/similarity.ts";

const listWords = new Set(["list", "ls", "all"]);

/** What there are many of, by every word for it, and the command that lists them. */
const lists: Readonly<Record<string, string>> = {
  workflow: "workflows", workflows: "workflows", document: "documents", documents: "documents", invoices: "documents", enrollment: "enrollments", enrollments: "enrollments", history: "enrollments",
  approval: "approvals", approvals: "approvals", connection: "connections", connections: "connections", link: "links", links: "links", unmatched: "unmatched", attention: "attention", "needs-attention": "attention",
  recipe: "workflows recipes", recipes: "workflows recipes",
};

/** Other words for a command, by its first word. */
const commandWords: Readonly<Record<string, string>> = {
  workflow: "workflows", document: "documents", approval: "approvals", record: "records", deals: "records deal", quotes: "records quote", payments: "records payment", history: "enrollments", invoices: "documents", "needs-attention": "attention", recipes: "workflows recipes",
  ls: "workflows", list: "workflows", help: "--help", version: "--version", serve: "start", run: "start", up: "start", status: "doctor", health: "doctor", login: "sign-in-link", "sign-in": "sign-in-link", "dry-run": "plan", preview: "plan", why: "explain",
  enable: "turn-on", disable: "turn-off", company: "connection", companies: "connections",
};

/** Commands that stand behind a noun, as in `approvals approve`; by noun and verb. */
const verbWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  workflows: {
    show: "workflows review", get: "workflows review", view: "workflows review", check: "workflows review", new: "workflows create", add: "workflows create", delete: "workflows remove", rm: "workflows remove",
    history: "workflows versions", version: "workflows versions", rollback: "workflows restore", duplicate: "workflows copy", clone: "workflows copy", lint: "workflows validate", count: "workflows matching",
    "turn-on": "turn-on", on: "turn-on", enable: "turn-on", start: "turn-on", "turn-off": "turn-off", off: "turn-off", disable: "turn-off", stop: "turn-off", pause: "pause", resume: "resume", plan: "plan",
    "dry-run": "plan", explain: "explain", enroll: "enroll",
  },
  enrollments: { show: "enrollment", get: "enrollment", retry: "retry", cancel: "cancel" },
  enrollment: { show: "enrollment", get: "enrollment", retry: "retry", cancel: "cancel" },
  approvals: { approve: "approve", reject: "reject" },
  attention: { retry: "retry" },
  links: { add: "link", save: "link", remove: "unlink", rm: "unlink", delete: "unlink" },
  connections: { show: "connection", get: "connection", check: "check", disconnect: "disconnect", settings: "settings", budget: "budget", bursts: "bursts", "read-only": "read-only" },
  connection: { show: "connection", get: "connection", check: "check", disconnect: "disconnect", settings: "settings", budget: "budget", bursts: "bursts", "read-only": "read-only" },
  turn: { on: "turn-on", off: "turn-off" },
};

/** The words as the commands are written; what is known already stays as it is. */
export function asWritten(argv: readonly string[]): string[] {
  const [first = "", second, ...rest] = argv;
  if (listWords.has(first) && second !== undefined && lists[second] !== undefined) return [...wordsOf(lists[second]), ...rest];
  if (first === "help" && second !== undefined) return [...asWritten([second, ...rest]), "--help"];
  if (second !== undefined && listWords.has(second) && lists[first] !== undefined) return [...wordsOf(lists[first]), ...rest];
  const noun = commandWords[first] ?? first;
  const behind = second === undefined ? undefined : verbWords[noun]?.[second];
  if (behind !== undefined) return [...wordsOf(behind), ...rest];
  return commandWords[first] === undefined ? [...argv] : [...wordsOf(commandWords[first]), ...argv.slice(1)];
}

function wordsOf(text: string): string[] {
  return text.split(" ");
}

/** The word that was probably meant, as a sentence to go on with; "" = none resembles it. */
export function meantBy(word: string, known: readonly string[], before = ""): string {
  const [found] = similaritySearch(known.map((id) => ({ id, texts: [id] })))(word, 1);
  return found === undefined ? "" : `Did you mean "${before}${found.id}"? `;
}
