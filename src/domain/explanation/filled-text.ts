/**
 * Sentences that are kept or sent in English and made of a fixed text with places for values, such as `invited {email}`. In
 * another language they are found by the text that they were made of.
 */

export type TextValues = Readonly<Record<string, string | number>>;

/** The text with its values; a place without one stays as it is. */
export function filled(text: string, values: TextValues = {}): string {
  return text.replace(place, (whole, name: string) => String(values[name] ?? whole));
}

/** Finds the text that a sentence was made of, and its values; undefined = it was made of none of them. */
export function textFinder<Text extends string>(texts: readonly Text[]): (sentence: string) => { text: Text; values: Record<string, string> } | undefined {
  // What says more goes first: a text with values may look like another with fewer of its words.
  const patterns = [...texts].sort((one, other) => fixedLength(other) - fixedLength(one)).map((text) => ({ text, pattern: patternOf(text) }));
  return (sentence) => {
    for (const { text, pattern } of patterns) {
      const found = pattern.exec(sentence);
      if (found !== null) return { text, values: { ...found.groups } };
    }
    return undefined;
  };
}

const place = /\{(\w+)\}/g;

function fixedLength(text: string): number {
  return text.replace(place, "").length;
}

function patternOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(place, "(?<$1>.*)")}$`, "s");
}
