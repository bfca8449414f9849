// What a thing is found by: its names, its places and partners, and words that many things share.
import type { Atlas, Feature, Lang, Texts } from "../../atlas/types";
import { CORE_COUNTRIES, LANGUAGES } from "../../atlas/vocabulary";
import { queryWords, words } from "./fold";

/** Points for a word found in a field; a name has one field a language, and what a word means has points of its own. */
const WEIGHTS = { name: 10, post: 8, id: 5, locality: 5, region: 4, partner: 4, label: 2, meaning: 0 } as const;
type OtherField = Exclude<keyof typeof WEIGHTS, "name">;
/** Where a word was found. */
export type SearchField = `name_${Lang}` | OtherField;
export interface FieldEntry {
  readonly name: SearchField;
  readonly weight: number;
  /** The language of a name. */
  readonly lang: Lang | null;
}
/** Their order is the code kept in the index. */
export const FIELDS: readonly FieldEntry[] = [
  ...LANGUAGES.map((lang) => ({ name: `name_${lang}` as const, weight: WEIGHTS.name, lang })),
  ...(["post", "id", "locality", "region", "partner", "label", "meaning"] as const).map((name) => ({
    name,
    weight: WEIGHTS[name],
    lang: null,
  })),
];
export const CODES = new Map(FIELDS.map(({ name }, code) => [name, code]));
export const FIELD_BITS = Math.ceil(Math.log2(FIELDS.length));
export const FIELD_MASK = (1 << FIELD_BITS) - 1;

/** Everything a feature can be found by, as pairs of field and text. */
export function* texts(feature: Feature): Generator<[field: SearchField, text: string]> {
  const names = feature.texts("name");
  for (const lang of LANGUAGES) if (names[lang]) yield [`name_${lang}`, names[lang]];
  for (const field of ["kz_name", "uz_name"] as const) {
    for (const name of Object.values(feature.texts(field))) yield ["post", name];
  }
  yield ["id", feature.id];
  const locality = feature.get("locality");
  if (locality) yield ["locality", locality];
  for (const partner of feature.list("partners")) yield ["partner", partner];
}

const BOTH: ReadonlySet<string> = new Set(CORE_COUNTRIES);

/** Codes of the regions a feature is found by, and of countries beside the two, of which all is. */
function placesOf(feature: Feature): Set<string> {
  const sides = [feature.get("kz_admin1"), feature.get("uz_admin1")];
  const codes = [...feature.list("admin1"), ...feature.list("applies_to"), ...feature.list("countries"), ...sides];
  return new Set(codes.filter((code): code is string => !!code && !BOTH.has(code)));
}

/** Texts that many features share: their words are folded once. */
export function* sharedTexts(feature: Feature, labels: boolean): Generator<[field: SearchField, key: string]> {
  for (const code of placesOf(feature)) yield ["region", `place:${code}`];
  if (!labels) return;
  yield ["label", `sector:${feature.sector}`];
  yield ["label", `status:${feature.status}`];
  yield ["label", `kind:${feature.kind}`];
}

export function inAllLanguages(atlas: Atlas, key: string): string[] {
  const [list, word] = key.split(":") as [string, string];
  const named: Texts | undefined =
    list === "place"
      ? atlas.places[word]
      : list === "sector"
        ? atlas.sector(word as Feature["sector"]).name
        : undefined;
  if (named) return LANGUAGES.flatMap((lang) => named[lang] ?? []);
  return LANGUAGES.flatMap((lang) => atlas.messages[lang]?.[`${list}.${word}`] ?? []);
}

/** How many words of some texts begin as the typed ones do, but for endings. */
function shared(query: string, texts: readonly string[]): number {
  const typed = queryWords(query)
    .flat()
    .map((word) => word.slice(0, Math.max(3, word.length - 2)));
  return texts.flatMap(words).filter((word) => typed.some((begin) => word.startsWith(begin))).length;
}

/** The region or country, post, place or partner a feature was found by, in `lang`; empty where that language has no text for it. */
export function explanation(
  atlas: Atlas,
  feature: Feature,
  field: SearchField,
  query: string,
  lang: Lang = "en",
): string {
  let told: Texts[] = [];
  if (field === "post") told = [feature.texts("kz_name"), feature.texts("uz_name")];
  else if (field === "region") told = [...placesOf(feature)].map((code) => atlas.places[code] ?? {});
  else if (field === "locality") told = [{ en: feature.get("locality") ?? "" }];
  else if (field === "partner") told = feature.list("partners").map((name) => ({ en: name }));
  const weighed = told.map((texts) => ({ text: texts[lang] ?? "", n: shared(query, Object.values(texts)) }));
  return weighed.reduce((a, b) => (b.n > a.n ? b : a), { text: "", n: 0 }).text;
}
