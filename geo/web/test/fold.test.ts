import assert from "node:assert/strict";
import { test } from "node:test";
import cases from "../../../tests/fixtures/words.json";
import { fold, queryWords, words } from "../src/ask/search/fold";

test("a text folds to what Python folds it to", () => {
  for (const { text, fold: folded, words: found, query } of cases) {
    assert.deepEqual([fold(text), words(text), queryWords(text)], [folded, found, query], text);
  }
});
