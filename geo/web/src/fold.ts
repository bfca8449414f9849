// One spelling for the many a name has: accents, case, apostrophes, Cyrillic and Latin of Russian, Kazakh and
// Uzbek all fold to the same few letters. The result is for comparing, never for showing.

/** Letters that Unicode does not take apart. Both Latin alphabets of Kazakh and the two Uzbek ones meet here. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "j", з: "z", и: "i", й: "i", к: "k", л: "l" },
  ...{ м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh" },
  ...{ щ: "sh", ъ: "", ы: "i", ь: "", э: "e", ю: "iu", я: "ia" },
  ...{ ў: "o", қ: "k", ғ: "g", ҳ: "h", ә: "a", і: "i", ң: "n", ө: "o", ұ: "u", ү: "u", һ: "h" },
  ...{ ı: "i", ş: "sh", ș: "sh", œ: "oe", æ: "ae", ø: "o", ł: "l", ß: "s", q: "k", w: "v", x: "h", y: "i" },
};
const APOSTROPHES = /['’‘ʻʼ`´′ʹʿʾ＇]/g;
/** French l', d', qu' … are words of their own; Uzbek oʻ, gʻ and ʼ belong to theirs. */
const ELISION = /(?<![\p{L}\p{N}'’ʼ])(?:[cdjlmnst]|qu)['’ʼ](?=\p{L})/gu;
const WORD_BREAK = /[^\p{L}\p{N}]+/u;
const HYPHENATED = /[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+)+/gu;

/** `Жібек жолы`, `Zhibek Zholy`, `Jibek joly` → `jibek joli`; `Gʻishtkoʻprik`, `Ғиштқўприк` → `gishtkoprik`. */
export function fold(text: string): string {
  let folded = "";
  const lower = text.normalize("NFC").toLowerCase().replace(ELISION, " ").replace(APOSTROPHES, "");
  for (const char of lower) folded += LETTERS[char] ?? char;
  return folded
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/dj|zh/g, "j")
    .replace(/kh/g, "h")
    .replace(/gh/g, "g")
    .replace(/(?<![\p{L}\p{N}])ie(?=\p{L})/gu, "e")
    .replace(/(\p{L})\1+/gu, "$1");
}

/** Words of a text, folded; a hyphenated name also as one word, and ё also as the Uzbek `yo`. */
export function words(text: string): string[] {
  const variants = /ё/i.test(text) ? [text, text.replace(/ё/gi, "yo")] : [text];
  const found = new Set<string>();
  for (const variant of variants) {
    for (const word of fold(variant).split(WORD_BREAK)) if (word) found.add(word);
    for (const [joined] of variant.matchAll(HYPHENATED)) {
      const word = fold(joined.replace(/[^\p{L}\p{N}]/gu, ""));
      if (word.length <= 30) found.add(word);
    }
  }
  return [...found];
}

/** The words a reader typed, each with the spellings it may stand for. */
export function queryWords(text: string): string[][] {
  const typed = text.slice(0, 200).normalize("NFC").toLowerCase().replace(ELISION, " ").replace(APOSTROPHES, "");
  return typed
    .split(WORD_BREAK)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => [...new Set([fold(word), fold(word.replace(/ё/g, "yo"))])].filter(Boolean))
    .filter((spellings) => spellings.length);
}
