import assert from "node:assert/strict";
import test from "node:test";
import { NO_FILTERS } from "../src/ask/state";
import { chipGroups, crossingRow, HEADINGS } from "../src/panels/crossings/data";
import { atlasOf } from "./helpers";

const [post, bare] = atlasOf([
  { id: "post", kind: "crossing", modes: ["road"], passengers: "yes", freight: "restricted", hours: "24/7" },
  { id: "bare", kind: "crossing" },
]).features;
const chip = (label: string, filters = NO_FILTERS) =>
  chipGroups(filters)
    .flatMap(({ chips }) => chips)
    .find((one) => one.label === label)!;

test("a crossing answers every question of the table, and what nobody says is unknown", () => {
  const answers = crossingRow(post!).answers.map(({ answer }) => answer);
  assert.deepEqual(answers, ["yes", "restricted", "unknown"]);
  assert.deepEqual(new Set(crossingRow(bare!).answers.map(({ answer }) => answer)), new Set(["unknown"]));
  assert.equal(HEADINGS.length, 1 + answers.length + 3);
});

test("what passes is switched by its chip, beside the others", () => {
  const rail = chip("mode.rail").pressed;
  assert.deepEqual([...rail.mode], ["rail"]);
  assert.ok(chip("mode.rail", rail).isOn);
  const both = chip("mode.road", rail).pressed;
  assert.deepEqual([...both.mode].sort(), ["rail", "road"]);
  assert.deepEqual([...chip("mode.rail", both).pressed.mode], ["road"]);
});

test("open to someone is open to all of them or to some, and pressed again it asks for nothing", () => {
  const open = chip("card.freight").pressed;
  assert.deepEqual(open.access.freight, ["yes", "restricted"]);
  assert.ok(chip("card.freight", open).isOn);
  assert.deepEqual(chip("card.freight", open).pressed.access, {});
});
