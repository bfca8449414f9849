// The list under the search box: its lines, and which of them is active. Focus stays in the field: a listbox is pointed
// at, never focused.
import { setChildren } from "../../parts/dom";
import type { Box } from "./box";

const AT_ONCE = 6;

/** One line of the list: what it shows and what choosing it does. */
export interface Line {
  readonly element: HTMLElement;
  choose(): void;
}

export interface Listbox {
  readonly isOpen: boolean;
  /** Numbers of the active line and of the last one; -1 if there is none. */
  readonly active: number;
  readonly last: number;
  /** @param isCurrent whether the lines are still asked for when the next frame begins */
  show(lines: readonly Line[], isCurrent: () => boolean): void;
  close(): void;
  /** Makes a line the active one and brings it into view. */
  move(to: number): void;
  /** Closes the list and does what the line offers, the active one if none is named. */
  choose(line?: Line): void;
}

export function createListbox({ input, list, popup }: Box): Listbox {
  let lines: readonly Line[] = [];
  let active = -1;
  let isScrolled = false;

  function mark(next: number): void {
    lines[active]?.element.setAttribute("aria-selected", "false");
    active = next;
    const element = lines[active]?.element;
    element?.setAttribute("aria-selected", "true");
    if (element) input.setAttribute("aria-activedescendant", element.id);
    else input.removeAttribute("aria-activedescendant");
  }
  function number(): HTMLElement[] {
    return lines.map(({ element }, i) => {
      element.id = `kzuz-found-${i}`;
      element.setAttribute("aria-selected", "false");
      return element;
    });
  }
  const listbox: Listbox = {
    get isOpen() {
      return !popup.hidden;
    },
    get active() {
      return active;
    },
    get last() {
      return lines.length - 1;
    },
    show(now, isCurrent) {
      lines = now;
      active = -1;
      // Only where it must be: asking a list where it stands has it laid out.
      if (isScrolled) list.scrollTop = 0;
      const elements = number();
      // All at once they are more than a frame has time for, at least the first time, when none is there yet.
      const first = popup.hidden ? elements.slice(0, AT_ONCE) : elements;
      setChildren(list, first);
      if (first.length < elements.length) requestAnimationFrame(() => isCurrent() && setChildren(list, elements));
      popup.hidden = false;
      input.setAttribute("aria-expanded", String(lines.length > 0));
      // The first line is what Enter takes.
      mark(lines.length ? 0 : -1);
    },
    close() {
      popup.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    },
    move(to) {
      mark(to);
      lines[to]?.element.scrollIntoView({ block: "nearest" });
    },
    choose(line = lines[active]) {
      if (!line) return;
      listbox.close();
      line.choose();
    },
  };
  const under = ({ target }: Event): number => lines.findIndex(({ element }) => element.contains(target as Node));
  list.addEventListener("pointerdown", (event) => under(event) >= 0 && event.preventDefault());
  list.addEventListener("click", (event) => {
    const line = lines[under(event)];
    if (line) listbox.choose(line);
  });
  list.addEventListener("pointermove", (event) => {
    const at = under(event);
    if (at >= 0 && at !== active) mark(at);
  });
  list.addEventListener("scroll", () => {
    isScrolled = list.scrollTop > 0;
  });
  return listbox;
}
