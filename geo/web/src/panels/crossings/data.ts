// What is compared of the crossings: who and what may pass, when and how much, and which of them are asked for.
import type { Filters } from "../../ask/state";
import { type AccessQuestion, QUESTIONS } from "../../atlas/fields";
import type { TextKey, Translate } from "../../atlas/i18n";
import type { Access, Edtf, Feature, Lang, Mode } from "../../atlas/types";
import { MODES, USE_RANK } from "../../atlas/vocabulary";

/** Answers that let someone through, if perhaps not everyone. */
const OPEN: readonly Access[] = ["yes", "restricted"];
/** From the one that lets all through; what is not known has no rank. */
const ACCESS_RANK: Readonly<Record<Access, number | null>> = {
  yes: 0,
  restricted: 1,
  suspended: 2,
  no: 3,
  unknown: null,
};

/** Those that work first, those that never opened or closed for good last. */
export const inOrder = (crossings: readonly Feature[]): Feature[] =>
  [...crossings].sort((a, b) => USE_RANK[a.status] - USE_RANK[b.status] || a.index - b.index);

const CAPACITIES = ["persons", "vehicles", "train_pairs"] as const;

/** `200 → 1,000 vehicles a day`, before and after works; a question mark for the one that is not known. */
export function capacity(t: Translate, feature: Feature): string[] {
  return CAPACITIES.flatMap((what) => {
    const before = feature.get(`${what}_per_day_before`);
    const after = feature.get(`${what}_per_day_after`);
    if (before == null && after == null) return [];
    const last = after == null ? "?" : t.number(after);
    return [t(`capacity.${what}`, { n: before == null ? last : `${t.number(before)} → ${last}` })];
  });
}

/** A crossing as it stands beside the others. */
export interface CrossingRow {
  readonly feature: Feature;
  readonly modes: readonly Mode[];
  /** Whether each may pass; `unknown` where nobody says. */
  readonly answers: readonly { readonly question: AccessQuestion; readonly answer: Access }[];
  readonly hours: string | undefined;
  /** As of when its state is known. */
  readonly since: Edtf | undefined;
}

export const crossingRow = (feature: Feature): CrossingRow => ({
  feature,
  modes: feature.list("modes"),
  answers: QUESTIONS.map((question) => ({ question, answer: feature.get(question) ?? "unknown" })),
  hours: feature.get("hours"),
  since: feature.get("status_date"),
});

/** Open at every hour of every day. */
export const isAllDay = (hours: string | undefined): boolean => /^24\s*\/\s*7$/.test(hours?.trim() ?? "");

/** Of how many of the crossings that people could use the hours are known. */
export function hoursKnown(rows: readonly CrossingRow[]): { n: number; total: number } {
  const inUse = rows.filter(({ feature }) => USE_RANK[feature.status] <= USE_RANK.suspended);
  return { n: inUse.filter(({ hours }) => hours).length, total: inUse.length };
}

export type Column = "name" | AccessQuestion | "hours" | "status" | "capacity";
/** The columns in their order, each with the key of its heading. */
export const COLUMNS: readonly (readonly [Column, TextKey])[] = [
  ["name", "kind.crossing"],
  ...QUESTIONS.map((question) => [question, `card.${question}`] as const),
  ["hours", "card.hours"],
  ["status", "card.status"],
  ["capacity", "crossings.capacity"],
];
/** Amounts of persons, vehicles and trains have no common order. */
export type SortBy = Exclude<Column, "capacity">;
export interface Order {
  readonly by: SortBy;
  readonly descending: boolean;
}

/** The order once a heading is pressed: its own, or turned round if it was that already. */
export const pressed = (order: Order, by: SortBy): Order => ({
  by,
  descending: order.by === by && !order.descending,
});

function rankOf({ feature, answers, hours }: CrossingRow, by: Exclude<SortBy, "name">): number | null {
  if (by === "status") return USE_RANK[feature.status];
  if (by === "hours") return hours ? (isAllDay(hours) ? 0 : 1) : null;
  return ACCESS_RANK[answers.find(({ question }) => question === by)!.answer];
}

/** Rows as a heading puts them; what is not known stands last whichever way, and equals stay as they come. */
export function sorted(rows: readonly CrossingRow[], { by, descending }: Order, lang: Lang): CrossingRow[] {
  const way = descending ? -1 : 1;
  if (by === "name") {
    const { compare } = new Intl.Collator(lang, { numeric: true });
    const name = ({ feature }: CrossingRow) => feature.name(lang).text;
    return [...rows].sort((a, b) => way * compare(name(a), name(b)));
  }
  return [...rows].sort((a, b) => {
    const [first, second] = [rankOf(a, by), rankOf(b, by)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return way * (first - second);
  });
}

/** What the panel's own chips ask. It is asked of the table alone: a filter that nobody sees set would surprise. */
export interface Asked {
  readonly modes: readonly Mode[];
  readonly open: readonly AccessQuestion[];
  readonly allDay: boolean;
}
export const ASKS_NOTHING: Asked = { modes: [], open: [], allDay: false };

export const answersTo = ({ modes, answers, hours }: CrossingRow, asked: Asked): boolean =>
  (!asked.modes.length || modes.some((mode) => asked.modes.includes(mode))) &&
  answers.every(({ question, answer }) => !asked.open.includes(question) || OPEN.includes(answer)) &&
  (!asked.allDay || isAllDay(hours));

/** The page's filters with what the chips ask; null where the page has no filter for any of it. */
export function asFilters(filters: Filters, { modes, open }: Asked): Filters | null {
  if (!modes.length && !open.length) return null;
  const access = Object.fromEntries(open.map((question) => [question, OPEN]));
  return { ...filters, mode: new Set(modes), access };
}

/** A chip: its words, whether it is on, and what is asked once it is pressed. */
export interface Chip {
  readonly label: TextKey;
  readonly isOn: boolean;
  readonly pressed: Asked;
}

const switched = <T>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item];

/** By what passes, who is let through, and when. */
export const chipGroups = (asked: Asked): { heading: TextKey; chips: Chip[] }[] => [
  {
    heading: "card.modes",
    chips: MODES.map((mode) => ({
      label: `mode.${mode}`,
      isOn: asked.modes.includes(mode),
      pressed: { ...asked, modes: switched(asked.modes, mode) },
    })),
  },
  {
    heading: "crossings.open_to",
    chips: QUESTIONS.map((question) => ({
      label: `card.${question}`,
      isOn: asked.open.includes(question),
      pressed: { ...asked, open: switched(asked.open, question) },
    })),
  },
  {
    heading: "card.hours",
    chips: [{ label: "crossings.all_day", isOn: asked.allDay, pressed: { ...asked, allDay: !asked.allDay } }],
  },
];
