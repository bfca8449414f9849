// Lines by keys alone: one stop of the tab key for all that are shown; arrows go from one to the next, Enter opens it.
import type { Context } from "../../ask/context";
import { featureLabel } from "../../parts/text";
import type { LineLayer } from "./line_layer";

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Returns how to name the lines anew and make the first of them the stop, if none of those drawn is. */
export function addLineKeys(context: Context, pane: HTMLElement, lines: readonly LineLayer[]): () => void {
  const { store } = context;
  let stop: LineLayer | undefined;
  const drawn = () => lines.filter(({ paths: [, , hit] }) => hit?.isConnected);
  const lineOf = (target: EventTarget | null) => drawn().find(({ paths: [, , hit] }) => hit === target);
  function settle(): void {
    const now = drawn();
    if (!stop || !now.includes(stop)) stop = now[0];
    for (const line of now) line.paths[2]!.setAttribute("tabindex", line === stop ? "0" : "-1");
  }
  pane.addEventListener("focusin", ({ target }) => {
    stop = lineOf(target);
    settle();
    store.set({ hovered: stop?.shows.id ?? null });
  });
  pane.addEventListener("focusout", () => store.set({ hovered: null }));
  pane.addEventListener("keydown", (event) => {
    const line = lineOf(event.target);
    const step = STEPS[event.key];
    if (!line || (!step && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    const now = drawn();
    if (step) now.at((now.indexOf(line) + step) % now.length)!.paths[2]!.focus();
    else store.set({ selected: line.shows.id, choices: [] });
  });
  return () => {
    for (const { shows, paths } of drawn()) {
      paths[2]!.setAttribute("role", "button");
      paths[2]!.setAttribute("aria-label", featureLabel(context, shows));
    }
    settle();
  };
}
