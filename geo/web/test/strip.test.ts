import assert from "node:assert/strict";
import test from "node:test";
import { CORRIDOR_LINE } from "../src/atlas/vocabulary";
import { nearestStop, strip } from "../src/panels/rail/strip";
import { atlasOf } from "./helpers";

const PLACES: Record<string, [number, number]> = {
  turkistan: [68.25685, 43.29458],
  "arys-1": [68.8087, 42.43015],
  shymkent: [69.60042, 42.30988],
  saryagash: [69.16791, 41.46042],
  "tashkent-central": [69.21627, 41.26465],
};
/** A straight line through places, delta coded as the payload has it. */
function through(...ids: string[]): number[][] {
  let [x, y] = [0, 0];
  const packed = ids.flatMap((id) => {
    const [lon, lat] = PLACES[id]!.map((degrees) => Math.round(degrees * 1e5)) as [number, number];
    const step = [lon - x, lat - y];
    [x, y] = [lon, lat];
    return step;
  });
  return [packed];
}
const stations = Object.entries(PLACES).map(([id, [lon, lat]]) => ({ id, kind: "station", name_en: id, lon, lat }));
const track = (id: string, ...stops: string[]) => ({
  id,
  kind: "rail",
  line_kind: "track",
  stops,
  line: through(...stops),
});
const STOPS = ["turkistan", "shymkent", "saryagash", "tashkent-central"];
const project = {
  id: CORRIDOR_LINE,
  kind: "rail",
  line_kind: "project",
  status: "suspended",
  stops: STOPS,
  line: through(...STOPS),
  length_kz_km: 259.4,
  options: [
    {
      id: "new-line",
      label: { en: "New line" },
      length_km: 260,
      max_speed_kmh: 250,
      travel_time_min: 129,
      cost_kzt: 3.075e11,
      preferred: true,
    },
    {
      id: "upgrade",
      label: { en: "Upgrade" },
      length_km: 401,
      max_speed_kmh: 160,
      travel_time_min: 290,
      cost_kzt: 4.22e11,
    },
  ],
};
const lines = [
  track("trans-aral-turkistan-arys", "turkistan", "arys-1"),
  track("turksib-arys-shymkent", "arys-1", "shymkent"),
  track("trans-aral-arys-tashkent", "arys-1", "saryagash", "tashkent-central"),
];
const atlas = atlasOf([...stations, project, ...lines]);

test("both variants stand on one scale, published and computed apart", () => {
  const { variants, scaleKm, borderKm } = strip(atlas)!;
  assert.deepEqual(
    variants.map(({ id, along, preferred, label }) => [id, along, preferred, label.en]),
    [
      ["new-line", "project", true, "New line"],
      ["upgrade", "track", false, "Upgrade"],
    ],
  );
  assert.deepEqual(
    variants.map(({ published }) => published.length_km),
    [260, 401],
  );
  assert.ok(Math.abs(variants[0]!.computedKm! - 278) < 3, `${variants[0]!.computedKm}`);
  assert.ok(Math.abs(variants[1]!.computedKm! - 365) < 25, `${variants[1]!.computedKm}`);
  assert.equal(scaleKm, variants[1]!.computedKm);
  assert.equal(borderKm, 259.4);
  assert.ok(Math.abs(variants[0]!.averageKmh! - 121) < 1);
});

test("the existing way passes Arys twice, because trains for Shymkent turn back there", () => {
  const [, upgrade] = strip(atlas)!.variants;
  assert.deepEqual(
    upgrade!.stops.map(({ id, junction, again }) => [id, junction, again]),
    [
      ["turkistan", false, false],
      ["arys-1", true, false],
      ["shymkent", false, false],
      ["arys-1", true, true],
      ["saryagash", false, false],
      ["tashkent-central", false, false],
    ],
  );
  assert.deepEqual(
    upgrade!.stops.map(({ at }) => at),
    [...upgrade!.stops.map(({ at }) => at)].sort((a, b) => a - b),
  );
  assert.deepEqual([upgrade!.stops[0]!.at, upgrade!.stops.at(-1)!.at], [0, 1]);
});

test("what is not drawn is not measured, and nothing breaks", () => {
  assert.equal(strip(atlasOf([])), null);
  const bare = strip(atlasOf([{ id: CORRIDOR_LINE, kind: "rail", stops: STOPS }]))!;
  assert.deepEqual(
    bare.variants[0]!.stops.map(({ km, at, feature }) => [km, at, feature]),
    [
      [null, 0, null],
      [null, 1 / 3, null],
      [null, 2 / 3, null],
      [null, 1, null],
    ],
  );
  assert.deepEqual([bare.variants[0]!.computedKm, bare.borderKm, bare.scaleKm], [null, null, 0]);
  assert.deepEqual(strip(atlasOf([{ id: CORRIDOR_LINE, kind: "rail" }]))!.variants[0]!.stops, []);
  const apart = strip(atlasOf([...stations, project, lines[0]!]))!;
  assert.equal(apart.variants[1]!.along, "project");
});

test("the map's pointer finds its stop on the strip", () => {
  const [newLine] = strip(atlas)!.variants;
  assert.equal(nearestStop(newLine!, [69.5, 42.2])!.id, "shymkent");
  assert.equal(nearestStop({ ...newLine!, stops: [] }, [0, 0]), null);
});
