// Many things in one place: what would cover each other moves apart, as little as it must; far out, a crowd
// becomes one group that says how many it stands for.

export interface Spot {
  /** Pixel of the true place. */
  readonly x: number;
  readonly y: number;
  /** Half of the room it needs, in pixels. */
  readonly radius: number;
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Rounds of pushing for a few marks; fewer for many, so that the work stays the same. */
const ROUNDS = 150;
const WORK = 30_000;
/** Pairs this much further apart than they need are watched too, so that they are looked up again only after a move of
 * half of it. */
const SKIN = 20;
type Point = [x: number, y: number];

/** Where to draw each spot so that none covers another: [dx, dy] from its true place. Same spots, same answer. */
export function fan(spots: readonly Spot[]): Point[] {
  const at = spots.map(({ x, y }): Point => [x, y]);
  const crowded = crowds(spots);
  for (const crowd of crowded) {
    // Equal points would have no direction to part in: a small sunflower gives each one its own.
    crowd.forEach((i, k) => {
      at[i]![0] += 0.5 * Math.sqrt(k) * Math.cos(k * GOLDEN_ANGLE);
      at[i]![1] += 0.5 * Math.sqrt(k) * Math.sin(k * GOLDEN_ANGLE);
    });
  }
  const pulled = crowded.flat();
  const rounds = Math.max(12, Math.min(ROUNDS, Math.floor(WORK / spots.length)));
  let [seen, pairs] = [at, [] as Pair[]];
  for (let round = 0; round < rounds; round++) {
    if (seen === at || at.some(([x, y], i) => Math.hypot(x - seen[i]![0], y - seen[i]![1]) > SKIN / 2)) {
      seen = at.map(([x, y]) => [x, y]);
      pairs = closePairs(at, spots, SKIN);
    }
    if (!part(at, pairs)) break;
    // A light pull home keeps the crowd tight; none at the end, so that the distances hold.
    if (round >= rounds * 0.6) continue;
    for (const i of pulled) {
      at[i]![0] += 0.03 * (spots[i]!.x - at[i]![0]);
      at[i]![1] += 0.03 * (spots[i]!.y - at[i]![1]);
    }
  }
  return at.map(([x, y], i) => [x - spots[i]!.x, y - spots[i]!.y]);
}

type Pair = readonly [a: number, b: number, room: number];

/** Pairs that are nearer than the room they need and `more`, looked up in a grid. */
function closePairs(at: readonly Point[], spots: readonly Spot[], more = 0): Pair[] {
  const size = 2 * spots.reduce((most, { radius }) => Math.max(most, radius), 1) + more;
  const cells = new Map<number, number[]>();
  const key = (cx: number, cy: number) => cx * 1e7 + cy;
  const pairs: Pair[] = [];
  for (let i = 0; i < at.length; i++) {
    const [cx, cy] = [Math.floor(at[i]![0] / size), Math.floor(at[i]![1] / size)];
    for (let x = cx - 1; x <= cx + 1; x++) {
      for (let y = cy - 1; y <= cy + 1; y++) {
        for (const j of cells.get(key(x, y)) ?? []) {
          const room = spots[i]!.radius + spots[j]!.radius;
          if (Math.hypot(at[i]![0] - at[j]![0], at[i]![1] - at[j]![1]) < room + more - 0.05) pairs.push([j, i, room]);
        }
      }
    }
    const cell = cells.get(key(cx, cy));
    if (cell) cell.push(i);
    else cells.set(key(cx, cy), [i]);
  }
  return pairs;
}

/** Pushes pairs that are too close apart by half each; false when there was none. */
function part(at: Point[], pairs: readonly Pair[]): boolean {
  let moved = false;
  for (const [i, j, room] of pairs) {
    const [dx, dy] = [at[j]![0] - at[i]![0], at[j]![1] - at[i]![1]];
    const distance = Math.hypot(dx, dy) || 1e-6;
    if (distance >= room - 0.05) continue;
    const push = (room - distance) / 2 / distance;
    at[i]![0] -= dx * push;
    at[i]![1] -= dy * push;
    at[j]![0] += dx * push;
    at[j]![1] += dy * push;
    moved = true;
  }
  return moved;
}

/** Sets of spots that touch, each in the order given. */
function crowds(spots: readonly Spot[]): number[][] {
  const leader = spots.map((_, i) => i);
  const find = (start: number): number => {
    let i = start;
    while (leader[i] !== i) i = leader[i]!;
    return i;
  };
  const at = spots.map(({ x, y }): Point => [x, y]);
  for (const [i, j] of closePairs(at, spots)) leader[find(j)] = find(i);
  const groups = new Map<number, number[]>();
  spots.forEach((_, i) => {
    const root = find(i);
    groups.set(root, [...(groups.get(root) ?? []), i]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Groups of at least `least` spots within `reach` pixels of their first one; the rest stand alone. */
export function group(spots: readonly Pick<Spot, "x" | "y">[], reach: number, least: number): number[][] {
  const free = new Set(spots.keys());
  const near = (a: number) =>
    [...free].filter((b) => Math.hypot(spots[a]!.x - spots[b]!.x, spots[a]!.y - spots[b]!.y) <= reach);
  // The densest places first, so that a crowd is not split by whoever happens to come before it.
  const order = spots.map((_, i) => [i, near(i).length] as const).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const found: number[][] = [];
  for (const [seed] of order) {
    if (!free.has(seed)) continue;
    const members = near(seed);
    if (members.length < least) continue;
    for (const member of members) free.delete(member);
    found.push(members);
  }
  return found;
}
