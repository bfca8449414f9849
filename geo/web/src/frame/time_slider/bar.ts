// The elements of the time slider: a button that opens it, and the bar.
import type { Translate } from "../../atlas/i18n";
import { SLIDER_FROM, SLIDER_TO } from "../../atlas/vocabulary";
import { h } from "../../parts/dom";
import { SYMBOLS, symbol } from "../../parts/symbol";
import { STOPS } from "./data";

const CLOCK = "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM10 6v4.5l3 2";
const PLAY = "M6 4l10 6-10 6z";
const PAUSE = "M7 4v12M13 4v12";

export function makeBar() {
  const slider = h("input", { type: "range", class: "time-slider", min: 0, max: STOPS.length - 1, step: 1 });
  const play = h("button", { type: "button", class: "tool time-play" });
  const label = h("output", { class: "time-label" });
  const notes = h("p", { class: "time-notes" });
  const years = h("div", { class: "time-years", "aria-hidden": "true" });
  for (let year = SLIDER_FROM; year <= SLIDER_TO; year++) years.append(h("span", {}, String(year)));
  const changes = h("button", { type: "button", class: "plain" });
  const end = h("button", { type: "button", class: "close" }, symbol(SYMBOLS.close));
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
  return { bar, open, slider, play, label, notes, changes, end };
}
export type Bar = ReturnType<typeof makeBar>;

export function nameBar({ bar, slider, open, end, changes }: Bar, t: Translate): void {
  const heading = t("time.heading");
  for (const element of [bar, slider, open]) element.setAttribute("aria-label", heading);
  open.replaceChildren(symbol(CLOCK), h("span", {}, heading));
  end.setAttribute("aria-label", t("ui.close"));
  changes.textContent = t("time.see_changes");
}

/** The button of the run says what pressing it would do. */
export function facePlay({ play }: Bar, isPlaying: boolean, t: Translate): void {
  const name = t(isPlaying ? "time.pause" : "time.play");
  play.replaceChildren(symbol(isPlaying ? PAUSE : PLAY));
  play.setAttribute("aria-label", name);
  play.title = name;
}
