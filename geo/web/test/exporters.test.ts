import assert from "node:assert/strict";
import test from "node:test";
import { fileName, toCsv, toCsvRows, toGeoJson } from "../src/atlas/exporters";
import { atlasOf } from "./helpers";

const atlas = atlasOf(
  [
    {
      id: "aktau-port",
      kind: "site",
      name_en: "Aktau sea port",
      name_uz: "Oqtov porti",
      lon: 51.1512345,
      lat: 43.6,
      sector: "logistics",
      status: "operational",
      precision: "locality",
      cost_usd: 1e8,
      partners: ["Lianyungang Port", "KTZ"],
      events: [{ date: "2025-06-09", kind: "opening", note: { en: "First part" }, source: 0 }],
      sources: [[0, "opening"]],
    },
    { id: "rail", kind: "rail", name_en: "Arys – Shymkent", line: [[6880870, 4243015, 79172, -12027]] },
    {
      id: "parts",
      kind: "corridor",
      line: [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 9],
      ],
    },
    {
      id: "hostile",
      name_en: '=HYPERLINK("http://x","y")',
      locality: "-2+3",
      summary_en: "@SUM(A1)\r\nnext",
      partners: ["+1", "a;b"],
      lon: -69.5,
      lat: -41,
    },
    {
      id: "hsr",
      kind: "rail",
      options: [{ id: "south", label: { en: "Southern" }, length_km: 220, preferred: false, source: 0 }],
    },
    { id: "trade", kind: "indicator" },
    { id: "agreement", kind: "agreement", name_en: "Treaty", applies_to: ["KZ-61", "UZ"] },
  ],
  {
    edition: "2026-03",
    credit: "KZ–UZ atlas; borders © OpenStreetMap",
    licence: "CC BY 4.0",
    observations: [
      { indicator: "trade", period: "2024", value: 0, unit: "usd", reporter: "KZ", basis: "reported", source: 0 },
    ],
    sources: [
      {
        id: "kazinform",
        title: "Порт Актау",
        publisher: "Kazinform",
        date: "2025-06-09",
        url: "https://example.org/a",
      },
    ],
  },
);

test("GeoJSON is longitude first, keeps what there is, and says whose it is", () => {
  const json = JSON.parse(toGeoJson(atlas, atlas.features, "Atlas"));
  assert.deepEqual(
    [json.type, json.title, json.edition, json.licence, json.credit],
    ["FeatureCollection", "Atlas", "2026-03", "CC BY 4.0", atlas.credit],
  );
  const [port, rail, parts, , hsr, trade, agreement] = json.features;
  assert.deepEqual(port.geometry, { type: "Point", coordinates: [51.15123, 43.6] });
  assert.deepEqual(port.properties.sources, [{ id: "kazinform", supports: "opening" }]);
  assert.deepEqual(json.sources, [
    {
      id: "kazinform",
      title: "Порт Актау",
      publisher: "Kazinform",
      date: "2025-06-09",
      url: "https://example.org/a",
    },
  ]);
  assert.deepEqual(port.properties.events, [
    { date: "2025-06-09", kind: "opening", note_en: "First part", source: "kazinform" },
  ]);
  assert.deepEqual([port.properties.name_uz, "name_fr" in port.properties], ["Oqtov porti", false]);
  assert.deepEqual(rail.geometry, {
    type: "LineString",
    coordinates: [
      [68.8087, 42.43015],
      [69.60042, 42.30988],
    ],
  });
  assert.equal(parts.geometry.type, "MultiLineString");
  assert.equal(parts.geometry.coordinates.length, 2);
  assert.deepEqual(hsr.properties.options, [
    { id: "south", label_en: "Southern", length_km: 220, preferred: false, source: "kazinform" },
  ]);
  assert.deepEqual(trade.properties.observations, [
    { period: "2024", value: 0, unit: "usd", reporter: "KZ", basis: "reported", source: "kazinform" },
  ]);
  assert.equal(agreement.geometry, null);
  assert.deepEqual(agreement.properties.applies_to, ["KZ-61", "UZ"]);
});

test("nothing shown is still a valid file", () => {
  assert.deepEqual(JSON.parse(toGeoJson(atlas, [], "Atlas")).features, []);
  assert.equal(toCsv(atlas, []).split("\r\n").length, 2);
});

/** A reader of RFC 4180, to see that what was written comes back. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of csv.replace(/^\ufeff/, "").matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)) {
    const [, raw, end] = match as unknown as [string, string, string];
    rows.at(-1)!.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

test("CSV comes back cell by cell, begins as Excel wants, and no text can run", () => {
  const csv = toCsv(atlas, atlas.features);
  assert.ok(csv.startsWith("\ufeffid,kind,"));
  const [head, ...rows] = parse(csv);
  const at = (id: string, column: string) => rows.find((row) => row[0] === id)![head!.indexOf(column)];
  assert.equal(rows.length, atlas.features.length);
  assert.ok(rows.every((row) => row.length === head!.length));
  assert.equal(at("hostile", "name_en"), `'=HYPERLINK("http://x","y")`);
  assert.equal(at("hostile", "locality"), "'-2+3");
  assert.equal(at("hostile", "summary_en"), "'@SUM(A1)\r\nnext");
  assert.equal(at("hostile", "partners"), "'+1; a;b");
  assert.equal(at("hostile", "longitude"), "-69.5");
  assert.equal(at("aktau-port", "partners"), "Lianyungang Port; KTZ");
  assert.equal(at("aktau-port", "cost_usd"), "100000000");
  assert.equal(at("aktau-port", "edition"), "2026-03");
  assert.equal(at("agreement", "latitude"), "");
});

test("a number stays a number, text that looks dangerous does not", () => {
  assert.equal(
    toCsvRows([[-1.5, "-1.5", "\tx", " =1", "a\nb", Number.NaN, null, "ok", "Gʻisht"]]),
    `\ufeff-1.5,"'-1.5","'\tx","' =1","a\nb",,,ok,Gʻisht\r\n`,
  );
});

test("the file is named after the edition", () => {
  assert.equal(fileName(atlas, "csv"), "kzuz-atlas-2026-03.csv");
  assert.equal(fileName({ ...atlas, edition: "../x y" }, "geojson"), "kzuz-atlas--x-y.geojson");
});
