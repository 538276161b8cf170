/**
 * Names that resemble a name, by the Dice coefficient of their trigrams. An index from trigram to names makes a search touch only
 * the names that share any with it.
 */

/** Something that can be found by any of its texts. */
export interface Searchable {
  id: string;
  texts: string[];
}

/** How alike, from 0 to 1; 1 = the same but for case, spaces, accents and punctuation. */
export interface Resemblance {
  id: string;
  score: number;
}

/** Below this a resemblance is chance. */
const leastScore = 0.3;

/** Makes a search over these, best first. */
export function similaritySearch(all: readonly Searchable[]): (text: string, limit: number) => Resemblance[] {
  const sizes: number[] = [];
  const owners: string[] = [];
  const places = new Map<string, number[]>();
  for (const { id, texts } of all) {
    for (const text of new Set(texts)) {
      const trigrams = trigramsOf(text);
      for (const trigram of trigrams) {
        const holders = places.get(trigram);
        if (holders) holders.push(sizes.length);
        else places.set(trigram, [sizes.length]);
      }
      sizes.push(trigrams.size);
      owners.push(id);
    }
  }
  // How many trigrams each text shares with the one searched for; all zero between searches.
  const shared = new Uint16Array(sizes.length);
  return (text, limit) => {
    const trigrams = trigramsOf(text);
    const touched: number[] = [];
    for (const trigram of trigrams) {
      for (const at of places.get(trigram) ?? []) {
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] ?? 0) + 1;
      }
    }
    const best = new Map<string, number>();
    for (const at of touched) {
      const score = (2 * (shared[at] ?? 0)) / (trigrams.size + (sizes[at] ?? 0));
      shared[at] = 0;
      const id = owners[at] ?? "";
      if (score >= leastScore && score > (best.get(id) ?? 0)) best.set(id, score);
    }
    return [...best].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
  };
}

/** Each word with two spaces before and one after it, so that its beginning counts most; "desk, oak" is "oak desk". */
function trigramsOf(text: string): Set<string> {
  const trigrams = new Set<string>();
  for (const word of foldedWords(text)) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) trigrams.add(padded.slice(at, at + 3));
  }
  return trigrams;
}

function foldedWords(text: string): string[] {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
