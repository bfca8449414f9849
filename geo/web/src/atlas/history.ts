// What state a thing was in on a date: looked up in the history that `geo/history.py` works out and the page carries.

import { statusWord, type Translate } from "./i18n";
import type { AtlasEvent, Edtf, Feature, State, Status, Turn } from "./types";
import { ABSENCES, type Absent, EDTF_FROM, EDTF_TO, PROMISES, SLIDER_FROM, SLIDER_TO } from "./vocabulary";

/** First and last day an EDTF date may mean, as numbers that sort: 20251115. Null if it is no date. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
const spans = new Map<string, Span | null>();

function daysOf(text: string): Span | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if ((month ?? 1) < 1 || (month ?? 1) > 12 || (day ?? 1) < 1) return null;
  if (year! < EDTF_FROM || year! > EDTF_TO) return null;
  const number = (m: number, d: number) => year! * 10000 + m * 100 + d;
  const lastDay = (m: number) => new Date(Date.UTC(year!, m, 0)).getUTCDate();
  if (month === undefined) return { from: number(1, 1), to: number(12, 31) };
  if ((day ?? 1) > lastDay(month)) return null;
  if (day === undefined) return { from: number(month, 1), to: number(month, lastDay(month)) };
  return { from: number(month, day), to: number(month, day) };
}

export function span(date: Edtf | null | undefined): Span | null {
  if (!date || date.length > 21) return null;
  const known = spans.get(date);
  if (known !== undefined) return known;
  const [first, last = first, ...more] = date.split("/").map(daysOf);
  const found = first && last && !more.length && first.from <= last.to ? { from: first.from, to: last.to } : null;
  spans.set(date, found);
  return found;
}

const ABSENT: ReadonlySet<Absent> = new Set(ABSENCES);

/** What can be said by the end of `date`: of a year its last day. Of what is no date, what is said today. */
export function stateAt(feature: Feature, date: Edtf): Turn {
  const day = span(date)?.to;
  const turn = day === undefined ? undefined : feature.history.findLast((turn) => turn.day <= day);
  return turn ?? { day: 0, state: feature.status };
}

/** The event that may have happened by then, because its date is broad. */
export const maybeBy = (feature: Feature, { maybe }: Turn): AtlasEvent | undefined =>
  maybe === undefined ? undefined : feature.events[maybe];

/** The event that brought the state about, if one did. */
export const eventBehind = (feature: Feature, { event }: Turn): AtlasEvent | undefined =>
  event === undefined ? undefined : feature.events[event];

const isStatus = (state: State): state is Status => !ABSENT.has(state as Absent);

/** The status on a date, or today's when no date is asked; null while there is none. */
export function statusAt(feature: Feature, date: Edtf | null): Status | null {
  if (date === null) return feature.status;
  const { state } = stateAt(feature, date);
  return isStatus(state) ? state : null;
}

/** The same for drawing: what no date tells anything about is in no known state then, whatever it is in today. */
export const statusOn = (feature: Feature, date: Edtf | null): Status => statusAt(feature, date) ?? "unknown";

/** The state on a date in words, and that there is none where nothing is recorded or nothing is dated. */
export function stateWord(t: Translate, feature: Feature, date: Edtf | null): string {
  if (date === null) return statusWord(t, feature);
  const { state } = stateAt(feature, date);
  if (isStatus(state)) return statusWord(t, { kind: feature.kind, status: state });
  return t(`absent.${state}`);
}

/** Promised dates, and whether each has passed by the end of `date`. Passed says nothing about being kept. */
export function promises(feature: Feature, date: Edtf): { event: AtlasEvent; passed: boolean }[] {
  const now = span(date)?.to ?? 0;
  return feature.events.flatMap((event) => {
    const when = PROMISES.has(event.kind) ? span(event.date) : null;
    return when ? [{ event, passed: when.to <= now }] : [];
  });
}

export interface Census {
  readonly shown: number;
  readonly notYet: number;
  readonly undated: number;
  readonly byStatus: ReadonlyMap<Status, number>;
}

/**
 * How many of the features are in each state on a date, and how many cannot be placed in time: no date is known of
 * them by then, or none at all but that of reading.
 */
export function census(features: Iterable<Feature>, date: Edtf): Census {
  const byStatus = new Map<Status, number>();
  let [shown, notYet, undated] = [0, 0, 0];
  for (const feature of features) {
    const { state } = stateAt(feature, date);
    if (state === "not_yet") notYet++;
    else shown++;
    if (state === "undated" || feature.history[0]?.state === "never_dated") undated++;
    if (isStatus(state)) byStatus.set(state, (byStatus.get(state) ?? 0) + 1);
  }
  return { shown, notYet, undated, byStatus };
}

export interface Change {
  readonly feature: Feature;
  readonly event: AtlasEvent;
  /** False when the date is so broad that it may have happened before. */
  readonly certain: boolean;
}

/** Events after the end of `since` (of 2024: from 1 January 2025), newest first; promises are not changes. */
export function changedSince(features: Iterable<Feature>, since: Edtf): Change[] {
  const start = span(since)?.to;
  if (start === undefined) return [];
  const found: (Change & { day: number })[] = [];
  for (const feature of features) {
    for (const event of feature.events) {
      const when = PROMISES.has(event.kind) ? null : span(event.date);
      if (when && when.to > start) found.push({ feature, event, certain: when.from > start, day: when.to });
    }
  }
  found.sort((a, b) => b.day - a.day || a.feature.index - b.feature.index);
  return found.map(({ feature, event, certain }) => ({ feature, event, certain }));
}

/** Stops of the slider: every month of the years, as `2017-01` … `2030-12`. */
export const months = (first = SLIDER_FROM, last = SLIDER_TO): string[] =>
  Array.from({ length: (last - first + 1) * 12 }, (_, i) => {
    return `${first + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`;
  });
