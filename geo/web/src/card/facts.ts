// What is known beside name, summary and events, as pairs of label and value: pure but for the elements it makes.
import type { Context } from "../ask/context";
import { agreedOn, sharedDays } from "../ask/packages";
import { coordinates, date, km, period, usd } from "../atlas/format";
import type { Translate } from "../atlas/i18n";
import type { Feature, Fields, GeometryKind, Precision, TextField } from "../atlas/types";
import { BORDER_TOLERANCE_KM, SURE_PRECISIONS } from "../atlas/vocabulary";
import { goalText } from "../charts/goal";
import { panels } from "../charts/series";
import { amountText } from "../charts/table";
import { copyButton } from "../parts/copy";
import { h } from "../parts/dom";
import { featureLink, gatheringButton } from "../parts/row";
import { english, placeName, textElement } from "../parts/text";

type Fact = readonly [label: string, value: Node | string | null | undefined];
/** Decimals of a degree worth showing: a hundred metres, a kilometre, ten. */
const DECIMALS: Record<Precision, number> = { exact: 4, locality: 2, region: 1, country: 0, none: 0 };

const joined = (parts: readonly Node[]): HTMLElement | null =>
  parts.length ? h("span", {}, ...parts.flatMap((part, i) => (i ? [", ", part] : [part]))) : null;

/** Where it is, or what it concerns. */
function placeFact(context: Context, feature: Feature): Fact {
  const words = context.t();
  const named = (codes: readonly string[]) => codes.map((code) => placeName(context, code));
  const concerned = named(feature.list("applies_to"));
  if (concerned.length) return [words("card.applies_to"), concerned.join(", ")];
  const regions = feature.list("admin1");
  const codes = regions.length ? regions : feature.list("countries");
  const locality = feature.get("locality");
  const places = new Set([locality && words.phrase(locality).text, ...named(codes)]);
  return [words("card.where"), [...places].filter(Boolean).join(" · ")];
}

/** What was last reported of an indicator, and how far that is from what was promised. */
function latestFact({ atlas, t }: Context, { id }: Feature): Fact {
  const words = t();
  const all = panels(atlas.observations, id);
  const newest = all
    .flatMap(({ series }) => series.flatMap(({ points }) => points))
    .sort((a, b) => a.to - b.to)
    .at(-1)?.observation;
  const goal = all.map((panel) => goalText(words, panel)).find(Boolean);
  const value = newest && amountText(words, newest.value, newest.unit);
  return [
    words("card.value"),
    goal ?? (newest && `${value} · ${period(words, newest.period)} · ${words.phrase(newest.reporter).text}`),
  ];
}

/** What one looks for first, of any kind of thing. */
export function keyFacts(context: Context, feature: Feature): Fact[] {
  const words = context.t();
  const isPlace = !feature.list("applies_to").length || feature.located;
  return [
    ...(feature.kind === "crossing" ? crossingFacts(context, feature) : []),
    placeFact(context, feature),
    [words("card.position"), isPlace ? h("strong", {}, words(`precision.${feature.precision}`)) : null],
    ...lineFacts(context, feature),
    latestFact(context, feature),
    ...termFacts(context, feature),
  ];
}

/** How exactly it is where it is, and how that is known, which is folded. */
function positionFact(context: Context, feature: Feature): HTMLElement | null {
  const words = context.t();
  const { precision } = feature;
  const side = feature.get("point_side");
  const basis = english(words, feature.get("precision_basis"), { class: "block quiet" });
  const parts = [
    feature.line || precision === "none" ? null : h("span", { class: "block" }, words(`precision_long.${precision}`)),
    side ? h("span", { class: "block" }, words("card.point_side", { country: placeName(context, side) })) : null,
    basis ? h("details", { class: "how-known" }, h("summary", {}, words("card.how_known")), basis) : null,
  ];
  return parts.some(Boolean) ? h("span", {}, ...parts) : null;
}

