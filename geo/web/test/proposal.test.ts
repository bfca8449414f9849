import assert from "node:assert/strict";
import { test } from "node:test";
import {
  correctable,
  isHeldBack,
  lacking,
  mailTo,
  type Proposed,
  proposalName,
  proposalText,
  saidOf,
  tidy,
} from "../src/atlas/proposal";
import { atlasOf } from "./helpers";

const atlas = atlasOf(
  [
    {
      id: "port",
      kind: 1,
      status: 0,
      precision: 0,
      name_en: "Port",
      name_ru: "Порт",
      lon: 69.123456,
      lat: 41.31,
      hours: "24/7",
      modes: ["road"],
      border_km: 4,
      text_status: { en: "human" },
    },
  ],
  {
    edition: "2026-03",
    fingerprint: "ab12cd34",
    words: {
      kind: ["site", "crossing"],
      status: ["planned", "operational"],
      precision: ["exact", "locality"],
    },
  },
);
const port = atlas.features[0]!;
const source = { url: "https://example.org/7", title: "Hours", date: "2026-03-01" };
const asked = (over: Partial<Proposed> = {}): Proposed => ({
  feature: port,
  kind: "site",
  fields: { hours: "08:00-20:00" },
  source,
  remark: "",
  name: "",
  contact: "",
  lang: "ru",
  made: "2026-03-15",
  ...over,
});
const made = (over: Partial<Proposed> = {}) => JSON.parse(proposalText(atlas, asked(over)));

test("a correction says what the page said, what it should be, and of which edition", () => {
  const { type, proposal, features } = made({ fields: { hours: "08:00-20:00", name: "Порт А" } });
  assert.equal(type, "FeatureCollection");
  assert.deepEqual(
    [proposal.version, proposal.edition, proposal.fingerprint, proposal.lang, proposal.source],
    [1, "2026-03", "ab12cd34", "ru", source],
  );
  assert.deepEqual(proposal.corrects, [
    { id: "port", field: "hours", seen: "24/7", proposed: "08:00-20:00" },
    { id: "port", field: "name_ru", seen: "Порт", proposed: "Порт А" },
  ]);
  assert.equal(features.length, 1);
  assert.deepEqual(features[0], {
    type: "Feature",
    id: "port",
    properties: { id: "port", kind: "crossing", hours: "08:00-20:00", name_ru: "Порт А" },
    geometry: { type: "Point", coordinates: [69.12346, 41.31] },
  });
});

test("a new position is proposed and drawn, longitude first", () => {
  const { proposal, features } = made({ fields: { geometry: [69.2, 41.4] } });
  assert.deepEqual(proposal.corrects, [
    { id: "port", field: "geometry", seen: [69.12346, 41.31], proposed: [69.2, 41.4] },
  ]);
  assert.deepEqual(features[0].geometry.coordinates, [69.2, 41.4]);
  assert.deepEqual(features[0].properties, { id: "port", kind: "crossing" });
});

test("a new place has no id, and its name in the reader's language", () => {
  const place = asked({ feature: null, fields: { name: "Депо", geometry: [69.2, 41.4], sector: "logistics" } });
  const { proposal, features } = JSON.parse(proposalText(atlas, place));
  assert.deepEqual(proposal.corrects, []);
  assert.deepEqual(features[0].properties, { kind: "site", name_ru: "Депо", sector: "logistics" });
  assert.equal("id" in features[0], false);
  assert.equal(proposalName(place), "kzuz-proposal-place-2026-03-15.geojson");
});

test("what is known can be corrected, what may be missing can be given, what is worked out cannot", () => {
  const names = correctable(port, "ru");
  for (const name of ["hours", "modes", "geometry", "name", "summary", "cost_usd"] as const) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(!names.includes("ends"));
  assert.ok(!(names as string[]).some((name) => ["border_km", "text_status", "id"].includes(name)));
  assert.deepEqual(saidOf(port, "modes", "ru"), ["road"]);
  assert.equal(saidOf(port, "summary", "ru"), null);
});

test("what is missing is told, and only what says nothing is held back", () => {
  const none = { url: "", title: "", date: "" };
  const told = (over: Partial<Proposed>) => lacking(asked(over));
  assert.deepEqual(told({}), []);
  assert.deepEqual(told({ source: none }), ["propose.lack_source"]);
  assert.deepEqual(told({ source: { ...source, url: "javascript:alert(1)" } }), ["propose.lack_address"]);
  assert.deepEqual(told({ source: { ...source, date: "March" } }), ["propose.lack_date"]);
  assert.ok(!isHeldBack(told({ source: none })));
  assert.ok(isHeldBack(told({ fields: {} })));
  assert.ok(!isHeldBack(told({ fields: {}, remark: "It is closed." })));
  assert.ok(isHeldBack(told({ feature: null, fields: { name: "Депо" } })));
});

test("a text is one line, composed, without what nobody sees and what a spreadsheet would run", () => {
  assert.equal(tidy("  a\u0301\n\tb\u202e\u200bc  "), "á bc");
  assert.equal(tidy('=HYPERLINK("x")'), 'HYPERLINK("x")');
  assert.equal(tidy("- closed"), "closed");
  assert.equal(tidy("+998 90 123-45-67"), "+998 90 123-45-67");
});

test("a mail is to nobody, holds the whole text, and asks for the file where it would be cut", () => {
  const text = proposalText(atlas, asked());
  const mail = mailTo("A & B", text, "Attach it");
  assert.match(mail, /^mailto:\?subject=A%20%26%20B&body=/);
  assert.equal(decodeURIComponent(mail.split("&body=")[1]!).replaceAll("\r\n", "\n"), text);
  assert.equal(mailTo("A", "ж".repeat(2000), "Attach it"), "mailto:?subject=A&body=Attach%20it");
});
