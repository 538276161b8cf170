/** The part of csv-parse's browser build that we use: its own types bring Node's into the browser's code. */
export interface Parser {
  on(event: "data", listener: (cells: string[]) => void): void;
  on(event: "end", listener: () => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  write(text: string, written: () => void): void;
  end(): void;
}
export function parse(options: { delimiter: string; bom: boolean; relax_column_count: boolean; skip_empty_lines: boolean }): Parser;
