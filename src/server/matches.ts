/** What of the books may be chosen for something of the CRM, by likeness. */
import type { Suggestion } from "#api/link.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { LinkKind } from "#domain/matching.ts";
import type { ReferenceName, Store } from "#domain/ports/store.ts";
import { similaritySearch } from "#domain/similarity.ts";

/** The active customers or items of one set of books. */
export interface Matches {
  /** `likeliest` first, then those that resemble any of the texts, best first. */
  resembling: (texts: readonly string[], likeliest: readonly string[], limit: number) => Suggestion[];
}

/** Reads the names once; each search after that touches only names that share something with the text. */
export async function matchesIn(store: Pick<Store, "referenceNames">, connectionId: ConnectionId, kind: LinkKind): Promise<Matches> {
  const names = new Map((await store.referenceNames(connectionId, kind)).map((name) => [name.id, name]));
  const search = similaritySearch([...names.values()].map((name) => ({ id: name.id, texts: textsOf(name) })));
  return {
    resembling: (texts, likeliest, limit) => {
      const first = likeliest.flatMap((id) => suggestionOf(names.get(id), null));
      const scores = new Map<string, number>();
      for (const text of texts) for (const { id, score } of search(text, limit + first.length)) scores.set(id, Math.max(score, scores.get(id) ?? 0));
      const others = [...scores].filter(([id]) => !likeliest.includes(id)).sort(([, a], [, b]) => b - a);
      return [...first, ...others.flatMap(([id, score]) => suggestionOf(names.get(id), score))].slice(0, limit);
    },
  };
}

function textsOf({ name, sku, email, companyName }: ReferenceName): string[] {
  return [name, sku, email, companyName].filter((text) => text !== null);
}

function suggestionOf(name: ReferenceName | undefined, score: number | null): Suggestion[] {
  if (name === undefined) return [];
  return [{ booksId: name.id, name: name.fullName ?? name.name, detail: name.sku ?? name.email, score: score === null ? null : Math.round(score * 100) / 100 }];
}
