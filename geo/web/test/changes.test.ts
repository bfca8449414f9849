import assert from "node:assert/strict";
import test from "node:test";
import type { Change } from "../src/atlas/history";
import { byYear, changesIn, starts, told as toldOf, totals } from "../src/panels/changes/data";
import { atlasOf } from "./helpers";

const { features } = atlasOf([
  {
    id: "mill",
    events: [
      { kind: "announced", date: "2023-05", note: {} },
      { kind: "opening", date: "2025-03-01", note: {} },
      { kind: "target", date: "2025-06", note: {} },
    ],
  },
  { id: "bank", events: [{ kind: "agreed", date: "2024/2025", note: {} }] },
]);
const told = (since: string, time: string | null = null) =>
  changesIn(features, since, time).map(({ event }) => event.date);

test("changes are those after the day asked for, up to the date of the slider, and no promises", () => {
  assert.deepEqual(told("2022"), ["2024/2025", "2025-03-01", "2023-05"]);
  assert.deepEqual(told("2023"), ["2024/2025", "2025-03-01"]);
  assert.deepEqual(told("2022", "2024"), ["2024/2025", "2023-05"], "it may have happened by then");
});

test("a change stands under the year by whose end it is certain", () => {
  const years = byYear(changesIn(features, "2022", null)).map(({ year, changes }) => [year, changes.length]);
  assert.deepEqual(years, [
    ["2025", 2],
    ["2023", 1],
  ]);
});

test("a reader may ask from the first of January of every year, and gets that year too", () => {
  const [newest] = starts(2026);
  assert.deepEqual(newest, { day: "2026-01-01", before: "2025" });
  assert.deepEqual(starts(2026).at(-1), { day: "2017-01-01", before: "2016" });
});

const many = ["report", "agreed", "report", "opening", "report", "agreed"].map((kind, i) => {
  const [feature] = features;
  return { feature: feature!, event: { kind, date: `2025-0${i + 1}`, note: {} }, certain: true } as Change;
});
const dates = (changes: readonly Change[]) => changes.map(({ event }) => event.date);

test("changes are counted by kind, most first, and what was only reported comes last", () => {
  assert.deepEqual(totals(many), [
    { kind: "agreed", n: 2 },
    { kind: "opening", n: 1 },
    { kind: "report", n: 3 },
  ]);
  assert.deepEqual(totals([]), []);
});

test("reports are folded until they are asked for, and a kind asked for leaves only its own", () => {
  const all = toldOf(many, new Set());
  assert.deepEqual(
    [dates(all.open), dates(all.folded)],
    [
      ["2025-02", "2025-04", "2025-06"],
      ["2025-01", "2025-03", "2025-05"],
    ],
  );
  const reports = toldOf(many, new Set(["report"]));
  assert.deepEqual([dates(reports.open), reports.folded], [["2025-01", "2025-03", "2025-05"], []]);
  assert.deepEqual(dates(toldOf(many, new Set(["opening", "agreed"])).open), ["2025-02", "2025-04", "2025-06"]);
});
