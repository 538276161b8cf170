/** The placeholders that a form's texts may hold, for the picker beside each text. */
import { createContext } from "react";

export interface Placeholder {
  /** What is put into the text, for example `{{contact.email}}`. */
  text: string;
  label: string;
}

export interface PlaceholderGroup {
  label: string;
  placeholders: readonly Placeholder[];
}

/** Empty = the form offers none. */
export const PlaceholdersContext = createContext<readonly PlaceholderGroup[]>([]);

/** At most so many are listed at once; typing narrows them. */
const listedAtMost = 60;

/** The groups with the placeholders whose label or name contains the text. */
export function foundPlaceholders(groups: readonly PlaceholderGroup[], text: string): PlaceholderGroup[] {
  const wanted = text.trim().toLowerCase();
  let left = listedAtMost;
  return groups.flatMap(({ label, placeholders }) => {
    const found = placeholders.filter((one) => one.label.toLowerCase().includes(wanted) || one.text.toLowerCase().includes(wanted)).slice(0, left);
    left -= found.length;
    return found.length === 0 ? [] : [{ label, placeholders: found }];
  });
}

/** A text with a placeholder put in where the selection is, and where the cursor is then. */
export function withPlaceholder(text: string, placeholder: string, from: number, to: number): { text: string; cursor: number } {
  return { text: text.slice(0, from) + placeholder + text.slice(to), cursor: from + placeholder.length };
}
