import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { type Asked, citation, cited, FORMATS, type Format } from "../src/atlas/cite";
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

const ADDRESS = "https://example.org/#open=aktau-port";
const titled = (lang: Lang) => translator(messages, lang)("page.title");

const words = (lang: Lang) => translator(messages, lang);
const ask = (lang: Lang, format: Format, over: Partial<Asked> = {}, of = atlas) => {
  const asked = { feature: port, title: titled(lang), address: ADDRESS, accessed: "2026-11-26", ...over };
  return citation(cited(of, words(lang), asked), format, words(lang));
};

test("a citation names the place, the atlas, up to when its own sources were read, licence, link and day", () => {
  assert.equal(
    ask("en", "plain"),
    "Aktau sea port. In: Kazakhstan–Uzbekistan cooperation atlas. Sources read up to 15 March 2026. 2 sources. " +
      "Fingerprint of this edition: ab12cd34. Licence of the data: CC BY 4.0; railway lines and outlines ODbL 1.0. " +
      `${ADDRESS} (accessed 26 November 2026).`,
  );
});

test("the whole atlas is cited by its own name", () => {
  assert.match(ask("fr", "plain", { feature: null }), /^Atlas de la coopération Kazakhstan–Ouzbékistan\. /);
  assert.equal(JSON.parse(ask("en", "csl", { feature: null }))[0]["container-title"], undefined);
});

test("it is written in each language, with no key or place left open", () => {
  const texts = LANGUAGES.map((lang) => ask(lang, "plain"));
  assert.equal(new Set(texts).size, 5);
  for (const text of texts) assert.doesNotMatch(text, /cite\.|count\.|about\.|card\.|\{/);
  assert.ok(texts[2]!.startsWith("Порт Актау"));
});

test("only an address that others can open is in any format", () => {
  for (const address of ["javascript:alert(1)", "file:///maps/index.html#open=aktau-port", "about:srcdoc"]) {
    for (const format of FORMATS) assert.doesNotMatch(ask("en", format, { address }), /javascript|file:|srcdoc|url =/);
  }
});

test("BibTeX has one entry with its fields in braces", () => {
  const text = ask("en", "bibtex");
  assert.match(text, /^@misc\{kzuz-aktau-port,\n/);
  assert.match(text, /\n {2}title = \{\{Aktau sea port\}\},\n/);
  assert.match(text, /\n {2}year = \{2026\},\n/);
  assert.match(text, /\n {2}url = \{https:\/\/example\.org\/#open=aktau-port\},\n {2}urldate = \{2026-11-26\},\n/);
});

test("a name cannot end its field, whatever it holds", () => {
  const evil = atlasOf([{ id: "evil", name_en: "A}, url={x}\nER  - \r\n50 % \\input{x}" }], { edition: "2026-03-15" });
  const over = { feature: evil.features[0]! };
  const escaped = ask("en", "bibtex", over, evil).replace(/\\(textbackslash\{\}|.)/g, "");
  const depth = [...escaped].reduce((sum, letter) => sum + (letter === "{" ? 1 : letter === "}" ? -1 : 0), 0);
  assert.equal(depth, 0);
  assert.equal(escaped.split("\n").filter((line) => / = \{/.test(line)).length, 6 + 1);
  const lines = ask("en", "ris", over, evil).trimEnd().split("\r\n");
  assert.deepEqual(
    lines.filter((line) => !/^[A-Z][A-Z0-9] {2}- /.test(`${line} `)),
    [],
  );
  assert.equal(lines.filter((line) => line.startsWith("ER")).length, 1);
});

test("RIS and CSL-JSON say the same", () => {
  const lines = ask("en", "ris").split("\r\n");
  for (const line of [
    "TY  - ELEC",
    "TI  - Aktau sea port",
    "DA  - 2026/03/15",
    "Y2  - 2026/11/26",
    `UR  - ${ADDRESS}`,
  ]) {
    assert.ok(lines.includes(line), line);
  }
  const [item] = JSON.parse(ask("en", "csl"));
  assert.equal(item.title, "Aktau sea port");
  assert.deepEqual(item.issued, { "date-parts": [[2026, 3, 15]] });
  assert.deepEqual(item.accessed, { "date-parts": [[2026, 11, 26]] });
  assert.equal(item.URL, ADDRESS);
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
