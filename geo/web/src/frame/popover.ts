// What a button opens over the page and what closes it again: the button, Escape, and a press beside it.

export interface Popover {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
}

/** One at a time: they all lie at the same place. */
let current: Popover | null = null;

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || event.isComposing || !current) return;
    event.preventDefault();
    // What lies under it stays open.
    event.stopPropagation();
    current.close();
  },
  { capture: true },
);

/** @param toggle the button that opens `panel`, which gets its focus back; whoever makes it says what a click does */
export function popover(toggle: HTMLElement, panel: HTMLElement): Popover {
  const show = (isOpen: boolean) => {
    panel.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
  };
  const own: Popover = {
    get isOpen() {
      return current === own;
    },
    open() {
      current?.close();
      current = own;
      show(true);
    },
    close() {
      if (current !== own) return;
      current = null;
      const held = panel.contains(document.activeElement);
      show(false);
      if (held) toggle.focus();
    },
  };
  document.addEventListener("pointerdown", ({ target }) => {
    if (!panel.contains(target as Node) && !toggle.contains(target as Node)) own.close();
  });
  show(false);
  return own;
}
