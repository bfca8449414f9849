// The time slider: every month of its years, with the state of each thing by then, and what cannot be dated.
import type { Context } from "../../ask/context";
import { date } from "../../atlas/format";
import { inNextFrame } from "../../boot/idle";
import { setText } from "../../parts/dom";
import type { Shell } from "../shell";
import { type Bar, facePlay, makeBar, nameBar } from "./bar";
import { monthOf, notesOn, STOPS, stopOf } from "./data";
import { player, traveller } from "./travel";

/** The date, written where it differs, for this follows every step. */
function drawDate({ atlas, store, t }: Context, { slider, label }: Bar): void {
  const words = t();
  const { time } = store.get();
  slider.value = String(stopOf(time ?? monthOf(atlas.edition)));
  const text = time ? words("time.at", { date: date(words, time) }) : words("time.today");
  setText(label, text);
  slider.setAttribute("aria-valuetext", text);
}

function drawNotes({ atlas, store, t }: Context, { notes }: Bar): void {
  const words = t();
  const { notYet, undated, promised } = notesOn(store.shown("time"), store.get().time, atlas.edition);
  const parts = [
    words("time.not_yet", { n: words.number(notYet) }),
    words("time.undated", { n: words.number(undated) }),
    promised === null ? "" : words("time.future", { n: words.number(promised) }),
  ];
  setText(notes, parts.filter(Boolean).join(" · "));
}

export function addTime(context: Context, { slots }: Shell): void {
  const { store, t, whole } = context;
  const made = makeBar();
  const { bar, open, slider, play, changes, end } = made;
  slots.bottom.append(open, bar);
  const { go, stay } = traveller(store);
  const run = player(store, go, () => facePlay(made, run.isPlaying, t()));

  function show(isOpen: boolean): void {
    bar.hidden = !isOpen;
    open.hidden = isOpen;
    slots.bottom.parentElement!.classList.toggle("has-time", isOpen);
  }
  function shut(): void {
    run.stop();
    stay();
    store.set({ time: null });
    show(false);
    open.focus();
  }
  function draw(): void {
    if (store.get().time && bar.hidden) show(true);
    if (!bar.hidden) drawDate(context, made);
  }
  const tell = () => {
    if (!bar.hidden) drawNotes(context, made);
  };
  function translate(): void {
    nameBar(made, t());
    facePlay(made, run.isPlaying, t());
    draw();
    tell();
  }
  play.addEventListener("click", () => (run.isPlaying ? run.stop() : run.start()));
  changes.addEventListener("click", () => store.set({ tab: "changes", panelOpen: true }));
  end.addEventListener("click", shut);
  open.addEventListener("click", async () => {
    await whole();
    show(true);
    draw();
    slider.focus();
    tell();
  });
  slider.addEventListener("input", () => {
    if (run.isPlaying) run.stop();
    go(STOPS[Number(slider.value)]!);
  });
  bar.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  const tellSoon = inNextFrame(tell);
  store.on(["time"], ({ time }) => {
    // Whoever else chose a date chose it later.
    stay();
    if (!time && run.isPlaying) run.stop();
    draw();
    tellSoon();
  });
  store.on(["filters", "off"], tell);
  store.on(["lang"], translate);
  translate();
}
