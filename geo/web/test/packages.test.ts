import assert from "node:assert/strict";
import test from "node:test";
import { agreedOn, asking, gathered, gatheringOf, sharedDays } from "../src/ask/packages";
import { gatheringFinder } from "../src/ask/search/named_gatherings";
import { NO_FILTERS } from "../src/ask/state";
import { atlasOf } from "./helpers";

const on = (...days: string[]) => days.map((date) => ({ kind: "agreed", date, note: {} }));
const atlas = atlasOf(
  [
    { id: "mill", kind: "site", packages: ["summit"], cost_usd: 84e6, events: on("2025-11-15") },
    { id: "bank", kind: "site", packages: ["summit"], cost_usd: 250e6, events: on("2025-11", "2022-12-22") },
    { id: "hotel", kind: "site", packages: ["summit"] },
    { id: "launch", kind: "indicator", packages: ["summit"], cost_usd: 1.2e9 },
    { id: "water", kind: "agreement", packages: ["summit"], events: on("2025-11-15", "2026-03-06") },
    { id: "customs", kind: "agreement", events: on("2025-11-15") },
    { id: "border", kind: "agreement", events: on("2022-12-22") },
    { id: "allies", kind: "agreement", events: on("2022-12-22", "2022-12-22") },
    { id: "visit", kind: "agreement", events: [{ kind: "report", date: "2025-11-15", note: {} }] },
  ],
  {
    messages: {
      en: {
        "package.summit": "Summit package of November 2025",
        "date.day": "{day} {month} {year}",
        "month_of.11": "November",
        "month_of.12": "December",
      },
      ru: { "package.summit": "Пакет саммита" },
    },
    synonyms: [{ words: ["seven projects", "семь проектов"], packages: ["summit"] }],
  },
);
const ids = (features: readonly { id: string }[]) => features.map(({ id }) => id);

test("a package has its projects, what they cost together, what was published of the whole, and that day's agreements", () => {
  const found = gathered(atlas, { kind: "package", id: "summit" });
  assert.deepEqual(ids(found.things), ["mill", "bank", "hotel"]);
  assert.deepEqual(found.cost, { sum: 334e6, n: 2 });
  assert.deepEqual(ids(found.totals), ["launch"]);
  assert.equal(found.day, "2025-11-15");
  assert.deepEqual(ids(found.agreements), ["water", "customs"]);
});

test("a day has what was agreed on it, and only a whole day is one", () => {
  assert.deepEqual(agreedOn(atlas.byId("bank")!), ["2022-12-22"]);
  const found = gathered(atlas, { kind: "day", id: "2022-12-22" });
  assert.deepEqual([ids(found.things), ids(found.agreements)], [["bank"], ["border", "allies"]]);
});

test("days of visits and councils are those with several agreements, the newest first", () => {
  assert.deepEqual(sharedDays(atlas), [
    ["2025-11-15", 2],
    ["2022-12-22", 2],
  ]);
});

test("filters that ask for one package or one day show its page, and asking for it sets them", () => {
  const filters = (patch: object) => ({ filters: { ...NO_FILTERS, ...patch } });
  assert.equal(gatheringOf(filters({})), null);
  assert.equal(gatheringOf(filters({ package: new Set(["a", "b"]) })), null);
  assert.equal(gatheringOf(filters({ package: new Set(["a"]), agreed: new Set(["2025-11-15"]) })), null);
  for (const gathering of [
    { kind: "package", id: "summit" },
    { kind: "day", id: "2025-11-15" },
  ] as const) {
    const { filters: set, tab } = asking(gathering);
    assert.deepEqual(gatheringOf({ filters: set! }), gathering);
    assert.equal(tab, "list");
  }
});

test("a package is found by its name in any language and by what means it, not by a letter", () => {
  const find = (query: string) => gatheringFinder(atlas)(query).map(({ id }) => id);
  for (const query of ["summit", "Summit package", "пакет саммита", "seven projects", "семь проектов", "проектов"]) {
    assert.deepEqual(find(query), ["summit"], query);
  }
  for (const query of ["", "s", "sum", "summit gas", "eight projects"]) assert.deepEqual(find(query), [], query);
});

test("a day of visits or councils is found by its date, as it is written or in numbers, not by its year alone", () => {
  const find = gatheringFinder(atlas);
  const day = { kind: "day", id: "2022-12-22" } as const;
  for (const query of ["22 December 2022", "december 2022", "22.12.2022", "2022-12-22"]) {
    assert.deepEqual(find(query), [day], query);
  }
  assert.deepEqual(
    find("November 2025").map(({ id }) => id),
    ["summit", "2025-11-15"],
  );
  for (const query of ["2022", "22", "23 December 2022"]) assert.deepEqual(find(query), [], query);
});
