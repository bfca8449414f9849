// Names by number, and looking through them.

export interface Names {
  readonly n: number;
  /** All of them folded, each on a line, with a line's end before the first. */
  readonly folded: string;
  /** Where each line of `folded` begins, and where the last ends. */
  readonly starts: Uint32Array;
  at(number: number): string;
}

/** Where the lines of a text begin, and where it ends; each ends with a line's end. */
function linesOf(text: string): Uint32Array {
  const found: number[] = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) found.push(at + 1);
  return Uint32Array.from(found);
}

/** @param text a name a line */
export function namesOf(text: string, fold: (name: string) => string): Names {
  const lines = linesOf(text);
  const n = lines.length - 1;
  const at = (number: number): string => text.slice(lines[number], lines[number + 1]! - 1);
  // Many at once: a text that is put together name by name would be looked at name by name again.
  const parts: string[] = [];
  for (let from = 0; from < n; from += 4096) {
    const some: string[] = [];
    for (let i = from; i < Math.min(n, from + 4096); i++) some.push(fold(at(i)));
    parts.push(some.join("\n"));
  }
  const folded = `${parts.join("\n")}\n`;
  return { n, folded, starts: linesOf(folded), at };
}

/** How well a name has the words: all of it 0, its beginning 1, beginnings of words 2, within words 3. */
function rankOf(name: string, words: readonly (readonly string[])[], whole: string): number {
  if (name === whole) return 0;
  if (name.startsWith(whole)) return 1;
  const begins = words.every((spellings) =>
    spellings.some((word) => ` ${name}`.search(new RegExp(`[ -]${word}`)) >= 0),
  );
  return begins ? 2 : 3;
}

/** Names that are looked at for one question, so that a common letter is answered in time too. */
const MOST_SEEN = 20_000;

export interface Found {
  readonly hits: readonly { readonly number: number; readonly name: string }[];
  /** How many have the words; more than are hits. */
  readonly n: number;
  /** There may be still more. */
  readonly isCut: boolean;
}

/** @param words each with its spellings, folded; a name has one of each. `whole`: all that was asked, folded. */
export function lookThrough(
  { n, folded, starts, at }: Names,
  words: readonly (readonly string[])[],
  whole: string,
  most: number,
): Found {
  const safe = words.map((spellings) => spellings.filter((word) => /^[\p{L}\p{N}]+$/u.test(word)));
  const longest = [...safe].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))[0] ?? [];
  const found = new Map<number, number>();
  let line = 0;
  for (const word of longest) {
    line = 0;
    for (
      let hit = folded.indexOf(word);
      hit >= 0 && found.size < MOST_SEEN;
      hit = folded.indexOf(word, starts[line]!)
    ) {
      line = lineAt(starts, hit, line, n);
      const name = folded.slice(starts[line], starts[line + 1]! - 1);
      if (safe.every((spellings) => !spellings.length || spellings.some((one) => name.includes(one)))) {
        found.set(line, rankOf(name, safe, whole));
      }
      if (++line >= n) break;
    }
  }
  const best = [...found].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, most);
  return {
    hits: best.map(([number]) => ({ number, name: at(number) })),
    n: found.size,
    isCut: found.size >= MOST_SEEN,
  };
}

/** The line that a place of the text is in, from one on. */
function lineAt(starts: Uint32Array, place: number, from: number, n: number): number {
  let [low, high] = [from, n];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle;
  }
  return low;
}
