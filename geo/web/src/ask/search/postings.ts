// Which words stand where: words of an index with the codes of the places they stand in, in flat arrays, since an array
// for each of half a million words takes longer to make than to fill.

export interface Postings {
  /** Every word once, by code unit. */
  readonly list: readonly string[];
  /** The codes of word `i` are those from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Int32Array;
  readonly codes: Int32Array;
}

/** So many words are handled before others have their turn. */
const AT_ONCE = 5000;

export interface Gathering {
  add(word: string, code: number): void;
  /** All that was added, little by little. */
  sorted(): Generator<void, Postings>;
}

/** By code unit; those of one first letter at a time, for all at once would hold up the page. */
function* sortedInPieces(words: Iterable<string>): Generator<void, string[]> {
  const byFirst = new Map<string, string[]>();
  let n = 0;
  for (const word of words) {
    const list = byFirst.get(word[0] ?? "");
    if (list) list.push(word);
    else byFirst.set(word[0] ?? "", [word]);
    if (++n % AT_ONCE === 0) yield;
  }
  const sorted: string[] = [];
  for (const first of [...byFirst.keys()].sort()) {
    for (const word of byFirst.get(first)!.sort()) sorted.push(word);
    yield;
  }
  return sorted;
}

export function gather(): Gathering {
  const ids = new Map<string, number>();
  let words = new Int32Array(1024);
  let codes = new Int32Array(1024);
  let n = 0;
  const larger = (array: Int32Array) => {
    const grown = new Int32Array(array.length * 2);
    grown.set(array);
    return grown;
  };
  return {
    add(word, code) {
      let id = ids.get(word);
      if (id === undefined) {
        id = ids.size;
        ids.set(word, id);
      }
      if (n === words.length) [words, codes] = [larger(words), larger(codes)];
      words[n] = id;
      codes[n++] = code;
    },
    *sorted() {
      const list = yield* sortedInPieces(ids.keys());
      const rank = new Int32Array(list.length);
      for (let i = 0; i < list.length; i++) {
        rank[ids.get(list[i]!)!] = i;
        if (i % AT_ONCE === 0) yield;
      }
      // Counted, then filled from behind, so that the codes of a word keep their order.
      const starts = new Int32Array(list.length + 1);
      for (let k = 0; k < n; k++) starts[rank[words[k]!]!]!++;
      for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
      yield;
      const placed = new Int32Array(n);
      for (let k = n - 1; k >= 0; k--) placed[--starts[rank[words[k]!]!]!] = codes[k]!;
      return { list, starts, codes: placed };
    },
  };
}
