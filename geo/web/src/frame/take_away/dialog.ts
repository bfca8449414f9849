// A sheet over the page for one thing to take away. Escape closes it and gives the focus back, as browsers have it.
import type { Context } from "../../ask/context";
import type { TextKey } from "../../atlas/i18n";
import { h } from "../../parts/dom";
import { SYMBOLS, symbol } from "../../parts/symbol";

export function openDialog({ t, map }: Context, heading: TextKey, ...contents: (Node | null)[]): HTMLDialogElement {
  const words = t();
  const title = h("h2", { id: "kzuz-take-title" }, words(heading));
  const close = h(
    "button",
    { type: "button", class: "close", "aria-label": words("ui.close"), on: { click: () => dialog.close() } },
    symbol(SYMBOLS.close),
  );
  const dialog: HTMLDialogElement = h(
    "dialog",
    { class: "take-away", "aria-labelledby": title.id },
    close,
    title,
    ...contents,
  );
  dialog.addEventListener("close", () => dialog.remove());
  map.getContainer().closest(".app")!.append(dialog);
  dialog.showModal();
  return dialog;
}
