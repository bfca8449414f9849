// A line above the map that says something once and goes when it is told to.

import { h } from "./dom";
import { SYMBOLS, symbol } from "./symbol";

interface Act {
  readonly label: string;
  run(): void;
}

/**
 * Shows `text` until it is dismissed; a later notice of the same `name` takes its place, an empty text ends it.
 * @param act what can be done about it
 */
export function notice(room: HTMLElement, name: string, text: string, closeLabel: string, act?: Act): void {
  const old = room.querySelector(`[data-notice="${name}"]`);
  if (!text) {
    old?.remove();
    return;
  }
  const box = h("div", { class: "notice", "data-notice": name });
  box.append(
    h("p", { role: "status", dir: "auto" }, text, ...(act ? [" ", button(act)] : [])),
    h(
      "button",
      { type: "button", class: "close", "aria-label": closeLabel, on: { click: () => box.remove() } },
      symbol(SYMBOLS.close),
    ),
  );
  if (old) old.replaceWith(box);
  else room.append(box);
}

const button = ({ label, run }: Act): HTMLElement =>
  h("button", { type: "button", class: "small-button", on: { click: run } }, label);
