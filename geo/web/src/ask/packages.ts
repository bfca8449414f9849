// What belongs together: an announced package, or all that was agreed on one day. A filter asks for it, so a link keeps it.
import type { Atlas, Feature } from "../atlas/types";
import { NO_FILTERS, type State } from "./state";

/** A package by its id, or a whole day such as `2025-11-15`. */
export type Gathering =
  | { readonly kind: "package"; readonly id: string }
  | { readonly kind: "day"; readonly id: string };

/** What is known of a gathering. */
export interface Gathered {
  /** Projects and places in it. */
  readonly things: readonly Feature[];
  /** Published costs of the things in US dollars, added up, and how many have one. */
  readonly cost: { readonly sum: number; readonly n: number };
  /** Indicators in it: what was published of the whole. */
  readonly totals: readonly Feature[];
  /** The day most of it was agreed on; null where none stands out. */
  readonly day: string | null;
  /** Agreements in it or of that day. */
  readonly agreements: readonly Feature[];
}

const WHOLE_DAY = /^\d{4}-\d\d-\d\d$/;

/** The whole days on which something of it was agreed. */
export const agreedOn = (feature: Feature): string[] => [
  ...new Set(
    feature.events.flatMap(({ kind, date }) => (kind === "agreed" && date && WHOLE_DAY.test(date) ? [date] : [])),
  ),
];

function daysOf(features: readonly Feature[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const day of features.flatMap(agreedOn)) days.set(day, (days.get(day) ?? 0) + 1);
  return days;
}

const isAgreement = ({ kind }: Feature): boolean => kind === "agreement";
const isTotal = ({ kind }: Feature): boolean => kind === "indicator";

/** Days on which several agreements came about, as on a visit or in a council, with their number; the newest first. */
export function sharedDays({ features }: Atlas): [day: string, n: number][] {
  const days = [...daysOf(features.filter(isAgreement))].filter(([, n]) => n > 1);
  return days.sort(([a], [b]) => (a < b ? 1 : -1));
}

/** Packages that something belongs to. */
export const packages = ({ features }: Atlas): string[] => [
  ...new Set(features.flatMap((one) => one.list("packages"))),
];

/** The gathering that filters ask for, where they ask for one. */
export function gatheringOf({ filters }: Pick<State, "filters">): Gathering | null {
  const [id, ...more] = [...filters.package].map((name) => ({ kind: "package", id: name }) as const);
  const [day, ...days] = [...(filters.agreed ?? [])].map((name) => ({ kind: "day", id: name }) as const);
  return more.length || days.length || (id && day) ? null : (id ?? day ?? null);
}

/** What to set so that the page shows a gathering. */
export function asking({ kind, id }: Gathering): Partial<State> {
  const filters = { ...NO_FILTERS, [kind === "day" ? "agreed" : "package"]: new Set([id]) };
  return { filters, off: new Set(), time: null, selected: null, choices: [], tab: "list", panelOpen: true };
}

/** The day that more members than any other day share, at least two. */
function mainDay(members: readonly Feature[]): string | null {
  const [first, second] = [...daysOf(members)].sort(([, a], [, b]) => b - a);
  return first && first[1] > 1 && first[1] > (second?.[1] ?? 0) ? first[0] : null;
}

export function gathered({ features }: Atlas, { kind, id }: Gathering): Gathered {
  const isMember = (feature: Feature) =>
    (kind === "day" ? agreedOn(feature) : feature.list("packages")).some((one) => one === id);
  const members = features.filter(isMember);
  const day = kind === "day" ? id : mainDay(members);
  const things = members.filter((feature) => !isAgreement(feature) && !isTotal(feature));
  const costs = things.flatMap((feature) => feature.get("cost_usd") ?? []);
  return {
    things,
    cost: { sum: costs.reduce((sum, cost) => sum + cost, 0), n: costs.length },
    totals: members.filter(isTotal),
    day,
    agreements: features.filter(
      (feature) => isAgreement(feature) && (isMember(feature) || (day !== null && agreedOn(feature).includes(day))),
    ),
  };
}
