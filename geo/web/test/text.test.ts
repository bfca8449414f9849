import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as format from "../src/atlas/format";
import { translator } from "../src/atlas/i18n";
import { firstLanguage, nearest } from "../src/atlas/languages";
import { LANGUAGES, type Lang } from "../src/atlas/types";

const catalogue = (lang: Lang): Record<string, string> =>
  Object.fromEntries(
    [...readFileSync(`../i18n/interface/${lang}.po`, "utf8").matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map((m) => [
      m[1],
      m[2],
    ]),
  );
const messages = Object.fromEntries(LANGUAGES.map((lang) => [lang, catalogue(lang)]));
const t = Object.fromEntries(LANGUAGES.map((lang) => [lang, translator(messages, lang)])) as Record<
  Lang,
  ReturnType<typeof translator>
>;

test("all five catalogues have the same keys and the same places to fill", () => {
  const places = (text = "") => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, english] of Object.entries(messages.en!)) {
    for (const lang of LANGUAGES) {
      assert.ok(messages[lang]![key], `${lang} lacks ${key}`);
      assert.deepEqual(places(messages[lang]![key]), places(english), `${lang} ${key}`);
    }
  }
  for (const lang of LANGUAGES) assert.equal(Object.keys(messages[lang]!).length, Object.keys(messages.en!).length);
});

test("dates read as each language writes them", () => {
  assert.equal(format.date(t.en, "2025-11-15"), "15 November 2025");
  assert.equal(format.date(t.fr, "2025-11"), "novembre 2025");
  assert.equal(format.date(t.ru, "2025-11-15"), "15 ноября 2025 г.");
  assert.equal(format.date(t.kk, "2025-11-15"), "2025 ж. 15 қараша");
  assert.equal(format.date(t.uz, "2025-11-15"), "2025-yil 15-noyabr");
  assert.equal(format.date(t.en, "2023/2025-08"), "between 2023 and August 2025");
  assert.equal(format.date(t.en, "soon"), "soon");
});

test("money, lengths and times keep the digits that mean something", () => {
  assert.equal(format.usd(t.en, 1_200_000_000), "US$1.2 billion");
  assert.equal(format.usd(t.en, 30_000_000), "US$30 million");
  assert.equal(format.km(t.en, 12.345), "12.3 km");
  assert.equal(format.km(t.ru, 401), "401 км");
  assert.equal(format.minutes(t.en, 129), "2 h 09 min");
});

test("plurals follow the language", () => {
  assert.equal(t.ru.count("count.features", 1), "1 запись");
  assert.equal(t.ru.count("count.features", 3), "3 записи");
  assert.equal(t.ru.count("count.features", 11), "11 записей");
  assert.equal(t.en.count("count.features", 1), "1 entry");
});

test("a value is never read as a place to fill", () => {
  assert.equal(t.en("ui.shown_in", { lang: "{lang} $& $1" }), "shown in: {lang} $& $1");
});

test("a text missing in Kazakh is shown in Russian, then English", () => {
  assert.deepEqual(
    nearest("kk", (lang) => ({ ru: "Тест", en: "Test" })[lang as "ru"]),
    { text: "Тест", lang: "ru" },
  );
  assert.equal(firstLanguage(undefined, ["de-DE", "uz-Latn-UZ", "en"]), "uz");
  assert.equal(firstLanguage("<b>", ["xx"]), "en");
});

test("whole numbers are written as Intl writes them", () => {
  for (const [lang, locale] of [
    ["en", "en-GB"],
    ["fr", "fr"],
    ["ru", "ru"],
  ] as const) {
    const t = translator({}, lang);
    for (const n of [0, 7, 999, 1000, 12_345, 1_234_567]) {
      assert.equal(t.number(n), new Intl.NumberFormat(locale).format(n));
    }
  }
  assert.equal(translator({}, "uz").number(12_345), "12\u00a0345");
});
