// What state a thing was in on a date, as far as its events say. A promise is not a state, and nothing is claimed
// for a day before it is certain: an event dated `2024` counts from the last day of 2024.

import { statusWord, type Translate } from "./i18n";
import type { AtlasEvent, Edtf, Feature, Status } from "./types";
import {
  EXISTED_BEFORE,
  FIRST_YEAR,
  LAST_YEAR,
  PHASE,
  PLANNING,
  PROMISES,
  SLIDER_FROM,
  SLIDER_TO,
  STATUS_AFTER,
  STIRRED,
  TRAITS,
} from "./vocabulary";

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
  if (year! < FIRST_YEAR || year! > LAST_YEAR) return null;
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
  const [first, last = first] = date.split("/").map(daysOf);
  const found = first && last && first.from <= last.to ? { from: first.from, to: last.to } : null;
  spans.set(date, found);
  return found;
}

export type Moment =
  | { readonly when: "known"; readonly status: Status; readonly event?: AtlasEvent; readonly maybe?: AtlasEvent }
  /** Nothing recorded yet; `maybe` is an event that may have happened by then. */
  | { readonly when: "not_yet"; readonly maybe?: AtlasEvent }
  /** It has no date that says anything about this one. */
  | { readonly when: "undated" };

interface Step {
  readonly span: Span;
  readonly status: Status;
  readonly event?: AtlasEvent;
}
interface History {
  readonly steps: readonly Step[];
  /** Before the first step: it existed, in an unknown state, or nothing of it is recorded. */
  readonly before: "unknown" | "not_yet" | "undated";
  readonly firstDay: number;
  /** Whether anything but the day its sources were read says when. */
  readonly dated: boolean;
  readonly promises: readonly { readonly event: AtlasEvent; readonly day: number }[];
  /** The days on which an answer may differ from that of the day before, in order. */
  readonly turns: readonly number[];
  /** What was answered last, and for which days: map, lists and counts all ask about the same one, then about the next. */
  last?: { readonly from: number; readonly until: number; readonly moment: Moment };
}
const histories = new WeakMap<Feature, History>();

function history(feature: Feature): History {
  const known = histories.get(feature);
  if (known) return known;
  const happened = feature.events
    .flatMap((event) => {
      const when = span(event.date);
      return when && !PROMISES.has(event.kind) ? [{ event, span: when }] : [];
    })
    .sort((a, b) => a.span.to - b.span.to || a.span.from - b.span.from);
  const lasting =
    TRAITS[feature.kind].lasting && feature.get("line_kind") !== "project" && PHASE[feature.status] !== "ahead";
  const steps: Step[] = [];
  for (const { event, span } of happened) {
    const status = STATUS_AFTER[event.kind];
    if (!status) continue;
    if (lasting && (PLANNING.has(event.kind) || event.kind === "construction_start")) continue;
    const last = steps.at(-1)?.status;
    if (PLANNING.has(event.kind) && last && !STIRRED.has(last)) continue;
    if (event.kind === "announced" && last === "agreed") continue;
    steps.push({ span, status, event });
  }
  // Without a date of its own, the status is what sources said by the day they were last read.
  const own = span(feature.get("status_date"));
  const asOf = own ?? span(feature.get("checked"));
  if (asOf) {
    const at = steps.findIndex((step) => step.span.to > asOf.to);
    steps.splice(at < 0 ? steps.length : at, 0, { span: { from: asOf.to, to: asOf.to }, status: feature.status });
  }
  const first = happened[0];
  const existed = lasting || (first && EXISTED_BEFORE.has(first.event.kind));
  const before = !first ? "undated" : existed ? "unknown" : "not_yet";
  const dated = Boolean(first ?? own);
  const promises = feature.events.flatMap((event) => {
    const when = PROMISES.has(event.kind) ? span(event.date) : null;
    return when ? [{ event, day: when.to }] : [];
  });
  const firstDay = first?.span.to ?? Number.POSITIVE_INFINITY;
  const turns = [...steps.flatMap(({ span: { from, to } }) => [from, to]), firstDay].sort((a, b) => a - b);
  const made: History = { steps, before, firstDay, dated, promises, turns };
  histories.set(feature, made);
  return made;
}

/** The state by the end of `date`: of a year its last day, of a month its last day. */
export function stateAt(feature: Feature, date: Edtf): Moment {
  const day = span(date)?.to;
  if (day === undefined) return { when: "known", status: feature.status };
  const known = history(feature);
  const { last } = known;
  if (last && day >= last.from && day < last.until) return last.moment;
  const moment = momentOf(known, day);
  const from = known.turns.findLast((turn) => turn <= day) ?? 0;
  const until = known.turns.find((turn) => turn > day) ?? Number.POSITIVE_INFINITY;
  known.last = { from, until, moment };
  return moment;
}

function momentOf({ steps, before, firstDay }: History, day: number): Moment {
  const reached = steps.findLastIndex((step) => step.span.to <= day);
  const maybe = steps.find((step, i) => i > reached && step.span.from <= day && step.event)?.event;
  const step = steps[reached];
  if (step) return { when: "known", status: step.status, event: step.event, maybe };
  if (before === "undated") return { when: "undated" };
  if (before === "unknown" || firstDay <= day) return { when: "known", status: "unknown", maybe };
  return { when: "not_yet", maybe };
}

/** The status on a date, or today's when no date is asked; null while there is none. */
export function statusAt(feature: Feature, date: Edtf | null): Status | null {
  if (date === null) return feature.status;
  const moment = stateAt(feature, date);
  return moment.when === "known" ? moment.status : null;
}

/** The same for drawing: what no date tells anything about is in no known state then, whatever it is in today. */
export const statusOn = (feature: Feature, date: Edtf | null): Status => statusAt(feature, date) ?? "unknown";

/** The state on a date in words, and that there is none where nothing is recorded or nothing is dated. */
export function stateWord(t: Translate, feature: Feature, date: Edtf | null): string {
  if (date === null) return statusWord(t, feature);
  const moment = stateAt(feature, date);
  if (moment.when !== "known") return t(`time.state_${moment.when}`);
  return statusWord(t, { kind: feature.kind, status: moment.status });
}

/** Promised dates, and whether each has passed by the end of `date`. Passed says nothing about being kept. */
export function promises(feature: Feature, date: Edtf): { event: AtlasEvent; passed: boolean }[] {
  const now = span(date)?.to ?? 0;
  return history(feature).promises.map(({ event, day }) => ({ event, passed: day <= now }));
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
    const moment = stateAt(feature, date);
    if (moment.when === "not_yet") notYet++;
    else shown++;
    if (moment.when === "undated" || !history(feature).dated) undated++;
    if (moment.when === "known") byStatus.set(moment.status, (byStatus.get(moment.status) ?? 0) + 1);
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
