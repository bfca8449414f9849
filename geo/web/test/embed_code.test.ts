import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { iframe, smallAddress } from "../src/frame/take_away/embed_code";

interface Case {
  readonly source: string;
  readonly title: string;
  readonly fallback: string;
  readonly html: string;
}
const cases = JSON.parse(readFileSync("../../tests/fixtures/iframe.json", "utf8")) as Case[];

test("the page writes the iframe that the command prints, and hostile words stay words in it", () => {
  for (const { source, title, fallback, html } of cases) assert.equal(iframe(source, title, fallback), html);
});

test("the small form of a page is asked for once, whatever its address asks already", () => {
  assert.deepEqual(
    ["https://a.org/#x", "https://a.org/?v=2", "https://a.org/?embed#x", "index.html"].map(smallAddress),
    ["https://a.org/?embed", "https://a.org/?v=2&embed", "https://a.org/?embed", "index.html?embed"],
  );
});
