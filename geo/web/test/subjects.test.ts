import assert from "node:assert/strict";
import test from "node:test";
import { translator } from "../src/atlas/i18n";
import { worthDrawing } from "../src/card/figures";
import { inOrder } from "../src/card/timeline";
import { panels } from "../src/charts/series";
import { capacity, inOrder as crossingsInOrder } from "../src/panels/crossings/data";
import { comparison } from "../src/panels/rail/compare";
import { spread } from "../src/panels/rail/spread";
import { topics } from "../src/panels/topics/data";
import { atlasOf } from "./helpers";

const t = translator(
  {
    en: {
      "number.km": "{n} km",
      "number.kmh": "{n} km/h",
      "capacity.persons": "{n} a day",
      "capacity.vehicles": "{n} cars",
    },
  },
  "en",
);

test("labels stay in order, apart, on the strip and near their places", () => {
  assert.deepEqual(spread([], 40), []);
  assert.deepEqual(spread([10, 100, 300], 40), [10, 100, 300]);
  assert.deepEqual(spread([100, 110], 40), [85, 125]);
  assert.deepEqual(spread([0, 0, 0], 40), [0, 40, 80]);
  const places = [24, 30, 250, 255, 262, 400];
  const found = spread(places, 46);
  for (let i = 1; i < found.length; i++) assert.ok(found[i]! - found[i - 1]! >= 46 - 1e-9);
  assert.ok(found.every((top) => top >= 0));
  assert.equal(found.at(-1), 400);
});

test("events stand in the order of time, and only a promise can have passed", () => {
  const events = [
    { kind: "target", date: "2024", note: {} },
    { kind: "report", date: null, note: {} },
    { kind: "target", date: "2030", note: {} },
    { kind: "announced", date: "2019-06", note: {} },
    { kind: "agreed", date: "2021-12-08", note: {} },
    { kind: "study", date: "2021", note: {} },
  ] as const;
  const rows = inOrder(events, "2026-03", "2026-03-20");
  assert.deepEqual(
    rows.map(({ event, promise }) => [event.date, promise]),
    [
      ["2019-06", null],
      ["2021-12-08", null],
      ["2021", null],
      ["2024", "passed"],
      ["2030", "ahead"],
      [null, null],
    ],
  );
  assert.deepEqual(
    inOrder(events, undefined, "2026-03-20").filter(({ promise }) => promise === "passed"),
    [],
  );
});

test("a chart is drawn only of values of several times", () => {
  const value = (indicator: string, period: string) => ({
    indicator,
    period,
    value: 1,
    unit: "Mt",
    reporter: "A",
    basis: "reported" as const,
  });
  const observations = [
    ...["2020", "2021", "2022"].map((year) => value("course", year)),
    ...["2024", "2024", "2024"].map((year) => value("moment", year)),
    ...["2024", "2025"].map((year) => value("pair", year)),
  ];
  const drawn = (indicator: string) => panels(observations, indicator).map(worthDrawing);
  assert.deepEqual([drawn("course"), drawn("moment"), drawn("pair")], [[true], [false], [false]]);
});

test("agreements, indicators and what has no place are told apart", () => {
  const atlas = atlasOf(
    [
      { id: "a", kind: 0 },
      { id: "b", kind: 0, lon: 69, lat: 41 },
      { id: "c", kind: 1 },
      { id: "d", kind: 2, lon: 69, lat: 41 },
      { id: "e", kind: 2 },
    ],
    { words: { kind: ["agreement", "indicator", "site"] } },
  );
  assert.deepEqual(
    topics(atlas.features).map(({ key, features }) => [key, ...features.map(({ id }) => id)]),
    [
      ["figures", "c"],
      ["agreements", "a", "b"],
      ["others", "e"],
    ],
  );
  assert.deepEqual(topics(atlas.features.slice(3, 4)), [], "what the map shows is not told again");
});

test("crossings that work come first; capacities say which side of the works they are from", () => {
  const atlas = atlasOf(
    [
      { id: "shut", kind: 0, status: 1, vehicles_per_day_before: 350, vehicles_per_day_after: 2000 },
      { id: "open", kind: 0, status: 0, persons_per_day_after: 12000 },
      { id: "was", kind: 0, status: 0, vehicles_per_day_before: 200 },
      { id: "none", kind: 0, status: 2 },
    ],
    { words: { kind: ["crossing"], status: ["operational", "closed_for_works", "closed"] } },
  );
  const sorted = crossingsInOrder(atlas.features);
  assert.deepEqual(
    sorted.map(({ id }) => id),
    ["open", "was", "shut", "none"],
  );
  assert.deepEqual(
    sorted.map((feature) => capacity(t, feature)),
    [["12,000 a day"], ["200 → ? cars"], ["350 → 2,000 cars"], []],
  );
});

test("the variants' published and computed lengths are never in one row", () => {
  const variant = (id: string, length: number, computedKm: number | null, averageKmh: number | null) => ({
    id,
    label: {},
    preferred: false,
    along: "project" as const,
    stops: [],
    computedKm,
    averageKmh,
    published: { length_km: length },
  });
  const rows = comparison(t, [variant("new", 260, 279.3, 120.9), variant("upgrade", 401, null, null)]);
  assert.deepEqual(
    rows.map(({ label, published, cells }) => [label, published, ...cells]),
    [
      ["card.length", true, "260 km", "401 km"],
      ["rail.length_drawn", false, "279 km", null],
      ["rail.average_speed", false, "121 km/h", null],
    ],
  );
});
