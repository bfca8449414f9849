// The time slider: every month of its years, with the state of each thing by then, and what cannot be dated.
import type { Context } from "../ask/context";
import { date } from "../atlas/format";
import { census, months, promises, span } from "../atlas/history";
import type { Feature } from "../atlas/types";
import { SLIDER_FROM, SLIDER_TO } from "../atlas/vocabulary";
import { inNextFrame } from "../boot/idle";
import { h, setText } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import type { Shell } from "./shell";

const STOPS = months();
/** While playing: a month a step, or a year a step for readers who want nothing to move. */
const MONTH_MS = 220;
const YEAR_MS = 1600;
const CLOCK = "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM10 6v4.5l3 2";
const PLAY = "M6 4l10 6-10 6z";
const PAUSE = "M7 4v12M13 4v12";

/** The stop a date falls on; the last one when the date is later than the slider goes. */
const stopOf = (time: string): number => {
  const day = span(time)?.to ?? 0;
  const at = STOPS.findIndex((stop) => span(stop)!.to >= day);
  return at < 0 ? STOPS.length - 1 : at;
};

export function addTime({ atlas, store, t, whole }: Context, shell: Shell): void {
  const room = shell.slots.bottom;
  const slider = h("input", { type: "range", class: "time-slider", min: 0, max: STOPS.length - 1, step: 1 });
  const play = h("button", {
    type: "button",
    class: "tool time-play",
    on: { click: () => (timer ? stop() : start()) },
  });
  const label = h("output", { class: "time-label" });
  const notes = h("p", { class: "time-notes" });
  const years = h("div", { class: "time-years", "aria-hidden": "true" });
  for (let year = SLIDER_FROM; year <= SLIDER_TO; year++) years.append(h("span", {}, String(year)));
  const changes = h("button", {
    type: "button",
    class: "plain",
    on: { click: () => store.set({ tab: "changes", panelOpen: true }) },
  });
  const end = h("button", { type: "button", class: "close", on: { click: () => shut() } }, symbol(SYMBOLS.close));
  const bar = h(
    "section",
    { class: "time-bar", id: "kzuz-time", hidden: true },
    play,
    h("div", { class: "time-head" }, label, changes),
    end,
    h("div", { class: "time-track" }, slider, years),
    notes,
  );
  const open = h("button", { type: "button", class: "time-open", "aria-controls": bar.id });
  room.append(open, bar);

  let timer = 0;
  const now = () => (atlas.edition && span(atlas.edition) ? atlas.edition.slice(0, 7) : STOPS.at(-1)!);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function stop(): void {
    clearInterval(timer);
    timer = 0;
    face();
  }
  function step(): void {
    const at = stopOf(store.get().time ?? STOPS[0]!);
    const next = calm.matches ? at + 12 - (at % 12) + (at % 12 === 11 ? 11 : -1) : at + 1;
    if (next >= STOPS.length || document.hidden) stop();
    else go(STOPS[next]!);
  }
  /** The date to go to in the next frame, if any; and whether this frame or the one before went to one. */
  let wanted: string | null = null;
  let isGoing = false;
  /** Goes to a date: the map in one frame, the words in the next one, and only then on to another date. */
  function go(time: string): void {
    wanted = time;
    if (isGoing) return;
    isGoing = true;
    requestAnimationFrame(arrive);
  }
  function arrive(): void {
    const time = wanted;
    wanted = null;
    if (time) store.set({ time });
    requestAnimationFrame(() => {
      isGoing = wanted !== null;
      if (isGoing) requestAnimationFrame(arrive);
    });
  }
  function start(): void {
    const { time } = store.get();
    if (!time || stopOf(time) === STOPS.length - 1) store.set({ time: STOPS[calm.matches ? 11 : 0]! });
    timer = window.setInterval(step, calm.matches ? YEAR_MS : MONTH_MS);
    face();
  }
  function face(): void {
    play.replaceChildren(symbol(timer ? PAUSE : PLAY));
    play.setAttribute("aria-label", t()(timer ? "time.pause" : "time.play"));
    play.title = t()(timer ? "time.pause" : "time.play");
  }
  function show(isOpen: boolean): void {
    bar.hidden = !isOpen;
    open.hidden = isOpen;
    room.parentElement!.classList.toggle("has-time", isOpen);
  }
  function shut(): void {
    stop();
    wanted = null;
    store.set({ time: null });
    show(false);
    open.focus();
  }
  function draw(): void {
    const words = t();
    const { time } = store.get();
    if (time && bar.hidden) show(true);
    if (bar.hidden) return;
    const at = stopOf(time ?? now());
    slider.value = String(at);
    const text = time ? words("time.at", { date: date(words, time) }) : words("time.today");
    setText(label, text);
    slider.setAttribute("aria-valuetext", text);
  }
  function tell(): void {
    if (bar.hidden) return;
    const words = t();
    const { time } = store.get();
    const here = store.shown("time");
    const tally = census(here, time ?? now());
    const parts = [
      words("time.not_yet", { n: words.number(time ? tally.notYet : 0) }),
      words("time.undated", { n: words.number(tally.undated) }),
    ];
    if (time && isLater(time)) {
      const promised = (feature: Feature) =>
        promises(feature, time).some(({ event, passed }) => passed && isLater(event.date ?? ""));
      parts.push(words("time.future", { n: words.number(here.filter(promised).length) }));
    }
    setText(notes, parts.join(" · "));
  }
  /** Later than what the atlas can know. */
  const isLater = (day: string): boolean => (span(day)?.to ?? 0) > (span(atlas.edition)?.to ?? 99999999);

  function translate(): void {
    const words = t();
    bar.setAttribute("aria-label", words("time.heading"));
    slider.setAttribute("aria-label", words("time.heading"));
    open.replaceChildren(symbol(CLOCK), h("span", {}, words("time.heading")));
    open.setAttribute("aria-label", words("time.heading"));
    end.setAttribute("aria-label", words("ui.close"));
    changes.textContent = words("time.see_changes");
    face();
    draw();
    tell();
  }
  open.addEventListener("click", async () => {
    await whole();
    show(true);
    draw();
    slider.focus();
    tell();
  });
  slider.addEventListener("input", () => {
    if (timer) stop();
    go(STOPS[Number(slider.value)]!);
  });
  bar.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  const tellSoon = inNextFrame(tell);
  store.on(["time"], ({ time }) => {
    // Whoever else chose a date chose it later.
    wanted = null;
    if (!time && timer) stop();
    draw();
    tellSoon();
  });
  store.on(["filters", "off"], tell);
  store.on(["lang"], translate);
  translate();
}
