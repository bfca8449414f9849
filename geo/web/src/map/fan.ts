// Many things in one place: marks that would cover each other move apart, as little as they must.

export interface Spot {
  /** Pixel of the true place. */
  readonly x: number;
  readonly y: number;
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const ROUNDS = 120;

/**
 * Where to draw each mark so that all stand at least `gap` pixels apart: [dx, dy] from its true place.
 * The same spots always give the same answer.
 */
export function fan(spots: readonly Spot[], gap: number): [dx: number, dy: number][] {
  const at = spots.map(({ x, y }) => [x, y] as [number, number]);
  const crowded = crowds(spots, gap);
  for (const crowd of crowded) {
    // Equal points would have no direction to part in: a small sunflower gives each one its own.
    crowd.forEach((i, k) => {
      const radius = 0.5 * Math.sqrt(k);
      at[i]![0] += radius * Math.cos(k * GOLDEN_ANGLE);
      at[i]![1] += radius * Math.sin(k * GOLDEN_ANGLE);
    });
  }
  for (let round = 0; round < ROUNDS; round++) {
    const moved = part(at, gap);
    if (!moved) break;
    // A light pull home keeps the crowd tight; none at the end, so that the gap holds.
    if (round >= ROUNDS * 0.6) continue;
    for (const crowd of crowded) {
      for (const i of crowd) {
        at[i]![0] += 0.03 * (spots[i]!.x - at[i]![0]);
        at[i]![1] += 0.03 * (spots[i]!.y - at[i]![1]);
      }
    }
  }
  return at.map(([x, y], i) => [x - spots[i]!.x, y - spots[i]!.y]);
}

/** Pairs closer than `gap`, looked up in a grid of that size. */
function* closePairs(at: readonly (readonly [number, number])[], gap: number): Generator<[number, number]> {
  const cells = new Map<string, number[]>();
  for (let i = 0; i < at.length; i++) {
    const [cx, cy] = [Math.floor(at[i]![0] / gap), Math.floor(at[i]![1] / gap)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const j of cells.get(`${cx + dx},${cy + dy}`) ?? []) {
          if (Math.hypot(at[i]![0] - at[j]![0], at[i]![1] - at[j]![1]) < gap) yield [j, i];
        }
      }
    }
    const key = `${cx},${cy}`;
    const cell = cells.get(key);
    if (cell) cell.push(i);
    else cells.set(key, [i]);
  }
}

/** Pushes close pairs apart by half each; false when there was none. */
function part(at: [number, number][], gap: number): boolean {
  let moved = false;
  for (const [i, j] of [...closePairs(at, gap - 0.05)]) {
    const [dx, dy] = [at[j]![0] - at[i]![0], at[j]![1] - at[i]![1]];
    const distance = Math.hypot(dx, dy) || 1e-6;
    const push = (gap - distance) / 2 / distance;
    if (push <= 0) continue;
    at[i]![0] -= dx * push;
    at[i]![1] -= dy * push;
    at[j]![0] += dx * push;
    at[j]![1] += dy * push;
    moved = true;
  }
  return moved;
}

/** Groups of spots that touch, each in the order given. */
function crowds(spots: readonly Spot[], gap: number): number[][] {
  const leader = spots.map((_, i) => i);
  const find = (i: number): number => {
    while (leader[i] !== i) i = leader[i] = leader[leader[i]!]!;
    return i;
  };
  const at = spots.map(({ x, y }) => [x, y] as const);
  for (const [i, j] of closePairs(at, gap)) leader[find(j)] = find(i);
  const groups = new Map<number, number[]>();
  spots.forEach((_, i) => {
    const root = find(i);
    groups.set(root, [...(groups.get(root) ?? []), i]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}
