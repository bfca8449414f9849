import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { citation } from "../src/atlas/cite";
import { translator } from "../src/atlas/i18n";
import type { Lang } from "../src/atlas/types";
import { LANGUAGES } from "../src/atlas/types";
import { atlasOf } from "./helpers";

const catalogue = (lang: Lang): Record<string, string> =>
  Object.fromEntries(
    [...readFileSync(`../i18n/interface/${lang}.po`, "utf8").matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(
      (entry) => [entry[1]!, JSON.parse(`"${entry[2]}"`) as string],
    ),
  );
const messages = Object.fromEntries(LANGUAGES.map((lang) => [lang, catalogue(lang)]));
const atlas = atlasOf(
  [
    {
      id: "aktau-port",
      name_en: "Aktau sea port",
      name_ru: "Порт Актау",
      name_uz: "Oqtov porti",
      checked: "2026-03-15",
      sources: [
        [0, ""],
        [1, ""],
      ],
    },
  ],
  {
    edition: "2026-11-26",
    fingerprint: "ab12cd34",
    sources: [{ id: "a" }, { id: "b" }],
  },
);
const port = atlas.features[0]!;

const titled = (lang: Lang) => translator(messages, lang)("page.title");

test("a citation names the place, the atlas, up to when its own sources were read, how many, and the link", () => {
  const text = citation(
    atlas,
    titled("en"),
    port,
    translator(messages, "en"),
    "file:///maps/index.html#open=aktau-port",
  );
  for (const part of [
    "Aktau sea port",
    "Kazakhstan–Uzbekistan cooperation atlas",
    "15 March 2026",
    "ab12cd34",
    "2 sources",
    "#open=aktau-port",
  ]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
});

test("it is written in each language, with no key or place left open", () => {
  const texts = LANGUAGES.map((lang) =>
    citation(atlas, titled(lang), port, translator(messages, lang), "https://example.org/#open=aktau-port"),
  );
  assert.equal(new Set(texts).size, 5);
  for (const text of texts) assert.doesNotMatch(text, /cite\.|count\.|\{/);
  assert.ok(texts[2]!.startsWith("Порт Актау"));
});

test("only an address that is one is added", () => {
  assert.doesNotMatch(
    citation(atlas, titled("en"), port, translator(messages, "en"), "javascript:alert(1)"),
    /javascript/,
  );
});

test("what this part of the page says is there in all five languages, with the same places to fill", () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const lang of LANGUAGES) {
    assert.deepEqual(Object.keys(messages[lang]!).sort(), Object.keys(messages.en!).sort(), lang);
    for (const [key, text] of Object.entries(messages[lang]!)) {
      assert.ok(text, `${lang} ${key}`);
      assert.deepEqual(places(text), places(messages.en![key]!), `${lang} ${key}`);
    }
  }
});
