// The dated events of a thing: in order of time, on a small axis and as a list with the source of each.

import type { Context } from "../ask/context";
import { date } from "../atlas/format";
import { span } from "../atlas/history";
import { shown } from "../atlas/languages";
import { type PromiseState, promiseState, today } from "../atlas/promises";
import type { AtlasEvent, Edtf, Feature } from "../atlas/types";
import { period, yearTicks } from "../charts/series";
import { h, link, s } from "../parts/dom";
import { textElement } from "../parts/text";

export interface Entry {
  readonly event: AtlasEvent;
  /** How a promised date stands, which says nothing about the promise being kept; null of what is no promise. */
  readonly promise: PromiseState | null;
}

/** Events by the last day they may mean; undated ones after all others. */
export function inOrder(events: readonly AtlasEvent[], read: Edtf | undefined, today: Edtf): Entry[] {
  const last = (event: AtlasEvent) => span(event.date)?.to ?? Number.POSITIVE_INFINITY;
  return events
    .map((event) => ({ event, promise: promiseState(event, read, today) }))
    .sort((a, b) => last(a.event) - last(b.event) || 0);
}

const WIDTH = 320;
const HEIGHT = 34;
const EDGE = 16;
const BASE = 11;

/** Dots and bars along the years; null where two dates do not make a line. */
function axis(entries: readonly Entry[], edition: Edtf): SVGSVGElement | null {
  const dated = entries.flatMap(({ event }) => {
    const when = event.date ? period(event.date) : null;
    return when ? [{ ...when, kind: event.kind }] : [];
  });
  const now = period(edition);
  const all = now ? [...dated, now] : dated;
  const first = Math.floor(Math.min(...all.map(({ from }) => from)));
  const last = Math.ceil(Math.max(...all.map(({ to }) => to)) - 0.01);
  if (dated.length < 2 || !(last - first >= 2) || last - first > 200) return null;
  const x = (year: number) => Math.round((EDGE + ((year - first) / (last - first)) * (WIDTH - 2 * EDGE)) * 10) / 10;
  const years = yearTicks([first, last], 6);
  return s(
    "svg",
    { class: "time-axis", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" },
    s("path", {
      class: "time-base",
      d: `M${EDGE} ${BASE}H${WIDTH - EDGE}${years.map((year) => `M${x(year)} ${BASE}v6`).join("")}`,
    }),
    now && s("path", { class: "time-now", d: `M${x(now.to)} 1V21` }),
    ...years.map((year) => s("text", { x: x(year), y: 30, "text-anchor": "middle" }, String(year))),
    ...dated.map(({ from, to, x: middle, kind }) => {
      const wide = x(to) - x(from) > 9;
      return s("path", {
        class: `time-mark event-${kind}`,
        d: wide
          ? `M${x(from) + 2} ${BASE - 3}H${x(to) - 2}a3 3 0 0 1 0 6H${x(from) + 2}a3 3 0 0 1 0-6z`
          : `M${x(middle) - 4.5} ${BASE}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z`,
      });
    }),
  );
}

const PROMISED = {
  ahead: "time.promised",
  passed: "time.promise_passed",
  passed_since: "time.promise_since",
} as const;

function row(context: Context, { event, promise }: Entry): HTMLElement {
  const { t, store } = context;
  const words = t();
  const note = shown(event.note, store.get().lang);
  const when = date(words, event.date);
  const { source } = event;
  return h(
    "li",
    { class: `event event-${event.kind}` },
    promise
      ? h("span", { class: "event-date" }, words(PROMISED[promise], { date: when }))
      : h(
          "span",
          {},
          h("span", { class: "event-date" }, when),
          " ",
          h("span", { class: "event-kind" }, words(`event.${event.kind}`)),
        ),
    textElement(context, note, "span", { class: "event-note" }),
    source
      ? link(source.url, { class: "event-source", dir: "auto" }, source.publisher ?? source.title ?? source.id)
      : h("span", { class: "event-source" }, words("card.unsourced")),
  );
}

export function timeline(context: Context, feature: Feature): HTMLElement | null {
  const { events } = feature;
  if (!events.length) return null;
  const entries = inOrder(events, feature.get("checked"), today());
  return h(
    "div",
    { class: "timeline" },
    axis(entries, context.atlas.edition),
    h("ol", { class: "events" }, ...entries.map((entry) => row(context, entry))),
  );
}
