import assert from "node:assert/strict";
import test from "node:test";
import { promiseState, today, unverified } from "../src/atlas/promises";
import { atlasOf } from "./helpers";

const promise = (date: string) => ({ kind: "target", date, note: {} }) as const;
const said = (date: string, read: string | undefined, now: string) => promiseState(promise(date), read, now);

test("a promise that lay ahead when the sources were read has passed by the reader's clock, unverified", () => {
  assert.equal(said("2026-07-31", "2026-02", "2026-07-30"), "ahead");
  assert.equal(said("2026-07-31", "2026-02", "2026-07-31"), "ahead", "its last day is still to be had");
  assert.equal(said("2026-07-31", "2026-02", "2026-08-01"), "passed_since");
  assert.equal(said("2025-06-05", "2026-02", "2026-08-01"), "passed", "the sources were read after it");
});

test("a broad date has passed when its last day has, and within the month of reading nobody can have told", () => {
  assert.equal(said("2026", "2026-02", "2026-12-31"), "ahead");
  assert.equal(said("2026", "2026-02", "2027-01-01"), "passed_since");
  assert.equal(said("2026-03", "2026-03", "2026-04-01"), "passed_since");
  assert.equal(said("2026-01/2026-02", "2026-03", "2026-04-01"), "passed");
});

test("what is no promise, has no date, or was read at an unknown time claims nothing", () => {
  assert.equal(promiseState({ kind: "opening", date: "2024", note: {} }, "2026", "2027-01-01"), null);
  assert.equal(promiseState({ kind: "target", date: null, note: {} }, "2026", "2027-01-01"), null);
  assert.equal(said("2024", undefined, "2027-01-01"), "passed_since");
});

test("the last promise that has passed since reading is the one to tell of", () => {
  const events = [1, 0, 0].map((kind, i) => ({ kind, date: ["2026-05", "2026-07-31", "2026-06"][i], note: {} }));
  const atlas = atlasOf([{ id: "crossing", checked: "2026-02", events }], { words: { event: ["target", "opening"] } });
  assert.equal(unverified(atlas.features[0]!, "2026-11-26")?.date, "2026-07-31");
  assert.equal(unverified(atlas.features[0]!, "2026-07-15")?.date, "2026-06");
  assert.equal(unverified(atlas.features[0]!, "2026-05-15"), undefined);
});

test("today is the day on the reader's wall, with two digits each", () => {
  assert.equal(today(new Date(2026, 0, 5, 0, 30)), "2026-01-05");
  assert.equal(today(new Date(2026, 10, 26, 23, 30)), "2026-11-26");
});
