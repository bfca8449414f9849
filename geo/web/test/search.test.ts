import assert from "node:assert/strict";
import test from "node:test";
import { fold } from "../src/ask/search/fold";
import { createTerms } from "../src/ask/search/near_words";
import { gather } from "../src/ask/search/postings";
import { createSearch } from "../src/ask/search/search";
import type { Lang } from "../src/atlas/types";
import { atlasOf } from "./helpers";

const atlas = atlasOf(
  [
    {
      id: "zhibek-zholy-gishtkoprik",
      kind: "crossing",
      sector: "border",
      name_en: "Zhibek Zholy – Gishtkuprik",
      name_ru: "Жибек жолы – Гишт-Куприк",
      name_kk: "Жібек жолы – Ғиштқұприк",
      kz_name_kk: "Жібек жолы",
      uz_name_uz: "Gʻishtkoʻprik",
      uz_admin1: "UZ-TO",
    },
    {
      id: "syrdarya-malik",
      kind: "crossing",
      sector: "border",
      name_en: "Syrdarya – Malik",
      name_ru: "Сырдарья – Малик",
      name_uz: "Sirdaryo – Malik",
    },
    {
      id: "saryagash",
      kind: "station",
      sector: "transport",
      name_en: "Saryagash",
      name_fr: "Saryagach",
      name_kk: "Сарыағаш",
      name_uz: "Sarigʻoch",
    },
    {
      id: "kambarata-1",
      sector: "energy",
      name_en: "Kambarata-1 hydropower plant",
      name_fr: "Centrale hydroélectrique de Kambarata-1",
      name_uz: "Qambar-Ota-1 GESi",
      partners: ["КГЗ Электр станциялары", "Ўзбекгидроэнерго"],
    },
    {
      id: "khorezm-poultry",
      sector: "industry",
      name_en: "Poultry farm in Khorezm",
      name_uz: "Xorazmdagi parrandachilik fermasi",
      name_fr: "Ferme avicole de l’oasis du Khorezm",
      locality: "Urgench",
      admin1: ["UZ-XO"],
    },
    { id: "youth-forum", sector: "culture", name_en: "Youth forum", name_uz: "Yoshlar forumi" },
    { id: "korolev", sector: "culture", name_en: "Korolyov museum", name_ru: "Музей Королёва" },
  ],
  { places: { "UZ-TO": { en: "Tashkent Region", uz: "Toshkent viloyati" }, "UZ-XO": { en: "Khorezm Region" } } },
);
const search = createSearch(atlas);
const first = (query: string) => search.find(query).hits[0]?.feature.id;

test("spellings of one name fold to the same letters", () => {
  for (const group of [
    ["Жібек жолы", "Zhibek Zholy", "Jibek joly", "Жибек жолы", "JIBEK JOLY"],
    ["Gʻishtkoʻprik", "G'ishtko'prik", "G‘ishtko‘prik", "Ғиштқўприк", "gishtkoprik"],
    ["Oʻzbekiston", "Ўзбекистон", "O`zbekiston", "O’zbekiston"],
    ["Түркістан", "Türkistan", "Turkistan", "Túrkistan"],
    ["Хоразм", "Xorazm", "Khorazm"],
    ["Жиззах", "Jizzakh", "Jizzax"],
    ["Йўл", "Yo'l", "Yoʻl"],
    ["Élevage à Tachkent", "elevage a tachkent"],
    ["Қазығұрт", "Qazygurt", "Kazygurt", "Qazyğūrt"],
  ]) {
    assert.equal(new Set(group.map(fold)).size, 1, group.map((text) => `${text}: ${fold(text)}`).join(", "));
  }
});

test("French elision is a word of its own, an Uzbek apostrophe is not", () => {
  assert.equal(fold("l’oasis d'Aktaou").trim(), "oasis  aktaou");
  assert.equal(fold("sanʼat"), "sanat");
});

test("a name is found in any script and spelling", () => {
  for (const query of [
    "Жибек жолы",
    "jibek joly",
    "Zhibek",
    "G'ishtko'prik",
    "Ғиштқўприк",
    "гишткуприк",
    "gisht kuprik",
  ]) {
    assert.equal(first(query), "zhibek-zholy-gishtkoprik", query);
  }
  for (const query of ["Сырдарё", "sirdaryo", "Syr-Darya", "сырдарья"])
    assert.equal(first(query), "syrdarya-malik", query);
  for (const query of ["Сариғоч", "sarigoch", "saryagach", "Sarıağaş"]) assert.equal(first(query), "saryagash", query);
  for (const query of ["Хоразм", "oasis", "Ургенч"]) assert.equal(first(query), "khorezm-poultry", query);
});

test("ё is found as е and as the Uzbek yo", () => {
  for (const query of ["Королева", "Королёва", "korolyov"]) assert.equal(first(query), "korolev", query);
  assert.equal(first("ёшлар"), "youth-forum");
});

test("typing errors are forgiven, also in a word that is not finished", () => {
  for (const query of ["saryagsah", "sarygash", "sayagash", "saryaga", "sariagaj"])
    assert.equal(first(query), "saryagash", query);
  for (const query of ["hydropwer", "hidropow", "kamabrata"]) assert.equal(first(query), "kambarata-1", query);
  assert.deepEqual(search.find("zzzzqqq").hits, []);
});

