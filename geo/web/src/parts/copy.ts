// Copying a text, also from a page opened as a file, where some browsers refuse the newer way.
import type { Context } from "../ask/context";
import type { TextKey } from "../atlas/i18n";
import { h } from "./dom";

function copyOldWay(text: string): boolean {
  const area = h("textarea", { class: "visually-hidden", "aria-hidden": "true", tabindex: -1 });
  area.value = text;
  const held = document.activeElement;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } finally {
    area.remove();
    if (held instanceof HTMLElement) held.focus();
  }
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

/** A button that copies and says so; `text` is asked for when it is pressed. */
export function copyButton(
  { t }: Context,
  announce: (text: string) => void,
  keys: { label: TextKey; done: TextKey },
  text: () => string,
): HTMLButtonElement {
  const button = h("button", { type: "button", class: "small-button" }, t()(keys.label));
  button.addEventListener("click", async () => {
    const done = t()((await copyText(text())) ? keys.done : "ui.copy_failed");
    button.textContent = done;
    announce(done);
    setTimeout(() => {
      button.textContent = t()(keys.label);
    }, 2500);
  });
  return button;
}
