/** QuickBooks' SQL-like query language: from a statement to one SELECT over one entity. */
import { entityNames, type EntityName } from "./company.ts";
import { Refusal } from "./fault-bodies.ts";

export type Value = string | boolean;
export interface Condition {
  property: string;
  operator: "=" | "<" | ">" | "<=" | ">=" | "like" | "in";
  values: Value[];
}
export interface Query {
  entity: string;
  counts: boolean;
  properties: string[];
  conditions: Condition[];
  orders: { property: string; descending: boolean }[];
  start: number;
  max: number;
}

interface Token {
  text: string;
  column: number;
}

const tokenPattern = /\s*(?:('(?:\\[\s\S]|[^'\\])*')|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?)|(<=|>=|[=<>(),*]))/y;
const operators = new Set(["=", "<", ">", "<=", ">="]);
const keywords = new Set(["select", "from", "where", "and", "in", "like", "order", "orderby", "startposition", "maxresults"]);
const mostResults = 1_000;
const usualResults = 100;

/** The wire name of an entity, whatever its case; undefined = none of that name. */
export function entityNamed(text: string): EntityName | undefined {
  return byLowerName.get(text.toLowerCase());
}

const byLowerName = new Map<string, EntityName>(entityNames.map((name) => [name.toLowerCase(), name]));

/** Parses a statement; a grammar error is refused with code 4000, a bad paging value with 4001. */
export function parseQuery(statement: string): Query {
  return new Parser(statement).query();
}

class Parser {
  private readonly tokens: Token[];
  private readonly end: number;
  private at = 0;

  constructor(statement: string) {
    this.tokens = tokenize(statement);
    this.end = statement.length + 1;
  }

  query(): Query {
    this.expect("select");
    const counts = this.peek() === "count" && this.tokens[this.at + 1]?.text === "(";
    const properties = counts ? this.count() : this.projection();
    this.expect("from");
    const entity = this.name();
    const conditions = this.takeIf("where") ? this.conditions() : [];
    const orders = this.orders();
    const { start, max } = this.paging();
    if (this.at < this.tokens.length) this.fail();
    return { entity, counts, properties, conditions, orders, start, max };
  }

  private count(): string[] {
    for (const word of ["count", "(", "*", ")"]) this.expect(word);
    return [];
  }

  /** Everything, everything and more, or some properties. */
  private projection(): string[] {
    if (!this.takeIf("*")) return this.list(() => this.name());
    return this.takeIf(",") ? ["*", ...this.list(() => this.name())] : ["*"];
  }

  private conditions(): Condition[] {
    const found = [this.condition()];
    while (this.takeIf("and")) found.push(this.condition());
    return found;
  }

  private condition(): Condition {
    const property = this.name();
    if (this.takeIf("in")) {
      this.expect("(");
      const values = this.list(() => this.literal());
      this.expect(")");
      return { property, operator: "in", values };
    }
    if (this.takeIf("like")) return { property, operator: "like", values: [this.literal()] };
    if (!operators.has(this.peek())) this.fail();
    return { property, operator: this.take() as Condition["operator"], values: [this.literal()] };
  }

  private orders(): Query["orders"] {
    if (this.takeIf("order")) this.expect("by");
    else if (!this.takeIf("orderby")) return [];
    return this.list(() => {
      const property = this.name();
      const descending = this.takeIf("desc");
      if (!descending) this.takeIf("asc");
      return { property, descending };
    });
  }

  private paging(): { start: number; max: number } {
    const start = this.takeIf("startposition") ? this.whole(Number.MAX_SAFE_INTEGER) : 1;
    const max = this.takeIf("maxresults") ? this.whole(mostResults) : usualResults;
    return { start, max };
  }

  private whole(most: number): number {
    const value = Number(this.tokens[this.at]?.text);
    if (!Number.isInteger(value)) this.fail();
    this.at += 1;
    if (value < 1) throw new Refusal("4001", `QueryValidationError: value ${value} is too small. Min allowed value is 1`);
    if (value > most) throw new Refusal("4001", `QueryValidationError: value ${value} is too large. Max allowed value is ${most}`);
    return value;
  }

  private list<T>(one: () => T): T[] {
    const found = [one()];
    while (this.takeIf(",")) found.push(one());
    return found;
  }

  private name(): string {
    const text = this.tokens[this.at]?.text ?? "";
    if (!/^[A-Za-z_]/.test(text) || keywords.has(text.toLowerCase())) this.fail();
    this.at += 1;
    return text;
  }

  private literal(): Value {
    const text = this.take();
    if (text.startsWith("'")) return text.slice(1, -1).replace(/\\([\s\S])/g, "$1");
    const lower = text.toLowerCase();
    if (lower === "true" || lower === "false") return lower === "true";
    if (/^-?\d/.test(text)) return text;
    this.at -= 1;
    return this.fail();
  }

  private peek(): string {
    return this.tokens[this.at]?.text.toLowerCase() ?? "";
  }

  private take(): string {
    return this.tokens[this.at++]?.text ?? this.fail(-1);
  }

  private takeIf(word: string): boolean {
    if (this.peek() !== word) return false;
    this.at += 1;
    return true;
  }

  private expect(word: string): void {
    if (!this.takeIf(word)) this.fail(0, word);
  }

  private fail(step = 0, expected = ""): never {
    const token = this.tokens[this.at + step];
    const column = token?.column ?? this.end;
    const wanted = expected === "" ? "<IDENTIFIER> ..." : `"${expected}" ...`;
    throw parseRefusal(token?.text ?? "<EOF>", column, wanted);
  }
}

function tokenize(statement: string): Token[] {
  const tokens: Token[] = [];
  const length = statement.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < length) {
    const position = tokenPattern.lastIndex;
    const found = tokenPattern.exec(statement);
    if (!found) {
      const rest = statement.slice(position).trimStart();
      throw parseRefusal(rest.slice(0, 12), statement.length - rest.length + 1, "<IDENTIFIER> ...");
    }
    const text = found[0].trimStart();
    tokens.push({ text, column: position + found[0].length - text.length + 1 });
  }
  return tokens;
}

function parseRefusal(near: string, column: number, wanted: string): Refusal {
  return new Refusal("4000", `QueryParserError: Encountered " "${near}" "${near} "" at line 1, column ${column}.\nWas expecting:\n    ${wanted}\n    `);
}
