// Words for what a place is.
import type { TextKey } from "../atlas/i18n";
import { shown } from "../atlas/languages";
import { PRECISIONS, type Precision, STATUSES, type Status } from "../atlas/vocabulary";
import type { Context } from "./context";
import { FACETS, type Facet } from "./state";
import type { Field, Words } from "./tile";
import type { Spot } from "./tiles";
import { say } from "./words";

/** The lists that tiles' words are numbered by. */
export const wordsOf = ({ atlas, many }: Pick<Context, "atlas" | "many">): Words => {
  const lists: Readonly<Record<Field, readonly string[]>> = {
    sector: atlas.sectors.map(({ id }) => id),
    status: STATUSES,
    precision: PRECISIONS,
    admin1: [...new Set(many.counts.admin1)].sort(),
  };
  const numbered = (field: Field) => new Map(lists[field].map((word, code) => [word, code]));
  return {
    sector: numbered("sector"),
    status: numbered("status"),
    precision: numbered("precision"),
    admin1: numbered("admin1"),
  };
};

/** The word of a place in a list; null if the list has none like it. */
export function wordOf({ words }: Context, { tile, k }: Spot, field: Field): string | null {
  const code = tile.codes[field][k];
  for (const [word, number] of words[field]) if (number === code) return word;
  return null;
}

export const statusOf = (context: Context, spot: Spot): Status =>
  (wordOf(context, spot, "status") as Status | null) ?? "unknown";
export const precisionOf = (context: Context, spot: Spot): Precision =>
  (wordOf(context, spot, "precision") as Precision | null) ?? "none";

/** A word of a facet as people read it. */
export function labelOf(context: Context, facet: Facet, word: string): string {
  const t = context.t();
  const { lang } = context.store.get();
  if (facet === "sector") {
    const sector = context.atlas.sectors.find(({ id }) => id === word);
    return shown(sector?.name, lang)?.text ?? word;
  }
  if (facet === "status") return t(`status.${word}` as TextKey);
  return word ? (shown(context.atlas.places[word], lang)?.text ?? word) : say(t, "many.abroad");
}

/** What stands under the name of a place. */
export const factsLine = (context: Context, spot: Spot): string =>
  FACETS.map((facet) => {
    const word = wordOf(context, spot, facet);
    return word === null ? "" : labelOf(context, facet, word);
  })
    .filter(Boolean)
    .join(" · ");
