// What the head of the page counts and where its doors lead.
import assert from "node:assert/strict";
import test from "node:test";
import { filterSource } from "../src/ask/filters";
import { createStore, initialState } from "../src/ask/state";
import { translator } from "../src/atlas/i18n";
import { type Door, doors, finding, worksByPhase } from "../src/frame/lead/data";
import { atlasOf } from "./helpers";

const row = (id: string, kind: string, status: string, rest: Record<string, unknown> = {}) => ({
  id,
  kind,
  status,
  name_en: id,
  packages: null,
  ...rest,
});
const atlas = atlasOf([
  row("plant", "site", "under_construction", { packages: ["summit-2025-11"] }),
  row("line", "rail", "planned"),
  row("road", "corridor", "agreed"),
  row("pipe", "corridor", "suspended"),
  row("stop", "station", "under_construction"),
  row("gate", "crossing", "closed_for_works"),
  row("treaty", "agreement", "proposed", { packages: ["summit-2025-11"] }),
  row("trade", "indicator", "operational"),
]);
const t = translator(
  {
    en: {
      "count.lead_ahead.one": "{n} planned",
      "count.lead_ahead.other": "{n} are planned",
      "count.lead_building.other": "{n} built",
      "count.lead_stopped.other": "{n} stopped",
    },
  },
  "en",
);
const found = (features: typeof atlas.features) => finding(t, worksByPhase(features));
const door = (label: Door["label"]): Door => doors(atlas).find((one) => one.label === label)!;

test("the finding counts works, not stops, papers, figures or gates, and leaves out what there is none of", () => {
  assert.equal(found(atlas.features), "2 are planned, 1 built, 1 stopped");
  assert.equal(found(atlas.features.filter(({ id }) => id === "plant")), "0 are planned, 1 built");
  assert.equal(found(atlas.features.filter(({ kind }) => kind === "crossing")), "");
  assert.equal(found([]), "");
});

test("a door that counts shows as many as it says", () => {
  for (const label of ["door.built", "door.summit"] as const) {
    const { state, about } = door(label);
    const store = createStore(atlas, { ...initialState("en"), ...state });
    store.addPredicate(filterSource(() => new Set()));
    assert.deepEqual(store.shown(), about);
    assert.ok(about.length > 0);
  }
  assert.deepEqual(
    door("door.crossings").about.map(({ id }) => id),
    ["gate"],
  );
});

test("an atlas has no door to what it does not hold", () => {
  assert.deepEqual(
    doors(atlasOf([row("gate", "crossing", "operational")])).map(({ label }) => label),
    ["door.crossings"],
  );
  assert.ok(!doors(atlas).some(({ label }) => label === "door.railway"));
});
