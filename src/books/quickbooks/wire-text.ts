/** Texts as QuickBooks takes them: within its lengths, which count UTF-16 units (reference: pitfall 15). */

/** The beginning of a text, at most `most` UTF-16 units, cut between characters and never inside one. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const isInsidePair = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(most));
  return text.slice(0, isInsidePair ? most - 1 : most);
}
