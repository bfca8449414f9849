// Rows that open a card say which one is open, and which thing is pointed at elsewhere.
import type { Store } from "../ask/state";

/** What opens the card of a feature, wherever in `room` it stands. */
export const openersOf = (room: ParentNode, id: string | null): HTMLElement[] =>
  id ? [...room.querySelectorAll<HTMLElement>(`[data-open="${CSS.escape(id)}"]`)] : [];

/** Marks the rows of the feature whose card is open; for rows that are kept from one drawing to the next. */
export function markOpen(room: ParentNode, selected: string | null): void {
  const marked = openersOf(room, selected);
  for (const item of room.querySelectorAll<HTMLElement>('[data-open][aria-current="true"]')) {
    if (!marked.includes(item)) item.removeAttribute("aria-current");
  }
  for (const item of marked) item.setAttribute("aria-current", "true");
}

/** From now on the rows in `room` are marked as they are opened and pointed at. */
export function keepMarked(store: Store, room: ParentNode): void {
  store.on(["selected"], ({ selected }) => markOpen(room, selected));
  store.on(["hovered"], ({ hovered }, before) => {
    for (const item of openersOf(room, before.hovered)) item.classList.remove("is-hovered");
    for (const item of openersOf(room, hovered)) item.classList.add("is-hovered");
  });
}
