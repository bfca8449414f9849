import assert from "node:assert/strict";
import test from "node:test";
import { embedAsked, ignoredText, type LinkState, readLink, writeLink } from "../src/ask/link";
import { KEYS } from "../src/ask/link_keys";
import { NO_FILTERS } from "../src/ask/state";
import { translator } from "../src/atlas/i18n";
import { atlasOf } from "./helpers";

const atlas = atlasOf(
  [
    {
      id: "aktau-port",
      countries: ["KZ"],
      admin1: ["KZ-47"],
      packages: ["summit-2025-11"],
      status: 4,
      sector: 5,
      events: [{ kind: "agreed", date: "2025-11-15", note: {} }],
    },
    { id: "yallama", kind: "crossing", countries: ["KZ", "UZ"] },
  ],
  {
    words: {
      status: ["proposed", "agreed", "planned", "under_construction", "operational"],
      sector: ["industry", "finance", "construction", "mining", "transport", "logistics"],
      precision: ["exact", "locality"],
      kind: ["site", "crossing"],
    },
    places: { "UZ-TO": { en: "Tashkent Region" }, UZ: { en: "Uzbekistan" } },
  },
);

const full: LinkState = {
  view: { zoom: 7.25, lat: 41.311, lon: 69.279 },
  lang: "kk",
  off: new Set(["logistics", "finance"]),
  selected: "aktau-port",
  time: "2024-06",
  tab: "list",
  topic: null,
  panelOpen: false,
  tiles: "osm",
  regions: "cost",
  embed: true,
  filters: {
    ...NO_FILTERS,
    text: "Жібек жолы & co = 5 %",
    status: new Set(["planned", "agreed"]),
    country: new Set(["KZ"]),
    admin1: new Set(["UZ-TO"]),
    precision: new Set(["exact"]),
    cost: new Set(["over_1bn"]),
    package: new Set(["summit-2025-11"]),
    agreed: new Set(["2025-11-15"]),
    kind: new Set(["crossing"]),
    mode: new Set(["road", "rail"]),
    access: { freight: ["yes", "restricted"] },
  },
};

test("a state comes back from its link as it was", () => {
  const { state, ignored } = readLink(writeLink(full), atlas);
  assert.deepEqual(ignored, []);
  assert.equal(writeLink(state), writeLink(full));
  assert.deepEqual(state.view, { zoom: 7.25, lat: 41.311, lon: 69.279 });
  assert.deepEqual(state.filters!.status, new Set(["agreed", "planned"]));
  assert.equal(state.filters!.text, full.filters.text);
  assert.deepEqual(
    [state.selected, state.time, state.tab, state.panelOpen, state.tiles, state.embed, state.lang],
    ["aktau-port", "2024-06", "list", false, "osm", true, "kk"],
  );
});

test("a link is short, readable and stable", () => {
  assert.equal(
    writeLink({
      view: { zoom: 7, lat: 41.3123456, lon: 69.2812345 },
      lang: "kk",
      filters: { ...NO_FILTERS, status: new Set(["planned", "agreed"]) },
      selected: "aktau-port",
    }),
    "#map=7/41.312/69.281&lang=kk&status=agreed,planned&open=aktau-port",
  );
  assert.equal(writeLink({}), "");
  assert.deepEqual(readLink("", atlas), { state: {}, ignored: [] });
});

test("a stranger's link does no harm and says what it ignored", () => {
  const { state, ignored } = readLink(
    "#map=999/1e9/5&lang=xx&open=<img src=x onerror=alert(1)>&status=planned,exploded&time=9999&tab=<b>&__proto__=1&constructor=2&off=energy2&q=%E0%A4%A&lang=fr",
    atlas,
    { tabs: ["list"] },
  );
  assert.deepEqual(state, { off: new Set(), filters: { ...NO_FILTERS, status: new Set(["planned"]) } });
  assert.deepEqual(
    ignored.map(({ what, why }) => [what.slice(0, 14), why]),
    [
      ["map: 999/1e9/5", "bad_value"],
      ["lang: xx", "bad_value"],
      ["open: <img src", "unknown_value"],
      ["status: explod", "unknown_value"],
      ["time: 9999", "bad_value"],
      ["tab: <b>", "unknown_value"],
      ["__proto__", "unknown_key"],
      ["constructor", "unknown_key"],
      ["off: energy2", "unknown_value"],
      ["q=%E0%A4%A", "bad_value"],
      ["lang=fr", "repeated"],
    ],
  );
  assert.equal(({} as Record<string, unknown>)["1"], undefined);
});

