// The sorted list of every word of an index, and the ways a typed word can meet it: whole, begun, inside another,
// or with a typing error. Errors are counted while words are still being typed, which is why this is not a library:
// those compare whole words only.

export interface Match {
  readonly term: number;
  /** 1 for the very word, less the further away. */
  readonly quality: number;
}

export interface Terms {
  readonly list: readonly string[];
  /** Words equal to or begun by `word`. */
  begun(word: string): Match[];
  /** Words that hold `word` further in. */
  inside(word: string): Match[];
  /** Words that are, or begin, within one or two typing errors of `word`; a swap of neighbours is one error. */
  near(word: string, wholeOnly: boolean): Match[];
}

/** Shorter ones stand in too many words by chance: `gas` in Saryagash. */
const LEAST_INSIDE = 4;

/** Errors forgiven: none in short words and in numbers. */
const forgiven = (word: string): number => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 7 ? 1 : 2);

function shared(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

/** All words as one text, a line each, with the place where each begins: looked through at once, it takes a tenth of the
 *  time that one word after the other does. */
interface Joined {
  readonly text: string;
  readonly starts: Uint32Array;
}

function join(list: readonly string[]): Joined {
  const starts = new Uint32Array(list.length + 1);
  list.forEach((term, i) => {
    starts[i + 1] = starts[i]! + term.length + 1;
  });
  return { text: `${list.join("\n")}\n`, starts };
}

/** The words that hold another, in their order. */
function* holding({ text, starts }: Joined, word: string): Generator<number> {
  for (let at = text.indexOf(word); at >= 0; ) {
    let [low, high] = [0, starts.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle;
    }
    yield low;
    at = text.indexOf(word, starts[low + 1]);
  }
}

/** @param list words without duplicates, sorted by code unit */
export function createTerms(list: readonly string[]): Terms {
  // Both are made when a word is first looked for, for they take a while in a list of a hundred thousand.
  let sharedWithLast: Uint8Array | undefined;
  let joined: Joined | undefined;

  function firstFrom(word: string): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]! < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function begun(word: string): Match[] {
    const found: Match[] = [];
    for (let term = firstFrom(word); term < list.length && list[term]!.startsWith(word); term++) {
      const share = word.length / list[term]!.length;
      found.push({ term, quality: share === 1 ? 1 : 0.6 + 0.25 * share });
    }
    return found;
  }

  function inside(word: string): Match[] {
    if (word.length < LEAST_INSIDE) return [];
    joined ??= join(list);
    return [...holding(joined, word)]
      .filter((term) => !list[term]!.startsWith(word))
      .map((term) => ({ term, quality: 0.4 }));
  }

  /** Walks the sorted words as if they were a tree: rows of the table are kept for the shared beginning. */
  function near(word: string, wholeOnly: boolean): Match[] {
    const limit = forgiven(word);
    const found: Match[] = [];
    if (!limit) return found;
    sharedWithLast ??= Uint8Array.from(list, (term, i) => (i ? Math.min(255, shared(list[i - 1]!, term)) : 0));
    const width = word.length + 1;
    const deepest = word.length + limit;
    const rows = new Uint8Array((deepest + 1) * width);
    const begins = new Uint8Array(deepest + 1);
    for (let column = 0; column < width; column++) rows[column] = column;
    begins[0] = word.length;
    let hopeless = 255;
    for (let i = 0; i < list.length; i++) {
      const common = sharedWithLast[i]!;
      if (common >= hopeless) continue;
      hopeless = 255;
      const term = list[i]!;
      const depth = Math.min(term.length, deepest);
      for (let d = Math.min(common, deepest) + 1; d <= depth; d++) {
        const least = fillRow(rows, d, width, word, term);
        begins[d] = Math.min(begins[d - 1]!, rows[d * width + width - 1]!);
        if (least > limit && begins[d]! > limit) {
          hopeless = d;
          break;
        }
      }
      if (hopeless !== 255) continue;
      const whole = term.length <= deepest ? rows[depth * width + width - 1]! : 255;
      if (whole > 0 && whole <= limit) found.push({ term: i, quality: whole === 1 ? 0.5 : 0.3 });
      else if (!wholeOnly && begins[depth]! > 0 && begins[depth]! <= limit) {
        found.push({ term: i, quality: begins[depth] === 1 ? 0.35 : 0.2 });
      }
    }
    return found;
  }
  return { list, begun, inside, near };
}

/** One row of the optimal string alignment table; gives its least entry. */
function fillRow(rows: Uint8Array, d: number, width: number, word: string, term: string): number {
  const row = d * width;
  const last = row - width;
  rows[row] = d;
  let least = d;
  for (let c = 1; c < width; c++) {
    const same = term[d - 1] === word[c - 1];
    let cost = Math.min(rows[last + c - 1]! + (same ? 0 : 1), rows[last + c]! + 1, rows[row + c - 1]! + 1);
    if (d > 1 && c > 1 && term[d - 1] === word[c - 2] && term[d - 2] === word[c - 1]) {
      cost = Math.min(cost, rows[last - width + c - 2]! + 1);
    }
    rows[row + c] = cost;
    if (cost < least) least = cost;
  }
  return least;
}
