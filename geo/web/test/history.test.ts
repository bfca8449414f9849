import assert from "node:assert/strict";
import test from "node:test";
import { inTime } from "../src/ask/filters";
import { createStore, initialState } from "../src/ask/state";
import {
  census,
  changedSince,
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

const atlas = atlasOf([
  {
    id: "hsr",
    kind: "rail",
    line_kind: "project",
    status: "suspended",
    status_date: "2023-11-27/2025-08-19",
    events: [
      { date: "2019-06", kind: "announced" },
      { date: "2021-12", kind: "agreed" },
      { date: "2021-12-08", kind: "announced" },
      { date: "2024", kind: "target" },
      { date: "2023-11-27/2025-08-19", kind: "suspended" },
      { kind: "study" },
    ],
  },
  {
    id: "kaplanbek-navoiy",
    kind: "crossing",
    status: "operational",
    status_date: "2026-02-13",
    events: [
      { date: "2017", kind: "agreed" },
      { date: "2022-12-01", kind: "closed" },
      { date: "2025-01-27", kind: "resumed" },
    ],
  },
  { id: "undated-bank", status: "operational", checked: "2026-03" },
  { id: "plant", status: "planned", status_date: "2024-08-07", events: [{ date: "2023-03", kind: "announced" }] },
  {
    id: "expansion",
    status: "operational",
    status_date: "2025-05-01",
    events: [
      { date: "2019-05-14", kind: "opening" },
      { date: "2024-10", kind: "agreed" },
      { date: "2025-02", kind: "expansion" },
    ],
  },
  { id: "pipeline", status: "operational", status_date: "2026-01", events: [{ date: "2023-10-07", kind: "report" }] },
]);
const feature = (id: string) => atlas.byId(id)!;
const status = (id: string, date: string) => statusAt(feature(id), date);

test("an EDTF date is the days it may mean", () => {
  assert.deepEqual(span("2024"), { from: 20240101, to: 20241231 });
  assert.deepEqual(span("2024-02"), { from: 20240201, to: 20240229 });
  assert.deepEqual(span("2023-11-27/2025-08"), { from: 20231127, to: 20250831 });
  for (const bad of [
    "2025-02-31",
    "",
    null,
    undefined,
    "soon",
    "2024-13",
    "2024-00",
    "2025/2024",
    "2024/x",
    "1".repeat(1e5),
  ]) {
    assert.equal(span(bad), null, String(bad).slice(0, 20));
  }
});

test("the high-speed line was announced, agreed, and is suspended once that is certain", () => {
  assert.equal(stateAt(feature("hsr"), "2019-05").when, "not_yet");
  assert.equal(status("hsr", "2019-06"), "proposed");
  assert.equal(status("hsr", "2021-12"), "agreed");
  assert.equal(status("hsr", "2030"), "suspended");
  const between = stateAt(feature("hsr"), "2024-06");
  assert.equal(between.when === "known" && between.status, "agreed");
  assert.equal(between.when === "known" && between.maybe?.kind, "suspended");
});

test("a promised date is no state", () => {
  assert.equal(status("hsr", "2024-12-31"), "agreed");
  assert.deepEqual(
    promises(feature("hsr"), "2024-06").map(({ event, passed }) => [event.date, passed]),
    [["2024", false]],
  );
  assert.deepEqual(
    promises(feature("hsr"), "2025").map(({ passed }) => passed),
    [true],
  );
});

test("an old crossing was there before its first event, in a state nobody wrote down", () => {
  assert.equal(status("kaplanbek-navoiy", "2018"), "unknown");
  assert.equal(status("kaplanbek-navoiy", "2022-12"), "closed");
  assert.equal(status("kaplanbek-navoiy", "2025-01"), "operational");
  assert.equal(status("pipeline", "2020"), "unknown");
});

test("a thing in service stays so when its expansion is agreed", () => {
  assert.equal(stateAt(feature("expansion"), "2018").when, "not_yet");
  assert.equal(status("expansion", "2024-12"), "operational");
});

test("the state sources report counts from its date", () => {
  assert.equal(status("plant", "2024-07"), "proposed");
  assert.equal(status("plant", "2024-08"), "planned");
  assert.equal(statusAt(feature("plant"), null), "planned");
  assert.equal(status("undated-bank", "2026-03"), "operational");
});

test("a station nobody dated is counted as such on every day, today too", () => {
  const { features } = atlasOf([
    { id: "halt", kind: "station", status: "operational", checked: "2026-03" },
    { id: "works", kind: "site", status: "planned", status_date: "2025-05", checked: "2026-03" },
  ]);
  assert.deepEqual(
    ["2020", "2025-06", "2026-03", "2030-12"].map((day) => census(features, day).undated),
    [2, 1, 1, 1],
  );
});

test("what has no date stays visible and is counted", () => {
  assert.equal(stateAt(feature("undated-bank"), "2020").when, "undated");
  const { shown, notYet, undated, byStatus } = census(atlas.features, "2018");
  assert.deepEqual([shown, notYet, undated], [3, 3, 1]);
  assert.equal(byStatus.get("unknown"), 2);
  const store = createStore(atlas, initialState("en"));
  store.addPredicate(inTime);
  store.set({ time: "2018" });
  assert.deepEqual([...store.mask()], [0, 1, 1, 0, 0, 1]);
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
    "time.state_not_yet": "not recorded yet",
    "time.state_undated": "no dates",
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
