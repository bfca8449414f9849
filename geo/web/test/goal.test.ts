import assert from "node:assert/strict";
import test from "node:test";
import type { Translate } from "../src/atlas/i18n";
import type { Observation } from "../src/atlas/types";
import { goalOf, goalText } from "../src/charts/goal";
import { labelsAt } from "../src/charts/labels";
import { panels } from "../src/charts/series";

const row = (period: string, value: number, reporter: string, basis: Observation["basis"] = "reported") =>
  ({ indicator: "trade", period, value, unit: "USD bn", reporter, basis }) as Observation;
const TRADE = [
  row("2030", 10, "Joint target", "target"),
  ...[3, 3.9, 4.6, 4.4, 4.2, 4.97].map((value, i) => row(String(2020 + i), value, "Uzbekistan statistics")),
  row("2025", 4.95, "Uzbekistan statistics", "derived"),
  ...[4.1, 5].map((value, i) => row(String(2021 + i), value, "Kazakhstan statistics")),
  ...[4.3, 4.1, 4.5, 4].map((value, i) => row(String(2021 + i), value, "Kazakhstan government")),
  row("2018", 3, "Uzbek side, an article"),
];
const panelOf = (rows: Observation[]) => panels(rows, "trade")[0]!;

test("the series of the two statistics offices are the strong ones, however many values others give", () => {
  assert.deepEqual(
    panelOf(TRADE)
      .series.filter(({ isStrong }) => isStrong)
      .map(({ reporter }) => reporter),
    ["Uzbekistan statistics", "Kazakhstan statistics"],
  );
});

test("the distance to the target is counted from the last reported value of a period as long", () => {
  const { latest, target, share } = goalOf(panelOf(TRADE))!;
  assert.deepEqual([latest.observation.value, target.observation.period], [4.97, "2030"]);
  assert.ok(Math.abs(share - 0.497) < 1e-9);
  const later = goalOf(panelOf([...TRADE, row("2026-01/2026-03", 1.2, "Uzbekistan statistics")]));
  assert.equal(later?.latest.observation.period, "2025", "three months are no year");
});

test("who reported the value is told in the reader's language", () => {
  const kazakh = Object.assign((_: string, values: object) => JSON.stringify(values), {
    phrase: (text: string) => ({ text: `kk: ${text}`, lang: "kk" }),
    number: String,
    find: () => undefined,
    lang: "kk",
  }) as unknown as Translate;
  assert.match(goalText(kazakh, panelOf(TRADE)), /"reporter":"kk: Uzbekistan statistics"/);
});

test("no distance is told to a target that is past, of a day, or of nothing", () => {
  const to = (period: string, value: number) =>
    goalOf(panelOf([...TRADE.slice(1), row(period, value, "Joint target", "target")]));
  assert.equal(to("2024", 10), null);
  assert.equal(to("2026-02-24", 60), null);
  assert.equal(to("2030", 0), null);
  assert.equal(goalOf(panelOf(TRADE.slice(1))), null);
  assert.equal(goalOf(panelOf(TRADE.slice(0, 1))), null);
});

test("names of lines stand inside the drawing and never over each other", () => {
  const ends = [
    { text: "Uzbekistan statistics", x: 236, y: 90 },
    { text: "Kazakhstan statistics", x: 176, y: 90 },
    { text: "a name far too long for any drawing of this width, which is left to the legend", x: 200, y: 90 },
  ];
  const labels = labelsAt(ends, [44, 0, 360, 176]);
  assert.deepEqual(
    labels.map(({ text }) => text),
    ["Kazakhstan statistics", "Uzbekistan statistics"],
  );
  const [kazakh, uzbek] = labels;
  assert.ok(kazakh!.y !== uzbek!.y || (kazakh!.anchor === "end" && uzbek!.anchor === "start"));
  const [freed] = labelsAt([ends[0]!], [44, 0, 360, 176], [{ x: 200, y: 80 }]);
  assert.notDeepEqual([freed!.y, freed!.anchor], [82, "end"], "a mark stands there");
});
