/** The languages that people are spoken to in. */
export const languages = ["en", "nl"] as const;
export type Language = (typeof languages)[number];

/** The first language of an `Accept-Language` header that we have; English when there is none. */
export function acceptedLanguage(header: string | null | undefined): Language {
  const wanted = (header ?? "").split(",").map((range) => {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((one) => one.startsWith("q="));
    return { language: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
  });
  const known = wanted.filter(({ language, quality }) => quality > 0 && languages.some((one) => one === language));
  return (known.sort((a, b) => b.quality - a.quality)[0]?.language as Language | undefined) ?? "en";
}
