import assert from "node:assert/strict";
import test from "node:test";
import cases from "../../../tests/fixtures/age.json";
import { lastSeen, phaseOn } from "../src/atlas/age";
import { STATUSES } from "../src/atlas/vocabulary";
import { traits } from "../src/map/in_view";
import { atlasOf } from "./helpers";

type Case = [status: (typeof STATUSES)[number], seen: string | null, today: string, told: string | null];
const words = { status: [...STATUSES], kind: ["site", "corridor"], precision: ["exact"] };
const one = (status: Case[0], status_date: string | null, rest = {}) =>
  atlasOf([{ id: "one", kind: 0, precision: 0, status: STATUSES.indexOf(status), status_date, ...rest }], { words })
    .features[0]!;

test("a state is only last seen once its newest source is older than the months it lasts, as Python has it", () => {
  for (const [status, seen, today, told] of cases.cases as Case[]) {
    assert.equal(lastSeen(one(status, seen), today), told, `${status} ${seen} ${today}`);
  }
});

test("what was last seen long ago is drawn as not known today, and as it was while the slider stands on a date", () => {
  const plan = one("planned", "2019", { turns: [[20191231, "planned"]] });
  assert.equal(phaseOn(plan, null, "2020-06-01"), "ahead");
  assert.equal(phaseOn(plan, null, "2026-11-27"), "unknown");
  assert.equal(phaseOn(plan, "2020", "2026-11-27"), "ahead");
});

test("the legend explains both looks of an old line: the dash of its state and the signs of what is not known", () => {
  const route = one("planned", "2019", { kind: 1, line: [[0, 0, 10, 10]] });
  assert.deepEqual(traits(route, null).slice(0, 2), ["line-ahead", "line-unknown"]);
  assert.equal(traits(one("planned", "2019"), null).at(-1), "mark-unknown");
});
