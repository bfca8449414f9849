import assert from "node:assert/strict";
import test from "node:test";
import dates from "../../../tests/fixtures/dates.json";
import histories from "../../../tests/fixtures/history.json";
import { inTime } from "../src/ask/filters";
import { createStore, initialState } from "../src/ask/state";
import {
  census,
  changedSince,
  eventBehind,
  maybeBy,
  months,
  promises,
  span,
  stateAt,
  stateWord,
  statusAt,
  statusOn,
} from "../src/atlas/history";
import { translator } from "../src/atlas/i18n";
import { atlasOf } from "./helpers";

const atlas = atlasOf(histories.cases as unknown as Parameters<typeof atlasOf>[0]);
const feature = (id: string) => atlas.byId(id)!;

test("an EDTF date is the days geo/dates.py says it may mean", () => {
  for (const [text, from, to] of dates.spans) assert.deepEqual(span(text as string), { from, to }, text as string);
  for (const bad of [...dates.none, null, undefined, "1".repeat(1e5)]) {
    assert.equal(span(bad), null, String(bad).slice(0, 20));
  }
});

test("the state on a date is looked up as geo/history.py says it", () => {
  for (const { id, asks } of histories.cases) {
    for (const [date, ...answer] of asks as [string, string, number | null, number | null][]) {
      const { state, event, maybe } = stateAt(feature(id), date);
      assert.deepEqual([state, event ?? null, maybe ?? null], answer, `${id} ${date}`);
    }
  }
});

test("what is no date asks about today", () => {
  assert.equal(stateAt(feature("hsr"), "<b>").state, "suspended");
  assert.equal(statusAt(feature("plant"), null), "planned");
});

test("the events behind an answer are the feature's own", () => {
  const hsr = feature("hsr");
  const between = stateAt(hsr, "2024-06");
  assert.deepEqual([eventBehind(hsr, between)?.kind, maybeBy(hsr, between)?.kind], ["agreed", "suspended"]);
  const today = stateAt(hsr, "2030");
  assert.deepEqual([eventBehind(hsr, today), maybeBy(hsr, today)], [undefined, undefined]);
});

test("a promised date is told as passed once it is", () => {
  assert.deepEqual(
    promises(feature("hsr"), "2024-06").map(({ event, passed }) => [event.date, passed]),
    [["2024", false]],
  );
  assert.deepEqual(
    promises(feature("hsr"), "2025").map(({ passed }) => passed),
    [true],
  );
});

test("a station nobody dated is counted as such on every day, today too", () => {
  const { features } = atlasOf([
    {
      id: "halt",
      kind: "station",
      status: "operational",
      turns: [
        [0, "never_dated"],
        [20260331, "operational"],
      ],
    },
    {
      id: "works",
      kind: "site",
      status: "planned",
      turns: [
        [0, "undated"],
        [20250531, "planned"],
      ],
    },
  ]);
  assert.deepEqual(
    ["2020", "2025-06", "2026-03", "2030-12"].map((day) => census(features, day).undated),
    [2, 1, 1, 1],
  );
});

test("what has no date stays visible and is counted", () => {
  const six = ["hsr", "kaplanbek-navoiy", "undated-bank", "plant", "expansion", "pipeline"].map(feature);
  const { shown, notYet, undated, byStatus } = census(six, "2018");
  assert.deepEqual([shown, notYet, undated], [3, 3, 1]);
  assert.equal(byStatus.get("unknown"), 2);
  const store = createStore(atlas, initialState("en"));
  store.addPredicate(inTime);
  store.set({ time: "2018" });
  assert.deepEqual([...store.mask()].slice(0, 6), [0, 1, 1, 0, 0, 1]);
  store.set({ time: "<b>" });
  assert.equal(
    store.mask().every((one) => one === 1),
    true,
  );
});

test("what changed since 2024 comes newest first, without promises, broad dates marked", () => {
  const changes = changedSince(atlas.features, "2024");
  assert.deepEqual(
    changes.map(({ feature, event, certain }) => [feature.id, event.kind, certain]),
    [
      ["hsr", "suspended", false],
      ["expansion", "expansion", true],
      ["kaplanbek-navoiy", "resumed", true],
    ],
  );
  assert.deepEqual(changedSince(atlas.features, "x"), []);
});

test("the slider has a stop for each month", () => {
  const stops = months();
  assert.deepEqual([stops.length, stops[0], stops.at(-1)], [168, "2017-01", "2030-12"]);
});

test("no state is claimed for a date by which nothing is recorded, or of which nothing is known", () => {
  const words = {
    "absent.not_yet": "not recorded yet",
    "absent.never_dated": "no dates",
    "status.planned": "planned",
  };
  const t = translator({ en: words }, "en");
  const say = (id: string, date: string | null) => stateWord(t, atlas.byId(id)!, date);
  assert.equal(say("plant", "2022"), "not recorded yet");
  assert.equal(say("plant", "2025"), "planned");
  assert.equal(say("plant", null), "planned");
  assert.equal(say("undated-bank", "2020"), "no dates");
  assert.equal(statusOn(atlas.byId("undated-bank")!, "2020"), "unknown");
  assert.equal(statusOn(atlas.byId("undated-bank")!, null), "operational");
});
