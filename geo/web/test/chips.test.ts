import assert from "node:assert/strict";
import test from "node:test";
import type { Context } from "../src/ask/context";
import { filterSource, type Matching } from "../src/ask/filters";
import { createStore, initialState, NO_FILTERS } from "../src/ask/state";
import { date } from "../src/atlas/format";
import { translator } from "../src/atlas/i18n";
import { inForce, offered, valuesThere, waysBack } from "../src/panels/filters/data";
import { atlasOf } from "./helpers";

const MESSAGES = {
  "filter.text": "Word",
  "filter.status": "State",
  "filter.admin1": "Region",
  "filter.clear": "Clear all",
  "filter.loosen": "Without {filter}: {count}",
  "status.planned": "planned",
  "time.at": "on {date}",
  "time.today": "Today",
  "count.features.one": "{n} thing",
  "count.features.other": "{n} things",
  "count.sectors_off.one": "{n} sector off",
  "count.sectors_off.other": "{n} sectors off",
};
const atlas = atlasOf(
  [
    { id: "mill", status: 0, regions: ["UZ-SA"], passengers: "no" },
    { id: "bank", status: 1, regions: ["KZ-61"], cost_usd: 5e8 },
    { id: "dam", status: 1, regions: ["KZ-10", "UZ-SA"], cost_usd: 2e6 },
  ],
  {
    words: { status: ["planned", "operational", "closed"] },
    places: { "UZ-SA": { en: "Samarkand" }, "KZ-61": { en: "Turkistan" }, "KZ-10": { en: "Abai" } },
  },
);
const none: Matching = (text) => (text.trim() ? new Set() : null);
function page(matching = none): Context {
  const store = createStore(atlas, initialState("en"));
  store.addPredicate(filterSource(matching));
  const t = translator({ en: MESSAGES }, "en");
  return { atlas, store, t: () => t } as unknown as Context;
}

test("a filter offers what something in the atlas has, closed lists in their own order, regions by country and name", () => {
  const context = page();
  const there = valuesThere(atlas.features);
  const list = (facet: "status" | "admin1" | "cost" | "passengers") => offered(context, facet, there.get(facet)!);
  assert.deepEqual(list("status"), ["planned", "operational"]);
  assert.deepEqual(list("admin1"), ["KZ-10", "KZ-61", "UZ-SA"]);
  assert.deepEqual(list("cost"), ["under_10m", "under_1bn", "none"]);
  assert.deepEqual(list("passengers"), ["no"]);
});

test("whatever narrows the page has a chip that takes exactly that off", () => {
  const context = page();
  const { store } = context;
  const filters = { ...NO_FILTERS, text: " dam ", status: new Set(["planned"] as const), admin1: new Set(["UZ-SA"]) };
  store.set({ filters, time: "2024-05", off: new Set(["water"]) });
  const chips = inForce(context);
  assert.deepEqual(
    chips.map(({ label }) => label),
    ["Word: “dam”", "State: planned", "Region: Samarkand", `on ${date(context.t(), "2024-05")}`, "1 sector off"],
  );
  for (const [i, { off }] of chips.entries()) {
    store.set(off());
    assert.deepEqual(
      inForce(context).map(({ key }) => key),
      chips.slice(i + 1).map(({ key }) => key),
    );
  }
});

test("where something is shown there is no way back to offer", () => {
  assert.deepEqual(waysBack(page(), none), []);
});

test("where nothing is left, each way back says what it would show, and the last one clears all", () => {
  const context = page();
  context.store.set({ filters: { ...NO_FILTERS, text: "nowhere" }, time: "2024" });
  const ways = waysBack(context, none);
  assert.deepEqual(
    ways.map(({ label }) => label),
    ["Without Word: 3 things", "Today", "Clear all"],
  );
  context.store.set(ways.at(-1)!.patch);
  assert.equal(context.store.shown().length, 3);
});
