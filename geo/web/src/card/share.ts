// Citing one thing and linking to it. Where the browser lends no clipboard, the link is shown, ready to be copied.

import type { Context } from "../ask/context";
import { addressOf } from "../ask/link";
import type { Feature } from "../atlas/types";
import { copyText } from "../parts/copy";
import { h } from "../parts/dom";
import { citeBox } from "./cite_box";

/** @param more another button */
export function shareButtons(
  context: Context,
  feature: Feature,
  announce: (text: string) => void,
  more?: HTMLElement,
): HTMLElement {
  const words = context.t();
  const state = { selected: feature.id };
  const result = h("div", { class: "share-result" });
  const button = (key: "cite.copy" | "link.copy", click: () => void) =>
    h("button", { type: "button", class: "small-button", on: { click } }, words(key));

  function cite(): void {
    const box = citeBox(context, [{ name: "", feature, state }], announce);
    result.replaceChildren(box);
    box.querySelector("textarea")!.focus();
  }
  async function copyLink(): Promise<void> {
    const address = addressOf(state);
    if (await copyText(address)) {
      const said = words("link.copied");
      result.replaceChildren(h("p", { class: "note" }, said));
      announce(said);
      return;
    }
    const hint = words("cite.select");
    const box = h("textarea", { readonly: true, rows: 4, "aria-label": hint });
    box.value = address;
    result.replaceChildren(h("p", { class: "note" }, hint), box);
    box.focus();
    box.select();
    announce(hint);
  }
  const buttons = [button("cite.copy", cite), button("link.copy", () => void copyLink())];
  return h("div", { class: "share" }, h("div", { class: "buttons" }, ...buttons, more), result);
}
