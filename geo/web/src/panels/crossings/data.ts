// What is compared of the crossings: who and what may pass, when and how much, and which of them are asked for.
import { toggled, without } from "../../ask/filters";
import type { Filters } from "../../ask/state";
import { type AccessQuestion, QUESTIONS } from "../../atlas/fields";
import type { TextKey, Translate } from "../../atlas/i18n";
import type { Access, Edtf, Feature, Mode } from "../../atlas/types";
import { MODES, USE_RANK } from "../../atlas/vocabulary";

/** Answers that let someone through, if perhaps not everyone. */
const OPEN: readonly Access[] = ["yes", "restricted"];

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

/** Keys of the headings of the table, in the order of its columns. */
export const HEADINGS: readonly TextKey[] = [
  "kind.crossing",
  ...QUESTIONS.map((question) => `card.${question}` as const),
  "card.hours",
  "crossings.capacity",
  "card.status",
];

/** A filter within reach: its words, whether it is on, and the filters once it is pressed. */
export interface Chip {
  readonly label: TextKey;
  readonly isOn: boolean;
  readonly pressed: Filters;
}

const modeChip = (filters: Filters, mode: Mode): Chip => {
  const isOn = filters.mode.has(mode);
  return { label: `mode.${mode}`, isOn, pressed: toggled(filters, "mode", mode, !isOn) };
};

const openChip = (filters: Filters, question: AccessQuestion): Chip => {
  const isOn = Boolean(filters.access[question]?.length);
  const pressed = isOn ? without(filters, question) : { ...filters, access: { ...filters.access, [question]: OPEN } };
  return { label: `card.${question}`, isOn, pressed };
};

/** By what passes, and by who is let through: the panel's own way to the page's filters. */
export const chipGroups = (filters: Filters): { heading: TextKey; chips: Chip[] }[] => [
  { heading: "card.modes", chips: MODES.map((mode) => modeChip(filters, mode)) },
  { heading: "crossings.open_to", chips: QUESTIONS.map((question) => openChip(filters, question)) },
];
