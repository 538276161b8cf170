/** Keeps a simulator's state between starts: one JSON file, written a moment after a change and renamed into place. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** A state file; without a path nothing is kept. */
export interface StateFile {
  load(): unknown;
  /** Writes soon; many calls in a row are one write. */
  save(state: () => unknown): void;
  /** Writes now what is still to be written. */
  flush(): Promise<void>;
}

const quietMs = 1_000;

export function openStateFile(path: string | undefined): StateFile {
  let pending: (() => unknown) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    timer = undefined;
    if (!pending || path === undefined) return;
    const text = JSON.stringify(pending());
    pending = undefined;
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  }

  return {
    load: () => (path === undefined ? undefined : readIfThere(path)),
    save: (state) => {
      if (path === undefined) return;
      pending = state;
      timer ??= setTimeout(() => (writing = writing.then(write)), quietMs);
    },
    flush: () => {
      clearTimeout(timer);
      writing = writing.then(write);
      return writing;
    },
  };
}

/** A file that cannot be read as JSON is set aside, and the simulator starts afresh. */
function readIfThere(path: string): unknown {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") setAside(path);
    return undefined;
  }
}

function setAside(path: string): void {
  try {
    renameSync(path, `${path}.unreadable`);
  } catch {
    writeFileSync(path, "");
  }
}