function coordinatesFact(context: Context, feature: Feature, announce: (text: string) => void): HTMLElement | null {
  const { precision, position } = feature;
  if (precision === "none" || !position) return null;
  const words = context.t();
  const text = coordinates(...position, DECIMALS[precision]);
  const about = precision === "exact" ? "" : ` (${words("card.approximate")})`;
  const copy = copyButton(context, announce, { label: "position.copy", done: "position.copied" }, () => text);
  return h("span", {}, `${text}${about} `, copy);
}

const drawingFact = (words: Translate, kind: GeometryKind): HTMLElement =>
  h(
    "span",
    {},
    h("strong", {}, words(`geometry.${kind}`)),
    h("span", { class: "block" }, words(`geometry_long.${kind}`)),
  );

/** What is read after text and events: notes, names of both sides, and what position and drawing are worth. */
export function moreFacts(context: Context, feature: Feature, announce: (text: string) => void): Fact[] {
  const words = context.t();
  const { lang } = context.store.get();
  const kind = feature.get("geometry_kind");
  const text = (field: TextField) => textElement(context, feature.text(field, lang));
  return [
    [words("card.cost"), text("cost_note")],
    [words("card.capacity"), text("capacity_note")],
    [words("card.electronic_queue"), feature.get("electronic_queue")],
    [words("card.length"), text("length_note")],
    [words("card.kz_side"), text("kz_name")],
    [words("card.uz_side"), text("uz_name")],
    [words("card.position"), positionFact(context, feature)],
    [words("card.coordinates"), coordinatesFact(context, feature, announce)],
    [words("card.drawing"), feature.line && kind ? drawingFact(words, kind) : null],
  ];
}

const BEFORE_AFTER = ["persons_per_day", "vehicles_per_day", "train_pairs_per_day"] as const;

function crossingFacts(context: Context, feature: Feature): Fact[] {
  const words = context.t();
  const { lang } = context.store.get();
  const access = (field: "passengers" | "freight" | "third_country_nationals"): Fact => {
    const value = feature.get(field);
    return [words(`card.${field}`), value ? words(`access.${value}`) : null];
  };
  const change = (field: (typeof BEFORE_AFTER)[number]): Fact => {
    const before = feature.get(`${field}_before` as keyof Fields) as number | undefined;
    const after = feature.get(`${field}_after` as keyof Fields) as number | undefined;
    const text =
      before != null && after != null
        ? words("card.before_after", { before: words.number(before), after: words.number(after) })
        : before != null
          ? words("card.before", { n: words.number(before) })
          : after != null
            ? words("card.after", { n: words.number(after) })
            : null;
    return [words(`card.${field}`), text];
  };
  return [
    [
      words("card.modes"),
      feature
        .list("modes")
        .map((mode) => words(`mode.${mode}`))
        .join(", "),
    ],
    [words("card.hours"), feature.get("hours")],
    access("passengers"),
    access("freight"),
    access("third_country_nationals"),
    [words("card.access"), textElement(context, feature.text("access_note", lang))],
    ...BEFORE_AFTER.map(change),
  ];
}

function lineFacts(context: Context, feature: Feature): Fact[] {
  const words = context.t();
  const published = feature.get("length_km");
  const drawn = feature.get("computed_length_km");
  const [kz, uz] = [feature.get("length_kz_km"), feature.get("length_uz_km")];
  const speed = feature.get("max_speed_kmh");
  const gauge = feature.get("gauge_mm");
  const electrified = feature.get("electrified");
  const kind = feature.get("line_kind");
  const station = feature.get("station_kind");
  const medium = feature.get("medium");
  const length = [
    published != null ? words("card.length_published", { km: km(words, published) }) : "",
    drawn != null ? words("card.length_drawn", { km: km(words, drawn) }) : "",
    kz != null && uz != null && drawn != null
      ? words("card.length_split", { kz: km(words, kz), uz: km(words, uz) })
      : "",
  ].filter(Boolean);
  return [
    [words("card.line_kind"), kind ? words(`line.${kind}`) : null],
    [words("card.medium"), medium ? words(`medium.${medium}`) : null],
    [
      words("card.length"),
      length.length ? h("span", {}, ...length.map((text) => h("span", { class: "block" }, text))) : null,
    ],
    [words("card.speed"), speed != null ? words("number.kmh", { n: words.number(speed) }) : null],
    [words("card.gauge"), gauge != null ? words("number.mm", { n: words.number(gauge) }) : null],
    ["", electrified && electrified !== "unknown" ? words(`electrified.${electrified}`) : null],
    [words("kind.station"), station ? words(`station.${station}`) : null],
    ["", feature.get("confirmed") === false ? words("card.unconfirmed") : null],
    [words("card.stops"), joined(feature.list("stops").map((id) => featureLink(context, id)))],
    [words("card.lines"), joined(feature.list("lines").map((id) => featureLink(context, id)))],
  ];
}

