import assert from "node:assert/strict";
import test from "node:test";
import { firstStop, monthOf, nextStop, notesOn, STOPS, stopOf } from "../src/frame/time_slider/data";
import { atlasOf } from "./helpers";

test("a date stands on the stop it is over by, and beyond the last year on the last stop", () => {
  const first = STOPS[0]!.slice(0, 4);
  assert.equal(stopOf(first), 11, "a year is over in December");
  assert.equal(STOPS[stopOf(`${first}-03-15`)], `${first}-03`);
  assert.equal(stopOf("2099"), STOPS.length - 1);
});

test("a run goes month by month, or from one end of a year to the next", () => {
  assert.equal(nextStop(3, false), 4);
  assert.deepEqual([nextStop(0, true), nextStop(10, true), nextStop(11, true), nextStop(23, true)], [11, 11, 23, 35]);
  assert.deepEqual([stopOf(firstStop(false)), stopOf(firstStop(true))], [0, 11]);
});

test("today is the month of the edition, and without one the last stop", () => {
  assert.equal(monthOf("2025-11-15"), "2025-11");
  assert.equal(monthOf(""), STOPS.at(-1));
});

test("promises are counted only on a date to come, and only those due by then", () => {
  const { features } = atlasOf([
    { id: "mill", events: [{ kind: "target", date: "2027", note: {} }] },
    { id: "bank", events: [{ kind: "target", date: "2029", note: {} }] },
    { id: "old", events: [{ kind: "target", date: "2024", note: {} }] },
    {
      id: "later",
      status: "proposed",
      turns: [
        [0, "not_yet"],
        [20260131, "proposed"],
      ],
    },
  ]);
  assert.equal(notesOn(features, null, "2025-11-15").promised, null);
  assert.equal(notesOn(features, "2025-06", "2025-11-15").promised, null);
  assert.equal(notesOn(features, "2028-06", "2025-11-15").promised, 1);
  assert.equal(notesOn(features, "2025-06", "2025-11-15").notYet, 1);
  assert.equal(notesOn(features, null, "2025-11-15").notYet, 0, "today everything is there");
});