test("ids, partners, regions and what a thing is are found too, names first", () => {
  assert.equal(first("syrdarya-malik"), "syrdarya-malik");
  const partner = search.find("Oʻzbekgidroenergo").hits[0]!;
  assert.deepEqual([partner.feature.id, partner.field, partner.text], ["kambarata-1", "partner", "Ўзбекгидроэнерго"]);
  const region = search.find("Тошкент вилояти").hits[0]!;
  assert.deepEqual([region.feature.id, region.field], ["zhibek-zholy-gishtkoprik", "region"]);
});

test("a hit is explained in the reader's language or not at all", () => {
  const told = (query: string, lang: Lang) => {
    const { field, text } = search.find(query, { lang }).hits[0]!;
    return [field, text];
  };
  assert.deepEqual(told("parrandachilik", "en"), ["name_uz", ""]);
  assert.deepEqual(told("korolyov", "ru"), ["name_en", ""]);
  assert.deepEqual(told("Tashkent Region", "uz"), ["region", "Toshkent viloyati"]);
  assert.deepEqual(told("Тошкент вилояти", "fr"), ["region", ""]);
  assert.deepEqual(told("Urgench", "en"), ["locality", "Urgench"]);
  assert.deepEqual(told("Ургенч", "kk"), ["locality", ""]);
});

test("what is only like the words is found where nothing holds them, and said to be so", () => {
  const found = (query: string) => {
    const { hits, areSimilar } = search.find(query);
    return [
      hits
        .map(({ feature }) => feature.id)
        .slice(0, 1)
        .join(),
      areSimilar,
    ];
  };
  assert.deepEqual(found("malik"), ["syrdarya-malik", false]);
  assert.deepEqual(found("mailk"), ["syrdarya-malik", true]);
  assert.deepEqual(found("youth forum"), ["youth-forum", false]);
  assert.deepEqual(found("youth forum zzzz"), ["youth-forum", true]);
  assert.deepEqual(found("youth zzzzzzzzz"), ["", true], "less than half of what was typed");
  assert.deepEqual(found("forum 24"), ["", true], "a number is never left out");
  assert.deepEqual(found("24 h"), ["", true]);
  assert.deepEqual(found("<img"), ["", true]);
});

test("a word finds what it means: what comes first, what is named so, then sectors and kinds", () => {
  const rows = atlasOf(
    [
      { id: "farm", sector: "water", name_en: "Farm" },
      { id: "lake", sector: "energy", name_en: "Lake", name_ru: "Водохранилище" },
      { id: "treaty", sector: "border", name_en: "Treaty" },
      { id: "surkhandarya", sector: "border", name_en: "Surkhandarya" },
      { id: "rail", kind: "rail", sector: "transport", name_en: "Fast line" },
    ],
    {
      synonyms: [
        { words: ["water", "су", "водохранилище", "suv ombori"], sectors: ["water"], features: ["treaty", "nowhere"] },
        { words: ["temir yoʻl", "железная дорога"], kinds: ["rail"] },
      ],
    },
  );
  const made = createSearch(rows);
  const ids = (query: string) => made.find(query).hits.map(({ feature }) => feature.id);
  for (const query of ["water", "waters", "wat", "suv ombori"])
    assert.deepEqual(ids(query), ["treaty", "lake", "farm"], query);
  assert.deepEqual(ids("су"), ["treaty", "lake", "surkhandarya", "farm"], "a word of two letters is met whole");
  assert.deepEqual(ids("temir yoʻl"), ["rail"]);
  assert.deepEqual(ids("железная дорога fast"), ["rail"], "an expression is one word");
  assert.deepEqual([...made.matching("water")!].length, 3);
  assert.equal(made.find("water").hits[0]!.text, "");
});

test("the place itself comes before what only passes it", () => {
  const places = createSearch(
    atlasOf([
      { id: "line", name_en: "Turkistan – Shymkent – Tashkent railway" },
      { id: "hub", name_en: "Logistics hub in Shymkent" },
      { id: "shymkent", name_en: "Shymkent" },
    ]),
  );
  assert.deepEqual(
    places.find("shymkent").hits.map(({ feature }) => feature.id),
    ["shymkent", "hub", "line"],
  );
});

test("words that only join others are not looked for", () => {
  assert.deepEqual(search.find("forum of the youth").areSimilar, false);
  assert.equal(first("forum of the youth"), "youth-forum");
});

test("the filter is strict, and null when nothing is asked", () => {
  assert.equal(search.matching("  "), null);
  assert.equal(search.matching("—!"), null);
  assert.deepEqual([...search.matching("malik")!], [1]);
  assert.deepEqual([...search.matching("mailk")!], []);
  assert.deepEqual([...search.matching("malik zzzzz")!], []);
});

