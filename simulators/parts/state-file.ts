/** Keeps a simulator's state between starts: one JSON file, written a moment after a change and renamed into place. */
import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";

/** A state file; without a path nothing is kept. */
export interface StateFile {
  load(): unknown;
  /** Writes soon; many calls in a row are one write. */
  save(state: () => unknown): void;
  /** Writes now what is still to be written. */
  flush(): Promise<void>;
}

export interface StateFileOptions {
  /**
   * Turns long lists into text piece by piece, so that answers do not wait for a big state. Only for states whose parts
   * are replaced and never changed in place: otherwise one file could hold two moments.
   */
  inPieces?: boolean;
}

const quietMs = 1_000;
/** A big state is written less often: writing takes at most a tenth of the time. */
const restPerWrite = 9;
const rowsPerPiece = 100;

export function openStateFile(path: string | undefined, { inPieces = false }: StateFileOptions = {}): StateFile {
  let pending: (() => unknown) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let waitMs = quietMs;

  async function write(): Promise<void> {
    timer = undefined;
    if (!pending || path === undefined) return;
    const state = pending();
    pending = undefined;
    const started = performance.now();
    try {
      await writePieces(`${path}.new`, inPieces ? jsonPieces(state) : [JSON.stringify(state)]);
      await rename(`${path}.new`, path);
    } catch (cause) {
      process.stderr.write(`The simulator's state could not be written to ${path}: ${String(cause)}\n`);
    }
    waitMs = Math.max(quietMs, (performance.now() - started) * restPerWrite);
  }

  return {
    load: () => (path === undefined ? undefined : readIfThere(path)),
    save: (state) => {
      if (path === undefined) return;
      pending = state;
      timer ??= setTimeout(() => (writing = writing.then(write)), waitMs);
    },
    flush: () => {
      clearTimeout(timer);
      writing = writing.then(write);
      return writing;
    },
  };
}

async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, "w");
  try {
    for (const piece of pieces) {
      await file.write(piece);
      await setImmediate();
    }
  } finally {
    await file.close();
  }
}

/** The same text as JSON.stringify, with every long list cut into pieces. */
export function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) yield* listPieces(value);
  else if (value !== null && typeof value === "object") yield* objectPieces(value);
  else yield JSON.stringify(value) ?? "null";
}

function* listPieces(list: unknown[]): Generator<string> {
  yield "[";
  for (let from = 0; from < list.length; from += rowsPerPiece) {
    yield (from === 0 ? "" : ",") + JSON.stringify(list.slice(from, from + rowsPerPiece)).slice(1, -1);
  }
  yield "]";
}

function* objectPieces(object: object): Generator<string> {
  const members = Object.entries(object).filter(([, value]) => value !== undefined);
  let before = "{";
  for (const [name, value] of members) {
    yield `${before}${JSON.stringify(name)}:`;
    yield* jsonPieces(value);
    before = ",";
  }
  yield members.length === 0 ? "{}" : "}";
}

/** A file that cannot be read as JSON is set aside, and the simulator starts afresh. */
function readIfThere(path: string): unknown {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    if (cause instanceof SyntaxError) renameSync(path, `${path}.unreadable`);
    else if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    return undefined;
  }
}
