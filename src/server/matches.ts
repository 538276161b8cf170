/** What of the books may be chosen for something of the CRM, by likeness. */
import type { Suggestion } from "#api/link.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { type ChoiceKind, matchingKey } from "#domain/matching.ts";
import type { ReferenceName } from "#domain/ports/link-store.ts";
import type { Store } from "#domain/ports/store.ts";
import { similaritySearch } from "#domain/similarity.ts";

/** The active customers or items of one set of books. */
export interface Matches {
  /** `likeliest` first, then those that have the SKU, then those that resemble the text, best first. */
  resembling: (text: string, likeliest: readonly string[], limit: number, sku?: string | null) => Suggestion[];
}

/** Reads the names once; each search after that touches only names that share something with the text. */
export async function matchesIn(store: Pick<Store, "referenceNames">, connectionId: ConnectionId, kind: ChoiceKind): Promise<Matches> {
  const names = new Map((await store.referenceNames(connectionId, kind)).map((name) => [name.id, name]));
  const search = similaritySearch([...names.values()].map((name) => ({ id: name.id, texts: textsOf(name) })));
  return {
    resembling: (text, likeliest, limit, sku = null) => {
      const first = likeliest.flatMap((id) => suggestionOf(names.get(id), null));
      const sameSku = sku === null ? [] : [...names.values()].filter((name) => name.sku !== null && matchingKey(name.sku) === matchingKey(sku));
      const scores = new Map([...search(text, limit + first.length).map(({ id, score }) => [id, score] as const), ...sameSku.map(({ id }) => [id, 1] as const)]);
      const others = [...scores].filter(([id]) => !likeliest.includes(id)).sort(([, a], [, b]) => b - a);
      return [...first, ...others.flatMap(([id, score]) => suggestionOf(names.get(id), score))].slice(0, limit);
    },
  };
}

/** SKUs are not among them: those of a series are alike and mean different things. */
function textsOf({ name, email, companyName }: ReferenceName): string[] {
  return [name, email, companyName].filter((text) => text !== null);
}

function suggestionOf(name: ReferenceName | undefined, score: number | null): Suggestion[] {
  if (name === undefined) return [];
  return [{ booksId: name.id, name: name.fullName ?? name.name, detail: name.sku ?? name.email, score: score === null ? null : Math.round(score * 100) / 100 }];
}
