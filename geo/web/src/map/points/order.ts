// In which order points are gone through by keys.

/** Points within so many pixels of height stand in one row. */
const ROW = 24;
const LEAP = 10;

/** As one reads: rows from north to south, in each from west to east. */
export function inRows<T>(items: readonly T[], at: (item: T) => { x: number; y: number }): T[] {
  const placed = items.map((item) => ({ item, ...at(item) }));
  placed.sort((a, b) => Math.floor(a.y / ROW) - Math.floor(b.y / ROW) || a.x - b.x || a.y - b.y);
  return placed.map(({ item }) => item);
}

/** Where a key leads from the place `at` of `n`; null if it leads nowhere. From no place (−1) it leads to an end. */
export function stepTo(key: string, at: number, n: number): number | null {
  const last = n - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at >= last ? 0 : at + 1,
    ArrowDown: at >= last ? 0 : at + 1,
    ArrowLeft: at <= 0 ? last : at - 1,
    ArrowUp: at <= 0 ? last : at - 1,
    PageDown: Math.min(last, at + LEAP),
    PageUp: Math.max(0, at - LEAP),
    Home: 0,
    End: last,
  };
  return n && Object.hasOwn(steps, key) ? steps[key]! : null;
}
