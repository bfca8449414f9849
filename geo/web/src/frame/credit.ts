// Whose the data are: a line under the map, with a button for what it has no room for.
import type { Context } from "../ask/context";
import { h } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";

export function makeCredit({ atlas, store, t }: Context): HTMLElement {
  const text = h("div", { class: "credit-text" });
  const footer = h("footer", { class: "credit" }, text);
  const unfold = () => more.setAttribute("aria-expanded", String(footer.classList.toggle("is-open")));
  const more = h(
    "button",
    { type: "button", class: "credit-more", "aria-expanded": "false", on: { click: unfold } },
    symbol(SYMBOLS.more),
  );
  footer.append(more);
  function draw(): void {
    const words = t();
    text.replaceChildren(
      h("span", {}, atlas.credit),
      h("span", {}, words("about.borders_short")),
      h("span", {}, words("about.licences")),
    );
    more.setAttribute("aria-label", words("ui.credit_more"));
  }
  draw();
  store.on(["lang"], draw);
  return footer;
}
