// Labels along a line, kept apart: each as near to its place as its neighbours allow, in their order.

/** Places for labels `gap` apart, none before 0; `places` must rise. */
export function spread(places: readonly number[], gap: number): number[] {
  // Labels that would touch form a block, which stands about the middle of its members' places.
  const blocks: { sum: number; n: number; top: number }[] = [];
  for (const place of places) {
    let block = { sum: place, n: 1, top: Math.max(0, place) };
    for (let last = blocks.at(-1); last && last.top + last.n * gap > block.top; last = blocks.at(-1)) {
      blocks.pop();
      // Each member counts as if it were the first of the block.
      const sum = last.sum + block.sum - block.n * last.n * gap;
      const n = last.n + block.n;
      block = { sum, n, top: Math.max(0, sum / n) };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ top, n }) => Array.from({ length: n }, (_, i) => top + i * gap));
}
