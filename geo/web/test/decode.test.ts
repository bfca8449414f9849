import assert from "node:assert/strict";
import test from "node:test";
import { decode, unpackLine } from "../src/atlas/decode";
import { translator } from "../src/atlas/i18n";
import { PAGE_FORMAT } from "../src/atlas/vocabulary";
import { inflate } from "../src/boot/block";
import { atlasOf } from "./helpers";

// Made by `pack` of geo/render/block.py: the two must agree on every letter.
const BLOCK =
  "00@g800000R;:L4$]h/GvQaEeDpAxjNy#k9R;sd9vQy1UwLEfCTDqZIT+3X+!B)1Rxj4T@#Gtb%sYgjpeJB*Drp3ZxY%jYDFsRtLwMv-moyh.T0U7Ro000";

test("a block packed by the build comes back as the JSON it was", async () => {
  const payload = { format: 1, title: { en: "Aʻ {{ 7*7 }} </script>", ru: "Атлас ".repeat(20) } };
  assert.deepEqual(JSON.parse(await inflate(`\n${BLOCK}\n`)), payload);
});

// Made by `pack(spelled(…))` of the same.
const SPELLED =
  "00@g800000fBXLe4Tbk=*j_dlh5KQ8UiKGVblALX*/?NLYCKn$$7KANO4a|/R!Z5~jh#vg?Oly63T=%YE!_$|V6DwfRTEJ5Do|0,$N2)SDJr4AxU)MoBo99%lvtElDUK2fPB5/e2C0$(r7;QyX=$lxwMxAT27k5y00Aa-00";

test("a block with a byte a letter comes back as the JSON it was, with letters that have none", async () => {
  const payload = { kk: "Қазақстан – Өзбекстан ".repeat(9), uz: "Oʻzbekiston", rare: "😀 \ufeff 中" };
  assert.deepEqual(JSON.parse(await inflate(SPELLED)), payload);
});

test("an empty payload is an empty atlas, not an error", () => {
  const atlas = decode({ format: PAGE_FORMAT });
  assert.equal(atlas.features.length, 0);
  assert.equal(atlas.byId("x"), undefined);
  assert.equal(atlas.sector("water").name.en, "water");
});

test("a payload that cites nothing yet, as of a place that is being typed, has no sources", () => {
  assert.deepEqual(decode({ format: PAGE_FORMAT, sources: {}, messages: {} } as never).sources, []);
});

test("a variant says in each language what its length covers", () => {
  const length_scope = { en: "Inside Kazakhstan", kk: "Қазақстан аумағында" };
  const [line] = atlasOf([{ id: "line", options: [{ id: "new", length_scope }] }]).features;
  assert.deepEqual(line!.options[0]!.length_scope, length_scope);
});

test("another format is refused", () => {
  assert.throws(() => decode({ format: PAGE_FORMAT + 1 }), new RegExp(`format ${PAGE_FORMAT + 1}`));
});

test("a feature with only an id, a name and a position shows what it has and claims no more", () => {
  const [feature] = atlasOf([{ id: "a", name_en: "A", lon: 69.28, lat: 41.31 }]).features;
  assert.deepEqual(feature!.position, [69.28, 41.31]);
  assert.equal(feature!.precision, "locality");
  assert.equal(feature!.status, "unknown");
  assert.deepEqual(feature!.events, []);
  assert.deepEqual(feature!.list("partners"), []);
  assert.equal(feature!.get("cost_usd"), undefined);
  assert.deepEqual(feature!.name("kk"), { text: "A", lang: "en" });
});

test("words, sources and events are found by their number", () => {
  const atlas = atlasOf(
    [
      {
        id: "a",
        kind: 1,
        sector: 0,
        status: 1,
        precision: 0,
        events: [{ date: "2025", kind: 1, note: { en: "Ribbon" }, source: 0 }],
        sources: [[0, "the date"], [9]],
      },
    ],
    {
      words: {
        kind: ["site", "crossing"],
        sector: ["border"],
        status: ["unknown", "limited"],
        precision: ["exact"],
        event: ["opening", "ceremony"],
      },
      sources: [{ id: "s", title: "T" }],
    },
  );
  const feature = atlas.byId("a")!;
  assert.equal(feature.kind, "crossing");
  assert.equal(feature.status, "limited");
  assert.equal(feature.events[0]!.kind, "ceremony");
  assert.equal(feature.events[0]!.source!.id, "s");
  assert.deepEqual(feature.citations, [{ source: { id: "s", title: "T" }, supports: "the date" }]);
});

test("delta-coded lines unfold", () => {
  assert.deepEqual(unpackLine([6928000, 4131000, -1000, 2000], 1e5), [
    [69.28, 41.31],
    [69.27, 41.33],
  ]);
});

test("what the second block brings is known to the features of the first", () => {
  const atlas = decode({
    format: PAGE_FORMAT,
    words: { event: ["announced"] },
    features: { n: 1, cols: { lon: [6928000], lat: [4131000] } },
    basemap: { rivers: [] },
  });
  const [feature] = atlas.features;
  const sources = atlas.sources;
  assert.equal(atlas.byId("a"), undefined);
  atlas.add({
    format: PAGE_FORMAT,
    sources: { id: ["s"], title: ["S"] },
    texts: { en: ["Day", "date", "KZ statistics"], fr: ["Jour", null, "Statistique du KZ"] },
    features: {
      n: 1,
      cols: { id: ["a"], summary: [0], events: [[{ kind: 0, note: 0, source: 0 }]], sources: [[[0, 1]]] },
    },
    observations: [
      { indicator: "trade", period: "2024", value: 1, unit: "usd", reporter: 2, basis: "reported", source: 0 },
    ],
    basemap: { admin1: [] },
  });
  assert.equal(atlas.byId("a"), feature);
  assert.equal(feature!.events[0]!.source, sources[0]);
  assert.deepEqual(feature!.events[0]!.note, { en: "Day", fr: "Jour" });
  assert.deepEqual(feature!.text("summary", "fr"), { text: "Jour", lang: "fr" });
  assert.deepEqual(feature!.citations, [{ source: { id: "s", title: "S" }, supports: "date" }]);
  assert.equal(atlas.observations[0]!.reporter, "KZ statistics");
  assert.deepEqual(translator({}, "fr", atlas.phrases).phrase("KZ statistics"), {
    text: "Statistique du KZ",
    lang: "fr",
  });
  assert.deepEqual(translator({}, "fr", atlas.phrases).phrase("date"), { text: "date", lang: "en" });
  assert.equal(atlas.observations[0]!.source, sources[0]);
  assert.deepEqual(Object.keys(atlas.basemap), ["rivers", "admin1"]);
});

test("words that every object has by itself are words like any other", () => {
  for (const word of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    const made = atlasOf([{ id: word, name_en: word, admin1: [word], sector: word }]);
    assert.equal(made.places[word], undefined, word);
    assert.equal(made.words[word], undefined, word);
    assert.ok(!(word in made.places), word);
    assert.equal(made.byId(word)?.name("en").text, word);
    assert.equal(made.byId(word)?.get(word as "locality"), undefined);
    assert.equal(made.sector(word as "industry").icon, "circle");
  }
});
