/** YAML in and out: what is wrong in a file is told with its line. */
import { type Document, isMap, isSeq, LineCounter, parseDocument, type YAMLParseError } from "yaml";
import { definitionOf, workflowFile } from "#actions/workflow-file.ts";
import type { FileProblem } from "#api/workflow-file.ts";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { yamlErrorTexts } from "../dutch/yaml-errors.ts";
import { languageNow } from "../language.ts";
import { problemsOf, type ShapeProblem } from "../shape-problems.ts";

export type FilePath = readonly (string | number)[];

/** A file that was read: what it says, and where. */
export interface ReadFile {
  name: string;
  /** Entries of the books are still names. */
  definition: WorkflowDefinition;
  /** The line of the innermost part of the path that is there, from 1. */
  lineOf(path: FilePath): number;
}

/** Reads a file, or says everything that is wrong with it. */
export function readWorkflowFile(text: string): { file: ReadFile } | { problems: FileProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) return { problems: document.errors.map((error) => ({ line: lines.linePos(error.pos[0]).line, path: "", problem: syntaxProblem(error) })) };
  const lineOf = (path: FilePath) => lineIn(document, lines, path);
  const parsed = workflowFile.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(problemsOf).map((one) => fileProblem(one, lineOf)) };
  return { file: { name: parsed.data.name, definition: definitionOf(parsed.data), lineOf } };
}

function syntaxProblem({ code, message }: YAMLParseError): string {
  return languageNow() === "nl" ? yamlErrorTexts[code] : (message.split(" at line ")[0] ?? message);
}

function fileProblem({ path, problem, fix }: ShapeProblem, lineOf: ReadFile["lineOf"]): FileProblem {
  const place = path.filter((part) => typeof part !== "symbol");
  return { line: lineOf(place), path: place.join("."), problem: fix === "" ? problem : `${problem}. ${fix}` };
}

function lineIn(document: Document.Parsed, lines: LineCounter, path: FilePath): number {
  let node: unknown = document.contents;
  let at = startOf(node);
  for (const part of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => String(key) === String(part)) : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(part)] : pair?.value;
    if (pair === undefined && next === undefined) break;
    at = startOf(pair?.key ?? next) ?? at;
    node = next;
  }
  return lines.linePos(at ?? 0).line;
}

function startOf(node: unknown): number | undefined {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined;
}
