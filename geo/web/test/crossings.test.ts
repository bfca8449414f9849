import assert from "node:assert/strict";
import test from "node:test";
import { NO_FILTERS } from "../src/ask/state";
import {
  ASKS_NOTHING,
  type Asked,
  answersTo,
  asFilters,
  COLUMNS,
  chipGroups,
  crossingRow,
  hoursKnown,
  isAllDay,
  type Order,
  pressed,
  sorted,
} from "../src/panels/crossings/data";
import { atlasOf } from "./helpers";

const rows = atlasOf(
  [
    {
      id: "post",
      name_en: "B",
      kind: "crossing",
      status: 0,
      modes: ["road"],
      passengers: "yes",
      freight: "restricted",
    },
    { id: "bare", name_en: "C", kind: "crossing", status: 1 },
    { id: "day", name_en: "A", kind: "crossing", status: 0, modes: ["rail"], passengers: "no", hours: "08:00-18:00" },
    { id: "night", name_en: "D", kind: "crossing", status: 2, modes: ["road"], freight: "yes", hours: "24/7" },
  ].map((row) => ({ ...row, kind: 0 })),
  { words: { kind: ["crossing"], status: ["operational", "proposed", "closed_for_works"] } },
).features.map(crossingRow);
const ids = (found: typeof rows) => found.map(({ feature }) => feature.id);
const asked = (patch: Partial<Asked>) => ids(rows.filter((row) => answersTo(row, { ...ASKS_NOTHING, ...patch })));
const by = (order: Order) => ids(sorted(rows, order, "en"));
const chip = (label: string, now = ASKS_NOTHING) =>
  chipGroups(now)
    .flatMap(({ chips }) => chips)
    .find((one) => one.label === label)!;

test("a crossing answers every question of the table, and what nobody says is unknown", () => {
  const [post, bare] = rows;
  const answers = post!.answers.map(({ answer }) => answer);
  assert.deepEqual(answers, ["yes", "restricted", "unknown"]);
  assert.deepEqual(new Set(bare!.answers.map(({ answer }) => answer)), new Set(["unknown"]));
  assert.deepEqual(
    COLUMNS.map(([column]) => column),
    ["name", ...post!.answers.map(({ question }) => question), "hours", "status", "capacity"],
    "who, hours and state come first",
  );
});

test("chips combine: what passes, who is let through if only in part, and whether at every hour", () => {
  assert.deepEqual(asked({}), ["post", "bare", "day", "night"]);
  assert.deepEqual(asked({ modes: ["road"] }), ["post", "night"]);
  assert.deepEqual(asked({ modes: ["road", "rail"] }), ["post", "day", "night"]);
  assert.deepEqual(asked({ modes: ["road"], open: ["freight"] }), ["post", "night"]);
  assert.deepEqual(asked({ open: ["freight", "passengers"] }), ["post"]);
  assert.deepEqual(asked({ allDay: true }), ["night"]);
});

test("a chip is switched beside the others, and pressed again it asks for nothing", () => {
  const rail = chip("mode.rail").pressed;
  assert.ok(chip("mode.rail", rail).isOn);
  assert.deepEqual(chip("mode.road", rail).pressed.modes, ["rail", "road"]);
  assert.deepEqual(chip("mode.rail", rail).pressed, ASKS_NOTHING);
  assert.deepEqual(chip("crossings.all_day", chip("crossings.all_day").pressed).pressed, ASKS_NOTHING);
});

test("only what the page has filters for becomes one of them, and only when it is asked", () => {
  assert.equal(asFilters(NO_FILTERS, { ...ASKS_NOTHING, allDay: true }), null);
  const filters = asFilters({ ...NO_FILTERS, text: "x" }, { modes: ["road"], open: ["freight"], allDay: true })!;
  assert.deepEqual([...filters.mode], ["road"]);
  assert.deepEqual(filters.access, { freight: ["yes", "restricted"] });
  assert.equal(filters.text, "x");
});

test("every column sorts both ways, and what is not known stands last in both", () => {
  assert.deepEqual(by({ by: "name", descending: false }), ["day", "post", "bare", "night"]);
  assert.deepEqual(by({ by: "name", descending: true }), ["night", "bare", "post", "day"]);
  assert.deepEqual(by({ by: "hours", descending: false }), ["night", "day", "post", "bare"]);
  assert.deepEqual(by({ by: "hours", descending: true }), ["day", "night", "post", "bare"]);
  assert.deepEqual(by({ by: "freight", descending: false }), ["night", "post", "bare", "day"]);
  assert.deepEqual(by({ by: "status", descending: false }), ["post", "day", "night", "bare"]);
});

test("a heading pressed twice turns the order round, another one begins anew", () => {
  const first = pressed({ by: "status", descending: false }, "hours");
  assert.deepEqual(first, { by: "hours", descending: false });
  assert.deepEqual(pressed(first, "hours"), { by: "hours", descending: true });
  assert.deepEqual(pressed({ by: "hours", descending: true }, "name"), { by: "name", descending: false });
});

test("hours are counted of those that could be used, not of what is only proposed", () => {
  assert.deepEqual(hoursKnown(rows), { n: 2, total: 3 });
});

test("only every hour of every day is 24/7", () => {
  assert.deepEqual(["24/7", " 24 / 7 ", "08:00-18:00", "24", undefined].map(isAllDay), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
