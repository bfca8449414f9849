import assert from "node:assert/strict";
import test from "node:test";
import { createPlaceSearch } from "../src/ask/search/gazetteer";
import { atlasOf } from "./helpers";

const atlas = atlasOf([], {
  places: {
    UZ: { en: "Uzbekistan" },
    "UZ-TK": { en: "Tashkent", uz: "Toshkent shahri" },
    "UZ-TO": { en: "Tashkent Region", ru: "Ташкентская область", uz: "Toshkent viloyati" },
    "KZ-61": { en: "Turkistan Region", kk: "Түркістан облысы" },
  },
  basemap: {
    scale: 100,
    admin1: [{ iso: "KZ-61", part: [[6700, 4100, 400, 0, 0, 400, -400, 0]] }],
    cities: [{ name: { en: "Turkistan", kk: "Түркістан" }, lon: 6825, lat: 4330 }],
  },
});
const { find } = createPlaceSearch(atlas);
const codes = (query: string) => find(query).map(({ code, name }) => code ?? name.en);

test("regions and towns are found by any of their names", () => {
  assert.deepEqual(codes("Tashkent region"), ["UZ-TO"]);
  assert.deepEqual(codes("Тошкент вилояти"), ["UZ-TO"]);
  assert.deepEqual(codes("tashkent"), ["UZ-TK", "UZ-TO"]);
  assert.deepEqual(codes("Turkistan"), ["Turkistan", "KZ-61"]);
  assert.deepEqual(codes("turkisatn obl"), []);
  assert.deepEqual(
    find("turkisatn obl", 5, true).map(({ code }) => code),
    ["KZ-61"],
    "a slip is forgiven where like names are asked for",
  );
  for (const query of ["", "zzzz", "<b>", "constructor"]) assert.deepEqual(codes(query), []);
});

test("a region is looked at in its middle, a town where it stands", () => {
  const [town, region] = find("turkistan");
  assert.deepEqual(town!.position, [68.25, 43.3]);
  assert.deepEqual(region!.position, [69, 43]);
  assert.equal(find("tashkent region")[0]!.position, null);
});
