import assert from "node:assert/strict";
import test from "node:test";
import { createStore, initialState } from "../src/ask/state";
import { atlasOf } from "./helpers";

const atlas = atlasOf([
  { id: "a", sector: "water" },
  { id: "b", sector: "energy" },
]);

test("switching a sector off hides its features and says so once", () => {
  const store = createStore(atlas, initialState("en"));
  const masks: number[][] = [];
  store.onVisible((mask) => masks.push([...mask]));
  store.set({ off: new Set(["water"]) });
  assert.deepEqual(masks, [[0, 1]]);
  assert.equal(store.visible(atlas.features[0]!), false);
  assert.deepEqual([...store.mask("sectors")], [1, 1]);
});

test("predicates combine, and listeners hear only their keys", () => {
  const store = createStore(atlas, initialState("en"));
  store.addPredicate({ name: "time", keys: ["time"], make: ({ time }) => (time ? ({ id }) => id === time : null) });
  let heard = 0;
  store.on(["lang"], () => heard++);
  store.set({ time: "a" });
  assert.deepEqual([...store.mask()], [1, 0]);
  store.set({ off: new Set(["water"]) });
  assert.deepEqual([...store.mask()], [0, 0]);
  assert.equal(heard, 0);
  store.set({ lang: "fr", time: null });
  assert.equal(heard, 1);
  assert.deepEqual([...store.mask()], [0, 1]);
});

test("what a change leaves as it was is not said to have changed", () => {
  const store = createStore(atlas, initialState("en"));
  store.addPredicate({ name: "time", keys: ["time"], make: ({ time }) => (time ? ({ id }) => id <= time : null) });
  let said = 0;
  store.onVisible(() => said++);
  store.set({ time: "a" });
  const mask = store.mask();
  store.set({ time: "aa" });
  assert.equal(said, 1);
  assert.equal(store.mask(), mask);
  store.set({ time: "b" });
  assert.equal(said, 2);
  assert.deepEqual([...store.mask()], [1, 1]);
  assert.deepEqual([...mask], [1, 0], "who kept the old answer still has it");
});

test("what needs data that are not read is done when they are, in the order asked; all else is done at once", async () => {
  const store = createStore(atlas, initialState("en"));
  const seen: (string | null)[] = [];
  store.on(["selected"], ({ selected }) => seen.push(selected));
  let arrive!: () => void;
  let asked = 0;
  const data = new Promise<void>((done) => {
    arrive = done;
  });
  const goOn = store.postpone(["selected"], () => {
    asked++;
    return data;
  });
  store.set({ lang: "fr" });
  assert.equal(asked, 0);
  store.set({ selected: "a" });
  store.set({ selected: "b", lang: "ru" });
  assert.deepEqual([asked, store.get().selected, store.get().lang], [2, null, "fr"]);
  goOn();
  arrive();
  await data;
  await Promise.resolve();
  assert.deepEqual([seen, store.get().lang], [["a", "b"], "ru"]);
  store.set({ selected: null });
  assert.deepEqual(seen, ["a", "b", null]);
});