test("a filter keeps what has a word that begins so; further in is like it at most", () => {
  const rows = atlasOf([
    { id: "gas-line", name_en: "Gas line" },
    { id: "saryagash", name_en: "Saryagash" },
  ]);
  const made = createSearch(rows);
  assert.deepEqual([...made.matching("gas")!], [0]);
  assert.deepEqual([...made.matching("yagash")!], []);
  assert.deepEqual(made.find("gas").hits.length, 1);
  assert.deepEqual([made.find("yagash").hits[0]!.feature.id, made.find("yagash").areSimilar], ["saryagash", true]);
});

test("a letter typed again and again is no spelling of that letter", () => {
  for (const query of ["qqq", "zzz", "kkkk", "xxxxxxxxxxxx"]) {
    assert.deepEqual([...search.matching(query)!], [], query);
    assert.deepEqual(search.find(query).hits, [], query);
  }
  // A doubled one is.
  assert.equal(first("Sarryagash"), "saryagash");
});

test("words and what holds them are found as if each had been looked through", () => {
  const next = numbers(5);
  const word = () => Array.from({ length: 1 + next(9) }, () => "abcde"[next(5)]).join("");
  const list = [...new Set(Array.from({ length: 500 }, word))].sort();
  const terms = createTerms(list);
  for (let i = 0; i < 200; i++) {
    const typed = word();
    const found = [...terms.begun(typed), ...terms.inside(typed)].map(({ term }) => list[term]!);
    const expected = list.filter((term) => (typed.length < 4 ? term.startsWith(typed) : term.includes(typed)));
    assert.deepEqual(found.sort(), expected, typed);
  }
});

test("the words of an index are in order, each with all its codes in theirs", () => {
  const next = numbers(3);
  const gathered = gather();
  const expected = new Map<string, number[]>();
  for (let code = 0; code < 5000; code++) {
    const word = Array.from({ length: 1 + next(3) }, () => "abcабв"[next(6)]).join("");
    gathered.add(word, code);
    expected.set(word, [...(expected.get(word) ?? []), code]);
  }
  const steps = gathered.sorted();
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { list, starts, codes } = step.value;
  assert.deepEqual(list, [...expected.keys()].sort());
  for (const [i, word] of list.entries()) {
    assert.deepEqual([...codes.subarray(starts[i], starts[i + 1])], expected.get(word), word);
  }
});

test("odd input does no harm", () => {
  for (const query of [
    "",
    "'",
    "((((",
    "\\",
    "<b>",
    "\u0000",
    "ʼ".repeat(1000),
    "a".repeat(1e6),
    "constructor",
    "💥",
  ]) {
    assert.ok(Array.isArray(search.find(query).hits));
  }
  assert.deepEqual(createSearch(atlasOf([])).find("x").hits, []);
});

/** Whole numbers below `n`, the same at every run. */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
}

/** Optimal string alignment distance, the plain way. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const edit = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i]![j] = Math.min(edit, rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows[i]![0] = i;
  }
  return rows[a.length]![b.length]!;
}

test("words within an error or two, swaps included, are the ones a full comparison gives", () => {
  const next = numbers(11);
  const word = () => Array.from({ length: 3 + next(8) }, () => "abcd"[next(4)]).join("");
  const list = [...new Set(Array.from({ length: 300 }, word))].sort();
  const terms = createTerms(list);
  for (let i = 0; i < 30; i++) {
    const typed = word();
    const limit = typed.length < 4 ? 0 : typed.length < 7 ? 1 : 2;
    const whole = list.filter((term) => term !== typed && distance(typed, term) <= limit);
    assert.deepEqual(
      terms.near(typed, true).map(({ term }) => list[term]),
      whole,
      typed,
    );
    const begun = list.filter((term) =>
      Array.from({ length: term.length + 1 }, (_, n) => distance(typed, term.slice(0, n))).some((d) => d <= limit),
    );
    const found = new Set([...terms.near(typed, false), ...terms.begun(typed)].map(({ term }) => list[term]!));
    assert.deepEqual(
      begun.filter((term) => !found.has(term)),
      limit ? [] : begun.filter((term) => !found.has(term)),
      typed,
    );
  }
});

test("a keystroke among ten thousand features takes milliseconds", () => {
  const syllables = [
    "tash",
    "kent",
    "sam",
    "ar",
    "kand",
    "bu",
    "kho",
    "ro",
    "tur",
    "kis",
    "tan",
    "shym",
    "sary",
    "ga",
    "zhe",
    "ty",
    "su",
    "qo",
    "nav",
    "oi",
  ];
  const next = numbers(7);
  const pick = () => syllables[next(syllables.length)]!;
  const rows = Array.from({ length: 10_000 }, (_, i) => ({
    id: `f-${i}`,
    name_en: `${pick()}${pick()}${pick()} ${pick()}${pick()} plant ${i}`,
  }));
  const big = createSearch(atlasOf(rows));
  big.find("warm up");
  const started = performance.now();
  const queries = ["t", "ta", "tas", "tash", "tashk", "tashek", "tashkentsa", "smaarkand bukho", "plant 77"];
  for (const query of queries) big.find(query);
  assert.ok(
    (performance.now() - started) / queries.length < 100,
    "a hundred times looser than measured, for slow machines",
  );
});
