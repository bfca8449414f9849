import assert from "node:assert/strict";
import test from "node:test";
import type { Feature } from "../src/atlas/types";
import { CORRIDOR_LINE } from "../src/atlas/vocabulary";
import { columnOf, notesOf, otherLines, sourcesOf, stopNear, verdictOf } from "../src/panels/rail/data";
import type { Stop, Strip, Variant } from "../src/panels/rail/strip";
import { atlasOf } from "./helpers";

const atlas = atlasOf(
  [
    { id: "turkistan", kind: "station", lon: 68.25, lat: 43.29 },
    { id: "tashkent", kind: "station", lon: 69.21, lat: 41.26 },
    {
      id: CORRIDOR_LINE,
      kind: "rail",
      line_kind: "project",
      geometry_kind: "schematic",
      status: "suspended",
      status_date: "2025-08-19",
      line: [[6825000, 4329000, 96000, -203000]],
      events: [
        { kind: "suspended", date: "2023", note: { en: "stopped" } },
        { kind: "target", date: "2024", note: {} },
      ],
      options: [
        { id: "new", source: 0 },
        { id: "old", source: 1 },
        { id: "third", source: 0 },
      ],
    },
    { id: "arys", kind: "rail", line_kind: "track" },
    { id: "unsaid", kind: "rail" },
    { id: "afrosiyob", kind: "rail", line_kind: "service" },
  ],
  { sources: [{ id: "kz" }, { id: "uz" }] },
);
const line = atlas.byId(CORRIDOR_LINE) as Feature;
const stop = (id: string, at: number, rest: Partial<Stop> = {}): Stop => ({
  id,
  feature: atlas.byId(id) ?? null,
  km: at * 300,
  at,
  junction: false,
  again: false,
  ...rest,
});
const variant = (along: Variant["along"], ...stops: Stop[]): Variant => ({
  id: along,
  label: {},
  preferred: false,
  along,
  stops,
  computedKm: null,
  published: {},
  averageKmh: null,
});
const built = variant("project", stop("turkistan", 0), stop("tashkent", 1));
const layout: Strip = { line, variants: [built], scaleKm: 300, borderKm: 240 };

test("the border has its label between the stops of the project, and none along the tracks", () => {
  const { labels, end, height } = columnOf(built, layout);
  assert.deepEqual(
    labels.map((label) => label.stop?.id ?? "border"),
    ["turkistan", "border", "tashkent"],
  );
  assert.deepEqual(
    labels.map(({ y }) => y),
    [24, 360, 444],
  );
  assert.equal(end, 444);
  assert.ok(height > end);
  assert.equal(columnOf({ ...built, along: "track" }, layout).labels.length, 2);
});

test("a stop passed again is where the train turns back, not one more junction", () => {
  assert.deepEqual(notesOf(stop("arys", 0.5, { junction: true })), ["rail.junction"]);
  assert.deepEqual(notesOf(stop("arys", 0.5, { junction: true, again: true })), ["rail.turns_back"]);
  assert.deepEqual(notesOf(stop("arys", 0.5)), []);
});

test("the verdict names what stopped the line, since when, and the promise that passed", () => {
  const { since, stopped, isOnlyDrawn, promises } = verdictOf(line, "2026-01-01");
  assert.deepEqual([since, stopped?.date, isOnlyDrawn], ["2025-08-19", "2023", true]);
  assert.deepEqual(
    promises.map(({ event, state }) => [event.date, state]),
    [["2024", "passed_since"]],
  );
});

test("each source of the variants is named once", () => {
  assert.deepEqual(
    sourcesOf(line).map(({ id }) => id),
    ["kz", "uz"],
  );
});

test("the other railways stand by what they are, and a line that does not say is a track", () => {
  assert.deepEqual(
    otherLines(atlas.features).map(({ kind, lines }) => [kind, lines.map(({ id }) => id)]),
    [
      ["track", ["arys", "unsaid"]],
      ["service", ["afrosiyob"]],
    ],
  );
});

test("the map points at a stop only where the pointer is on the line", () => {
  assert.equal(stopNear(layout, [68.26, 43.27], 6), "turkistan");
  assert.equal(stopNear(layout, [69.2, 41.28], 6), "tashkent");
  assert.equal(stopNear(layout, [67, 43.29], 6), null);
  assert.equal(stopNear(layout, [67, 43.29], 3), "turkistan", "from far away a pixel is many kilometres");
  assert.equal(stopNear({ ...layout, variants: [] }, [68.26, 43.27], 6), null);
});
