import assert from "node:assert/strict";
import test from "node:test";
import { costBand, counts, filterSource, inUse, loosen, toggled, values, without } from "../src/ask/filters";
import { createSearch } from "../src/ask/search/search";
import { createStore, type Filters, initialState, NO_FILTERS } from "../src/ask/state";
import { atlasOf } from "./helpers";

const atlas = atlasOf([
  {
    id: "yallama",
    kind: "crossing",
    name_en: "B. Konysbaev – Yallama",
    countries: ["KZ", "UZ"],
    regions: ["KZ-61", "UZ-TO"],
    modes: ["road"],
    freight: "yes",
    passengers: "yes",
    status: "operational",
    precision: "exact",
  },
  {
    id: "zhibek-zholy",
    kind: "crossing",
    name_en: "Zhibek Zholy – Gishtkuprik",
    countries: ["KZ", "UZ"],
    regions: ["UZ-TO"],
    modes: ["road", "pedestrian"],
    freight: "suspended",
    passengers: "suspended",
    status: "closed_for_works",
    precision: "locality",
  },
  {
    id: "tashkent-plant",
    name_en: "Plant in Tashkent region",
    countries: ["UZ"],
    regions: ["UZ-TO"],
    cost_usd: 45e6,
    packages: ["summit-2025-11"],
    status: "under_construction",
    precision: "locality",
  },
  {
    id: "regions-council",
    kind: "agreement",
    name_en: "Council of regions",
    applies_to: ["KZ-61", "UZ"],
    regions: ["KZ-61"],
    countries: ["KZ", "UZ"],
    status: "agreed",
    precision: "none",
    status_date: "2025-11-15",
    events: [{ date: "2025-11-15", kind: "agreed" }],
    turns: [
      [0, "not_yet"],
      [20251115, "agreed"],
    ],
  },
]);
const { matching } = createSearch(atlas);
const filters = (patch: Partial<Filters>): Filters => ({ ...NO_FILTERS, ...patch });
const shown = (patch: Partial<Filters>, time: string | null = null) => {
  const store = createStore(atlas, { ...initialState("en"), filters: filters(patch), time });
  store.addPredicate(filterSource(matching));
  return atlas.features.filter((feature) => store.visible(feature)).map(({ id }) => id);
};

test("no filter lets everything through", () => {
  assert.equal(shown({}).length, 4);
  assert.deepEqual(inUse(NO_FILTERS), []);
});

test("what is being built in Tashkent region", () => {
  assert.deepEqual(shown({ admin1: new Set(["UZ-TO"]), status: new Set(["under_construction"]) }), ["tashkent-plant"]);
});

test("which crossings can a truck use", () => {
  assert.deepEqual(shown({ access: { freight: ["yes", "restricted"] }, mode: new Set(["road"]) }), ["yallama"]);
  assert.deepEqual(shown({ access: { third_country_nationals: ["unknown"] } }), ["yallama", "zhibek-zholy"]);
});

test("the others: certainty, cost, package, kind, country, text", () => {
  assert.deepEqual(shown({ precision: new Set(["exact"]) }), ["yallama"]);
  assert.deepEqual(shown({ cost: new Set(["under_100m"]) }), ["tashkent-plant"]);
  assert.deepEqual(shown({ package: new Set(["summit-2025-11"]) }), ["tashkent-plant"]);
  assert.deepEqual(shown({ kind: new Set(["agreement"]) }), ["regions-council"]);
  assert.deepEqual(shown({ country: new Set(["KZ"]) }).length, 3);
  assert.deepEqual(shown({ text: "Жибек жолы" }), ["zhibek-zholy"]);
  assert.deepEqual(shown({ admin1: new Set(["KZ-61"]) }), ["yallama", "regions-council"]);
});

test("with a date, status means the status on that date", () => {
  assert.deepEqual(shown({ status: new Set(["agreed"]) }, "2025"), ["regions-council"]);
  assert.deepEqual(shown({ status: new Set(["agreed"]) }, "2024"), []);
});

test("cost bands meet without a gap", () => {
  assert.deepEqual([null, 0, 1, 9_999_999, 1e7, 1e8, 999_999_999, 1e9].map(costBand), [
    "none",
    "none",
    "under_10m",
    "under_10m",
    "under_100m",
    "under_1bn",
    "under_1bn",
    "over_1bn",
  ]);
});

test("a count says what a value would show, given the other filters", () => {
  const found = counts(
    atlas.features,
    { filters: filters({ admin1: new Set(["UZ-TO"]), status: new Set(["operational"]) }), time: null },
    matching,
  );
  assert.deepEqual(Object.fromEntries(found.get("status")!), {
    operational: 1,
    closed_for_works: 1,
    under_construction: 1,
  });
  assert.deepEqual(Object.fromEntries(found.get("admin1")!), { "UZ-TO": 1, "KZ-61": 1 });
  assert.equal(found.get("precision")!.get("exact"), 1);
  assert.equal(found.get("precision")!.get("locality"), undefined);
});

test("counts leave out what the rest of the page hides", () => {
  const base = Uint8Array.from([0, 1, 1, 1]);
  const found = counts(atlas.features, { filters: NO_FILTERS, time: null }, matching, base);
  assert.equal(found.get("precision")!.get("exact"), undefined);
});

test("an empty result names the filter to drop", () => {
  const none = filters({
    admin1: new Set(["UZ-TO"]),
    precision: new Set(["exact"]),
    package: new Set(["summit-2025-11"]),
  });
  const ways = loosen(atlas.features, { filters: none, time: null }, matching);
  assert.deepEqual(
    ways.map(({ facets, n }) => [facets, n]),
    [
      [["precision"], 1],
      [["package"], 1],
    ],
  );
  assert.deepEqual(inUse(ways[0]!.filters), ["admin1", "package"]);
  const hopeless = filters({ text: "zzzz", cost: new Set(["over_1bn"]) });
  assert.deepEqual(loosen(atlas.features, { filters: hopeless, time: null }, matching)[0]!.facets, ["text", "cost"]);
  assert.deepEqual(loosen(atlas.features, { filters: NO_FILTERS, time: null }, matching), []);
});

test("dropping one question keeps the others", () => {
  const both = filters({ access: { freight: ["yes"], passengers: ["no"] } });
  assert.deepEqual(without(both, "freight").access, { passengers: ["no"] });
});

test("values answer for every facet of every feature", () => {
  for (const feature of atlas.features) assert.deepEqual(values(feature, "text", null), []);
});

test("a value is put in and taken out, and a filter without values asks for nothing", () => {
  const on = toggled(NO_FILTERS, "status", "planned", true);
  assert.deepEqual([...on.status], ["planned"]);
  const more = toggled(toggled(on, "passengers", "yes", true), "passengers", "no", true);
  assert.deepEqual(more.access.passengers, ["yes", "no"]);
  assert.deepEqual(inUse(toggled(more, "status", "planned", false)), ["passengers"]);
  assert.deepEqual(inUse(without(on, "status")), []);
});
