import assert from "node:assert/strict";
import test from "node:test";
import { nextNumber, numbered, placeFor, rootOf } from "../src/editor/answer";

test("a problem is told at its field, or at the nearest place that holds it", () => {
  const places = new Set(["at", "events", "events.0.date", "name_en", "sources"]);
  assert.equal(placeFor("events.0.date", places), "events.0.date");
  assert.equal(placeFor("events.1.note_ru", places), "events");
  assert.equal(placeFor("name_en", places), "name_en");
  assert.equal(placeFor("elsewhere", places), "");
  assert.equal(placeFor("", places), "");
});

test("who has been at one language of a text, or one row, has been at the field", () => {
  assert.equal(rootOf("name_kk"), "name");
  assert.equal(rootOf("events.3.note_uz"), "events");
  assert.equal(rootOf("cost_usd"), "cost_usd");
  assert.equal(rootOf("persons_per_day_before"), "persons_per_day_before");
});

test("a row more gets a number that no row has, also after one was taken out", () => {
  assert.equal(nextNumber("events", ["at", "events.0.date", "events.7.kind", "sources.9.id"]), 8);
  assert.equal(nextNumber("sources", ["at"]), 0);
  assert.equal(numbered("events.NEW.date events.NEW.date-why", "events", 8), "events.8.date events.8.date-why");
});
