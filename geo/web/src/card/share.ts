// Citing one thing and linking to it. Where the browser lends no clipboard, the text is shown, ready to be copied.

import type { Context } from "../ask/context";
import { addressOf } from "../ask/link";
import { citation } from "../atlas/cite";
import type { Feature } from "../atlas/types";
import { copyText } from "../parts/copy";
import { h } from "../parts/dom";
import { pageTitle } from "../parts/text";

export function shareButtons(context: Context, feature: Feature, announce: (text: string) => void): HTMLElement {
  const { atlas, t } = context;
  const words = t();
  const address = () => addressOf({ selected: feature.id });
  const result = h("div", { class: "share-result" });

  function button(kind: "cite" | "link", text: () => string): HTMLButtonElement {
    const act = async () => {
      const made = text();
      if (await copyText(made)) {
        const said = words(`${kind}.copied`);
        result.replaceChildren(h("p", { class: "note" }, said));
        announce(said);
        return;
      }
      const hint = words("cite.select");
      const box = h("textarea", { readonly: true, rows: 4, "aria-label": hint });
      box.value = made;
      result.replaceChildren(h("p", { class: "note" }, hint), box);
      box.focus();
      box.select();
      announce(hint);
    };
    return h(
      "button",
      { type: "button", class: "small-button", on: { click: () => void act() } },
      words(`${kind}.copy`),
    );
  }
  // A citation names where anyone can look; a file on this computer is no such place.
  const cite = () =>
    citation(atlas, pageTitle(context), feature, words, /^https?:/.test(location.protocol) ? address() : "");
  return h(
    "div",
    { class: "share" },
    h(
      "div",
      { class: "buttons" },
      button("cite", cite),
      button("link", () => address()),
    ),
    result,
  );
}
