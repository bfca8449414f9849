// The list of what can be corrected, shortened while somebody types.
import { fold } from "../ask/search/fold";

export function filterThings(box: HTMLElement | null, list: HTMLElement | null): void {
  if (!(box instanceof HTMLInputElement) || !list) return;
  const rows = [...list.children].map((row) => [row as HTMLElement, fold(row.textContent ?? "")] as const);
  box.addEventListener("input", () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
  });
}
