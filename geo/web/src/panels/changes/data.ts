// Which changes are shown, and under which years.
import { type Change, changedSince, span } from "../../atlas/history";
import type { Edtf, EventKind, Feature } from "../../atlas/types";
import { SLIDER_FROM } from "../../atlas/vocabulary";

export const PAGE = 60;

/** Changes after the end of `since` and, if a date is chosen, no later than that. */
export function changesIn(features: Iterable<Feature>, since: Edtf, time: Edtf | null): Change[] {
  const last = (time && span(time)?.to) || Number.POSITIVE_INFINITY;
  return changedSince(features, since).filter(({ event }) => (span(event.date)?.from ?? 0) <= last);
}

/** What was read of a state, and changed none: folded away until somebody asks. */
const SAID: EventKind = "report";

/** How many changes of each kind there are, most first and what was only reported last. */
export function totals(changes: readonly Change[]): { kind: EventKind; n: number }[] {
  const count = new Map<EventKind, number>();
  for (const { event } of changes) count.set(event.kind, (count.get(event.kind) ?? 0) + 1);
  const found = [...count].map(([kind, n]) => ({ kind, n }));
  return found.sort((a, b) => Number(a.kind === SAID) - Number(b.kind === SAID) || b.n - a.n);
}

/** The changes of the kinds asked for; where none is, reports are told apart from all others. */
export function told(changes: readonly Change[], asked: ReadonlySet<EventKind>): { open: Change[]; folded: Change[] } {
  const isOpen = ({ event: { kind } }: Change) => (asked.size ? asked.has(kind) : kind !== SAID);
  const isFolded = ({ event: { kind } }: Change) => !asked.size && kind === SAID;
  return { open: changes.filter(isOpen), folded: changes.filter(isFolded) };
}

/** Changes under the year by whose end each is certain, as they come. */
export function byYear(changes: readonly Change[]): { year: string; changes: Change[] }[] {
  const years = new Map<string, Change[]>();
  for (const change of changes) {
    const year = String(span(change.event.date)!.to).slice(0, 4);
    const list = years.get(year);
    if (list) list.push(change);
    else years.set(year, [change]);
  }
  return [...years].map(([year, list]) => ({ year, changes: list }));
}

/** The days a reader may ask from, 1 January of each year, newest first; `before` is the last year not asked about. */
export const starts = (newest: number): { day: Edtf; before: Edtf }[] =>
  Array.from({ length: newest - SLIDER_FROM + 1 }, (_, i) => ({
    day: `${newest - i}-01-01`,
    before: String(newest - i - 1),
  }));
