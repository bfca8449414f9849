// The names of all places, off the page's thread: read once, folded once, then looked through from end to end for each
// question, which for a million names takes a few hundredths of a second and no index.
import { fold, queryWords } from "../ask/search/fold";
import { inflate } from "../boot/block";
import { lookThrough, type Names, namesOf } from "./names";

export type Question =
  | { readonly block: string }
  | { readonly query: string; readonly most: number; readonly id: number }
  | { readonly numbers: readonly number[]; readonly id: number };

let names: Promise<Names> | undefined;

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  if ("block" in data) {
    names = inflate(data.block).then((text) => namesOf(text, fold));
    await names;
    postMessage({ id: -1, answer: null });
    return;
  }
  const known = await names!;
  const answer =
    "query" in data
      ? lookThrough(known, queryWords(data.query), fold(data.query).trim(), data.most)
      : data.numbers.map((number) => known.at(number));
  postMessage({ id: data.id, answer });
});
