import assert from "node:assert/strict";
import test from "node:test";
import { FIRST_CHOICE, orderBy, rowsOf, turned, withAll, withMore } from "../src/panels/list/data";
import { atlasOf } from "./helpers";

const atlas = atlasOf(
  [
    { id: "treaty", sector: 0, name_en: "Treaty" },
    { id: "mill", sector: 1, name_en: "Mill", lon: 69, lat: 41 },
    { id: "bank", sector: 1, name_en: "Bank", lon: 65, lat: 42 },
    { id: "visit", sector: 0, name_en: "A visit" },
  ],
  {
    words: { sector: ["governance", "industry"] },
    sectors: [
      { id: "governance", theme: "institutions", color: "#111", icon: "circle", name: { en: "Governance" } },
      { id: "industry", theme: "economy", color: "#222", icon: "circle", name: { en: "Industry" } },
    ],
  },
);
const rows = (patch = {}) => rowsOf(atlas, atlas.features, { ...FIRST_CHOICE, ...patch }, "en", null);
const told = (found: ReturnType<typeof rows>) =>
  found.parts.map(({ kind, total, groups }) => [
    kind,
    total,
    ...groups.map(({ key, features }) => `${key}: ${features.map(({ id }) => id).join()}`),
  ]);

test("what has no place on the map comes first, each part in its groups and with its number", () => {
  assert.deepEqual(told(rows()), [
    ["unlocated", 2, "governance: treaty,visit"],
    ["located", 2, "industry: mill,bank"],
  ]);
  assert.deepEqual(told(rows({ order: orderBy("name") })), [
    ["unlocated", 2, "governance: visit,treaty"],
    ["located", 2, "industry: bank,mill"],
  ]);
});

test("in view there is nothing without a place", () => {
  assert.deepEqual(told(rows({ onlyInView: true })), [["located", 2, "industry: mill,bank"]]);
});

test("a list cut off says how many are left, and its parts count all", () => {
  const { shown, total, rest, parts } = rows({ limit: 3 });
  assert.deepEqual([shown.length, total, rest], [3, 4, 1]);
  assert.deepEqual(
    parts.map((part) => [part.total, part.groups.flatMap(({ features }) => features).length]),
    [
      [2, 2],
      [2, 1],
    ],
  );
  assert.equal(rows({ limit: 4 }).rest, 0);
});

test("more rows are there when asked for, and what was chosen on the map is looked for to the end", () => {
  const more = withMore(FIRST_CHOICE);
  assert.ok(more.limit > FIRST_CHOICE.limit);
  const all = withAll(more)!;
  assert.ok(all.limit > more.limit);
  assert.equal(withAll(all), null);
});

test("a heading pressed three times leaves the order as it was", () => {
  const once = turned(FIRST_CHOICE.order, "name");
  const twice = turned(once, "name");
  assert.deepEqual(
    [once, twice],
    [
      { by: "name", descending: false },
      { by: "name", descending: true },
    ],
  );
  assert.deepEqual(turned(twice, "name"), FIRST_CHOICE.order);
  assert.deepEqual(turned(twice, "kind"), { by: "kind", descending: false });
});

test("the dearest and the newest come first when they are asked for by name", () => {
  assert.deepEqual(
    (["cost", "since", "name"] as const).map((by) => orderBy(by).descending),
    [true, true, false],
  );
});
