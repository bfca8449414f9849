import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import cases from "../../../tests/fixtures/format.json";
import { asOf, coordinates, date, km, kzt, minutes, period, usd } from "../src/atlas/format";
import { type CountKey, type Translate, translator } from "../src/atlas/i18n";
import { LANGUAGES } from "../src/atlas/vocabulary";

// Tests run in the front end's folder; what the build compiled lies beside it.
const catalogues = JSON.parse(readFileSync("../i18n/interface.json", "utf8"));
const messages = Object.fromEntries(LANGUAGES.map((lang) => [lang, catalogues[lang].messages]));

type Call = (t: Translate, ...args: never[]) => string;
const CALLS: Record<string, Call> = {
  number: (t, n: number, digits: number) => t.number(n, digits),
  count: (t, key: CountKey, n: number) => t.count(key, n),
  coordinates: (_, lon: number, lat: number, decimals: number) => coordinates(lon, lat, decimals),
  date,
  as_of: asOf,
  km,
  minutes,
  period,
  usd,
  kzt,
};

for (const lang of LANGUAGES) {
  test(`the page writes what geo/i18n/format.py writes, in ${lang}`, () => {
    const t = translator(messages, lang);
    for (const row of cases.cases as { call: string; args: unknown[]; all?: string; [lang: string]: unknown }[]) {
      assert.equal(CALLS[row.call]!(t, ...(row.args as never[])), row.all ?? row[lang], `${row.call} ${row.args}`);
    }
  });
}
