// Elements that are kept from one drawing to the next: what would look the same stays, with its focus and its layout.

export interface Keeper<T> {
  /** What was kept under the key, or what `make` makes now. */
  keep(key: string, make: () => T): T;
  /** Forgets all: with another language everything looks different. */
  forget(): void;
}

export function keeper<T>(): Keeper<T> {
  const kept = new Map<string, T>();
  return {
    keep(key, make) {
      const found = kept.get(key) ?? make();
      kept.set(key, found);
      return found;
    },
    forget: () => kept.clear(),
  };
}
