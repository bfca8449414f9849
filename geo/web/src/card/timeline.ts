// The dated events of a thing: in order of time, on a small axis and as a list with the source of each.

import type { Context } from "../ask/context";
import { date } from "../atlas/format";
import { span } from "../atlas/history";
import { shown } from "../atlas/languages";
import type { AtlasEvent, Edtf } from "../atlas/types";
import { LANGUAGE_NAMES, PROMISES } from "../atlas/vocabulary";
import { period, yearTicks } from "../charts/series";
import { h, link, s } from "../parts/dom";

export interface Entry {
  readonly event: AtlasEvent;
  /** A promised date that lies before the day the data were made. Says nothing about the promise being kept. */
  readonly passed: boolean;
}

/** Events by the last day they may mean; undated ones after all others. */
export function inOrder(events: readonly AtlasEvent[], edition: Edtf): Entry[] {
  const today = span(edition)?.to ?? 0;
  const last = (event: AtlasEvent) => span(event.date)?.to ?? Number.POSITIVE_INFINITY;
  return events
    .map((event) => ({ event, passed: PROMISES.has(event.kind) && last(event) <= today }))
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

function row({ t, store }: Context, { event, passed }: Entry): HTMLElement {
  const words = t();
  const note = shown(event.note, store.get().lang);
  const when = date(words, event.date);
  const promise = words(passed ? "time.promise_passed" : "time.promised", { date: when });
  const { source } = event;
  return h(
    "li",
    { class: `event event-${event.kind}` },
    PROMISES.has(event.kind)
      ? h("span", { class: "event-date" }, promise)
      : h(
          "span",
          {},
          h("span", { class: "event-date" }, when),
          " ",
          h("span", { class: "event-kind" }, words(`event.${event.kind}`)),
        ),
    note && h("span", { class: "event-note", lang: note.lang, dir: "auto" }, note.text),
    source
      ? link(source.url, { class: "event-source", dir: "auto" }, source.publisher ?? source.title ?? source.id)
      : h("span", { class: "event-source" }, words("card.unsourced")),
  );
}

export function timeline(context: Context, events: readonly AtlasEvent[]): HTMLElement | null {
  if (!events.length) return null;
  const { atlas, store, t } = context;
  const { lang } = store.get();
  const entries = inOrder(events, atlas.edition);
  const others = new Set(events.flatMap(({ note }) => shown(note, lang)?.lang ?? []));
  others.delete(lang);
  return h(
    "div",
    { class: "timeline" },
    axis(entries, atlas.edition),
    h("ol", { class: "events" }, ...entries.map((entry) => row(context, entry))),
    ...[...others].map((other) => h("p", { class: "note" }, t()("ui.shown_in", { lang: LANGUAGE_NAMES[other] }))),
  );
}
