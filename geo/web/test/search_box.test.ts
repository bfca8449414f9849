import assert from "node:assert/strict";
import test from "node:test";
import notation from "../../coordinates/notation.json";
import { learn } from "../src/atlas/coordinate";
import { translator } from "../src/atlas/i18n";
import {
  aboutOf,
  factsOf,
  foundAnswer,
  isPosition,
  positionAnswer,
  stepTo,
  titleOf,
} from "../src/frame/search_box/data";
import { atlasOf } from "./helpers";

learn(notation);

const t = translator(
  {
    en: {
      "kind.site": "Site",
      "status.planned": "planned",
      "search.matched": "found as {text}",
      "search.hidden": "hidden by filters",
      "search.region": "Region",
      "search.package": "What it has",
      "package.p": "Package P",
      "search.town": "Town",
      "search.none": "Nothing for {query}",
      "search.similar": "Like {query}",
      "search.show_only": "Only {query}",
      "count.features.one": "{n} thing",
      "count.features.other": "{n} things",
      "coordinate.refused": "{what}; {mend}",
      "coordinate.go_there": "{place}: go there? {position}",
      "coordinate.found": "{position} ({how})",
    },
  },
  "en",
);
const { features } = atlasOf([
  { id: "mill", kind: "site", status: "planned", name_en: "Mill", name_ru: "Мельница" },
  { id: "bank", kind: "site", status: "planned", name_en: "Bank" },
]);
const nowhere = () => null;
const region = { code: "UZ-SA", name: { en: "Samarkand" }, position: null };
const town = { code: null, name: { ru: "Арысь" }, position: [68.8, 42.4] as const };
const hits = [
  { feature: features[0]!, field: "name_ru", text: "", score: 2 },
  { feature: features[1]!, field: "region", text: "Samarkand", score: 1 },
] as unknown as Parameters<typeof foundAnswer>[2]["hits"];
const { choices } = foundAnswer(
  t,
  "m",
  { gatherings: [{ kind: "package", id: "p" }], places: [region, town], hits, n: 2, areSimilar: false },
  Uint8Array.of(1, 0),
);

test("packages and places come first, then features, last the way to see nothing else", () => {
  assert.deepEqual(
    choices.map((choice) => titleOf(choice, t, "en").text),
    ["Package P", "Samarkand", "Арысь", "Mill", "Bank", "Only m"],
  );
  assert.equal(titleOf(choices[2]!, t, "en").lang, "ru", "a name in another language says so");
  assert.equal(new Set(choices.map(aboutOf)).size, choices.length);
});

test("a line says what it is, what it was found by if that is no name, and that filters hide it", () => {
  assert.deepEqual(
    choices.map((choice) => factsOf(choice, t)),
    [
      "What it has",
      "Region",
      "Town",
      "Site · planned",
      "Site · planned · found as Samarkand · hidden by filters",
      "2 things",
    ],
  );
});

test("what is only like the words stands under a line that says so", () => {
  const { note } = foundAnswer(
    t,
    "m",
    { gatherings: [], places: [town], hits, n: 0, areSimilar: true },
    Uint8Array.of(1, 0),
  );
  assert.equal(note, "Like m");
});

test("where nothing is found the box says so, and offers no empty filter", () => {
  const { choices: none, note } = foundAnswer(
    t,
    "zzz",
    { gatherings: [], places: [], hits: [], n: 0, areSimilar: true },
    new Uint8Array(2),
  );
  assert.deepEqual([none.length, note], [0, "Nothing for zzz"]);
});

test("a position is offered as it was read, and one that is none says why", () => {
  assert.ok(isPosition("41.31, 69.28"));
  assert.ok(!isPosition("Route 66"));
  const [read] = positionAnswer(t, "41.31 N, 69.28 E", nowhere).choices;
  assert.deepEqual(read?.kind === "position" && read.at, [69.28, 41.31]);
  const refused = positionAnswer(t, "91.5, 200.5", nowhere);
  assert.deepEqual(refused.choices, []);
  assert.match(refused.note, /^coordinate\.refused\.(\w+); coordinate\.refused\.\1\.mend$/);
});

test("what a refused text may have meant is offered, not taken", () => {
  const { choices: offered, note } = positionAnswer(t, "69.28, 41.31", () => "Tashkent");
  assert.deepEqual(
    offered.map((choice) => choice.kind === "position" && choice.at),
    [[69.28, 41.31]],
  );
  assert.match(note, /refused\.swapped/);
  assert.match(titleOf(offered[0]!, t, "en").text, /^Tashkent: go there\? 41\.31/);
});

test("keys go round the list, by one line or by a page, and stop at its ends where a page is turned", () => {
  assert.deepEqual([stepTo("ArrowDown", 2, 4), stepTo("ArrowDown", 4, 4), stepTo("ArrowUp", 0, 4)], [3, 0, 4]);
  assert.deepEqual([stepTo("PageDown", 1, 4), stepTo("PageUp", 3, 4), stepTo("PageDown", 1, 20)], [4, 0, 7]);
  assert.equal(stepTo("a", 0, 4), null);
});