function termFacts(context: Context, feature: Feature): Fact[] {
  const words = context.t();
  const cost = feature.get("cost_usd");
  const ends = feature.get("ends");
  return [
    [words("card.cost"), cost != null ? h("strong", {}, usd(words, cost)) : null],
    [
      words("card.partners"),
      feature.list("partners").length
        ? h("ul", {}, ...feature.list("partners").map((name) => h("li", {}, english(words, name))))
        : null,
    ],
    [
      words("card.packages"),
      joined(
        feature.list("packages").map((id) => gatheringButton(context, { kind: "package", id }, words(`package.${id}`))),
      ),
    ],
    [words("card.same_day"), joined(sameDays(context, feature))],
    [words("card.ends"), ends ? date(words, ends) : null],
  ];
}

/** The days on which it was agreed with others, each leading to all of that day. */
function sameDays(context: Context, feature: Feature): HTMLElement[] {
  const own = new Set(agreedOn(feature));
  const words = context.t();
  return sharedDays(context.atlas)
    .filter(([day]) => own.has(day))
    .map(([day, n]) => gatheringButton(context, { kind: "day", id: day }, `${date(words, day)} (${words.number(n)})`));
}

/** The distance to the border with how exact both ends of it are: the place, and the line as it is drawn. */
const borderFact = (words: Translate, { precision }: Feature, distance: string): HTMLElement =>
  h(
    "span",
    {},
    distance,
    h(
      "span",
      { class: "block quiet" },
      words("card.border_exact", {
        precision: words(`precision_long.${precision}`),
        km: words("number.km", { n: words.number(BORDER_TOLERANCE_KM, 2) }),
      }),
    ),
  );

export function computedFacts(context: Context, feature: Feature): Fact[] {
  const words = context.t();
  // A distance from a place known only by its region would claim more than is known.
  if (!SURE_PRECISIONS.includes(feature.precision)) return [];
  const about = feature.precision === "exact" ? "" : ` (${words("card.approximate")})`;
  const near = (id: string | undefined, distance: number | undefined) =>
    id && distance != null ? featureLink(context, id, ` · ${km(words, distance)}${about}`) : null;
  const border = feature.get("border_km");
  const chainage = feature.get("chainage_km");
  const away = feature.get("rail_km");
  const isNearLine = chainage != null && feature.get("in_corridor");
  return [
    [words("card.border_km"), border != null ? borderFact(words, feature, km(words, border) + about) : null],
    [words("card.nearest_crossing"), near(feature.get("nearest_crossing"), feature.get("nearest_crossing_km"))],
    [words("card.nearest_station"), near(feature.get("nearest_station"), feature.get("nearest_station_km"))],
    [words("card.chainage"), isNearLine ? km(words, chainage) + about : null],
    [words("card.rail_km"), isNearLine && away != null ? km(words, away) + about : null],
  ];
}

/** A definition list of the facts that have a value; null if none has. */
export function factList(facts: readonly Fact[]): HTMLElement | null {
  const known = facts.filter(([, value]) => value);
  if (!known.length) return null;
  return h(
    "dl",
    { class: "facts" },
    ...known.flatMap(([label, value]) => [
      label ? h("dt", {}, label) : null,
      h("dd", label ? {} : { class: "wide" }, value as Node | string),
    ]),
  );
}