test("a megabyte of link is refused at once, many parts are cut", () => {
  const started = performance.now();
  const { state, ignored } = readLink(`#open=${"a".repeat(1e6)}`, atlas);
  assert.ok(performance.now() - started < 100);
  assert.deepEqual(state, {});
  assert.equal(ignored[0]!.why, "too_long");
  assert.ok(ignored[0]!.what.length <= 40);
  assert.ok(readLink(`#${Array.from({ length: 500 }, (_, i) => `k${i}=1`).join("&")}`, atlas).ignored.length <= 40);
  for (const hash of [
    "#&&&==&=",
    "#map=",
    "#map=7/41",
    "#map=7/91/0",
    "#map=-1/0/0",
    "#off=,,,",
    "#=",
    "#toString",
    "#time=2024/2025",
  ]) {
    assert.doesNotThrow(() => readLink(hash, atlas));
  }
});

test("what was ignored is said in words, with the stranger's text as text", () => {
  const messages = {
    en: {
      "link.ignored": "Left out of the link: {list}",
      "link.ignored.unknown_key": "“{what}” is not known",
      "link.ignored.more": "and {n} more",
    },
  };
  const text = ignoredText(translator(messages, "en"), readLink("#a&b&c&{n}&e", atlas).ignored);
  assert.equal(text, "Left out of the link: “a” is not known; “b” is not known; “c” is not known; and 2 more");
  assert.equal(ignoredText(translator(messages, "en"), []), "");
});

test("a link to what was withdrawn says why, and opens what stands in its place", () => {
  const gone = { id: "old-mill", date: "2026-02-01", name: { ru: "Старая фабрика" }, why: { en: "Never built." } };
  const messages = { en: { "link.ignored": "{list}", "link.ignored.withdrawn": "{what} {why}" } };
  for (const [instead, selected] of [
    [undefined, undefined],
    ["nowhere", undefined],
    ["aktau-port", "aktau-port"],
  ]) {
    const { state, ignored } = readLink("#open=old-mill", { ...atlas, withdrawn: [{ ...gone, instead }] });
    assert.equal(state.selected, selected);
    assert.equal(ignoredText(translator(messages, "en"), ignored), "Старая фабрика Never built.");
  }
});

test("every key that is written is read, and each state has one key", () => {
  const written = writeLink({
    ...full,
    tab: "topics",
    topic: "agreements",
    filters: { ...full.filters, access: { passengers: ["yes"], freight: ["yes"], third_country_nationals: ["no"] } },
  });
  const keys = written
    .slice(1)
    .split("&")
    .map((part) => part.split("=")[0]);
  assert.deepEqual(keys, [...KEYS.keys()]);
  assert.equal(writeLink(readLink(written, atlas).state), written);
});

test("embedding is asked for in the query or the hash", () => {
  assert.deepEqual(
    ["?embed", "?a=1&embed=1", "?embedded", "?embed=0", ""].map((text) => embedAsked(text)),
    [true, true, false, false, false],
  );
  assert.equal(readLink("#embed", atlas).state.embed, true);
});

test("a place is asked for as what it is: no region as a country, no place as a package", () => {
  const { state, ignored } = readLink("#country=UZ,UZ-TO&region=UZ-TO,UZ&package=UZ-TO,summit-2025-11", atlas);
  assert.deepEqual(state.filters, {
    ...NO_FILTERS,
    country: new Set(["UZ"]),
    admin1: new Set(["UZ-TO"]),
    package: new Set(["summit-2025-11"]),
  });
  assert.deepEqual(
    ignored.map(({ what }) => what),
    ["country: UZ-TO", "region: UZ", "package: UZ-TO"],
  );
});

test("a link leads to a part of the agreements and figures, and only to one there is", () => {
  const with_ = atlasOf(
    [
      { id: "trade", kind: 0 },
      { id: "plant", kind: 1 },
    ],
    { words: { kind: ["indicator", "site"] } },
  );
  assert.equal(writeLink({ tab: "topics", topic: "trade" }), "#tab=topics&topic=trade");
  assert.equal(writeLink({ tab: "list", topic: "trade" }), "#tab=list");
  assert.equal(readLink("#tab=topics&topic=trade", with_).state.topic, "trade");
  assert.equal(readLink("#topic=agreements", with_).state.topic, "agreements");
  for (const wrong of ["plant", "nothing", "<b>"]) {
    const { state, ignored } = readLink(`#topic=${wrong}`, with_);
    assert.equal(state.topic, undefined);
    assert.equal(ignored[0]?.why, "unknown_value");
  }
});
