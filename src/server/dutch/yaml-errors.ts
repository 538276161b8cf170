/** In Dutch: what is wrong with the YAML of a file, by the YAML library's code. */
import type { ErrorCode } from "yaml";

export const yamlErrorTexts: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "een verwijzing (*) heeft geen eigen label of anker",
  BAD_ALIAS: "deze verwijzing (*) klopt niet",
  BAD_COLLECTION_TYPE: "dit label past niet bij een lijst of een object",
  BAD_DIRECTIVE: "deze instructie (%) klopt niet",
  BAD_DQ_ESCAPE: "deze code met \\ tussen aanhalingstekens bestaat niet",
  BAD_INDENT: "het inspringen klopt niet, of een [ of { is niet gesloten",
  BAD_PROP_ORDER: "ankers en labels staan na de tekens ?, : en -",
  BAD_SCALAR_START: "een tekst die met dit teken begint, staat tussen aanhalingstekens",
  BLOCK_AS_IMPLICIT_KEY: "op deze regel staan twee namen met een dubbele punt; zet een tekst met een dubbele punt tussen aanhalingstekens",
  BLOCK_IN_FLOW: "tussen [ ] en { } staat alles op één manier geschreven, zonder inspringen",
  DUPLICATE_KEY: "deze naam staat er twee keer",
  IMPOSSIBLE: "dit is geen geldige YAML",
  KEY_OVER_1024_CHARS: "een naam heeft hoogstens 1024 tekens",
  MISSING_CHAR: "hier ontbreekt een teken, zoals een aanhalingsteken, een dubbele punt of een haakje",
  MULTILINE_IMPLICIT_KEY: "een naam staat op één regel",
  MULTIPLE_ANCHORS: "een waarde heeft hoogstens één anker",
  MULTIPLE_DOCS: "een bestand bevat één document",
  MULTIPLE_TAGS: "een waarde heeft hoogstens één label",
  NON_STRING_KEY: "een naam is een tekst",
  RESOURCE_EXHAUSTION: "het bestand is te diep genest of te groot",
  TAB_AS_INDENT: "er wordt met spaties ingesprongen, niet met tabs",
  TAG_RESOLVE_FAILED: "dit label (!) of deze waarde is niet te lezen",
  UNEXPECTED_TOKEN: "dit teken staat hier niet goed",
};
