// What the words in the search box are taken for, and the lines that offer what they find.
import type { Gathering } from "../../ask/packages";
import type { Place } from "../../ask/search/gazetteer";
import type { Hit } from "../../ask/search/search";
import { looksLikePosition, type Reading, read } from "../../atlas/coordinate";
import { coordinates } from "../../atlas/format";
import { statusWord, type Translate } from "../../atlas/i18n";
import { shown } from "../../atlas/languages";
import type { Lang, Position, Shown } from "../../atlas/types";
import { gatheringName } from "../../parts/text";

const DECIMALS = 5;
/** Lines that are stepped over by a key that turns a page. */
const PAGE = 6;

/** What some words find. */
export interface Found {
  readonly gatherings: readonly Gathering[];
  readonly places: readonly Place[];
  readonly hits: readonly Hit[];
  /** How many features have the words. */
  readonly n: number;
  /** Nothing has the words as they were typed; these are like them. */
  readonly areSimilar: boolean;
}

/** Something a line offers. */
export type Choice =
  | Gathering
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "feature"; readonly hit: Hit; readonly isHidden: boolean }
  /** `how` it was read, in words, and all of it said at once; `question` asks whether it is meant. */
  | {
      readonly kind: "position";
      readonly at: Position;
      readonly how: string;
      readonly text: string;
      readonly question?: string;
    }
  /** Nothing but the `n` features that have these words. */
  | { readonly kind: "only"; readonly query: string; readonly n: number };

export interface Answer {
  readonly choices: readonly Choice[];
  /** What stands over them: that they are only like what was asked for, or why there are none; empty if neither. */
  readonly note: string;
}

/** Whether a text is taken as a position, readable or not. */
export const isPosition = (query: string): boolean => looksLikePosition(query) && /\d\D+\d/.test(query);

type PositionChoice = Extract<Choice, { kind: "position" }>;

function positionChoice(t: Translate, { lon, lat, how: ways }: Reading): PositionChoice {
  const how = ways.map((way) => t(`coordinate.${way}`)).join(", ");
  const text = t("coordinate.found", { position: coordinates(lon, lat, DECIMALS), how });
  return { kind: "position", at: [lon, lat], how, text };
}

/** Offers a position that may be meant by the name of where it lies. */
function asked(t: Translate, choice: PositionChoice, placeAt: PlaceAt): PositionChoice {
  const place = placeAt(choice.at);
  const [lon, lat] = choice.at;
  const values = { place: place ?? "", position: coordinates(lon, lat, DECIMALS) };
  return place ? { ...choice, question: t("coordinate.go_there", values) } : choice;
}

/** The name of the region a position lies in; null where none is known. */
type PlaceAt = (position: Position) => string | null;

/** A position as it was read; or why a text is none, where what would fit is offered, never taken. */
export function positionAnswer(t: Translate, query: string, placeAt: PlaceAt): Answer {
  const reading = read(query, t.lang);
  if (!("refused" in reading)) return { choices: [positionChoice(t, reading)], note: "" };
  const { refused, values } = reading;
  const key = `coordinate.refused.${refused}` as const;
  const note = t("coordinate.refused", { what: t(key, values), mend: t(`${key}.mend`, values) });
  const fitting = [values.first, values.second, ...(values.fits?.split(" / ") ?? [])].flatMap((text) => {
    const fits = text ? read(text) : null;
    return fits && !("refused" in fits) ? [asked(t, positionChoice(t, fits), placeAt)] : [];
  });
  return { choices: fitting, note };
}

/**
 * Gatherings and places first, then features, then the way to see only these.
 * @param passing mask of what the filters let through
 */
export function foundAnswer(t: Translate, query: string, found: Found, passing: Uint8Array): Answer {
  const { gatherings, places, hits, n, areSimilar } = found;
  const choices: Choice[] = [
    ...gatherings,
    ...places.map((place) => ({ kind: "place", place }) as const),
    ...hits.map((hit) => ({ kind: "feature", hit, isHidden: !passing[hit.feature.index] }) as const),
    ...(n ? [{ kind: "only", query, n } as const] : []),
  ];
  if (!choices.length) return { choices, note: t("search.none", { query }) };
  return { choices, note: areSimilar ? t("search.similar", { query }) : "" };
}

/** The name of what is offered; of the way to see only some, its words. */
export function titleOf(choice: Choice, t: Translate, lang: Lang): Shown {
  switch (choice.kind) {
    case "feature":
      return choice.hit.feature.name(lang);
    case "package":
    case "day":
      return { text: gatheringName(t, choice), lang };
    case "place":
      return shown(choice.place.name, lang) ?? { text: choice.place.code ?? "", lang };
    case "position":
      return { text: choice.question ?? choice.text, lang };
    default:
      return { text: t("search.show_only", { query: choice.query }), lang };
  }
}

function featureFacts({ feature, text }: Hit, isHidden: boolean, t: Translate): string {
  return [
    t(`kind.${feature.kind}`),
    statusWord(t, feature),
    text ? t("search.matched", { text }) : "",
    isHidden ? t("search.hidden") : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What stands under the name. */
export function factsOf(choice: Choice, t: Translate): string {
  switch (choice.kind) {
    case "feature":
      return featureFacts(choice.hit, choice.isHidden, t);
    case "package":
    case "day":
      return t(`search.${choice.kind}`);
    case "place":
      return t(choice.place.code ? "search.region" : "search.town");
    case "only":
      return t.count("count.features", choice.n);
    default:
      return "";
  }
}

/** Tells what a line is about from all others. */
export function aboutOf(choice: Choice): string {
  switch (choice.kind) {
    case "feature":
      return `feature ${choice.hit.feature.id}`;
    case "package":
    case "day":
      return `${choice.kind} ${choice.id}`;
    case "place":
      return `place ${choice.place.code ?? choice.place.position?.join()}`;
    case "position":
      return `position ${choice.at.join(" ")} ${choice.question ?? choice.text}`;
    default:
      return `only ${choice.query}`;
  }
}

/** The line a key leads to from the active one; null for keys that lead nowhere. From the last line on to the first. */
export function stepTo(key: string, active: number, last: number): number | null {
  switch (key) {
    case "ArrowDown":
      return active >= last ? 0 : active + 1;
    case "ArrowUp":
      return active <= 0 ? last : active - 1;
    case "PageDown":
      return Math.min(last, active + PAGE);
    case "PageUp":
      return Math.max(0, active - PAGE);
    default:
      return null;
  }
}
