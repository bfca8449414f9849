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
const APOSTROPHE = /['’‘ʻʼ`´′ʹʿʾ＇]/;
const HYPHEN = /[-‐‑–]/;
/** French l', d', qu' … are words of their own; Uzbek oʻ, gʻ and ʼ belong to theirs. */
const ELISION = /(?<![\p{L}\p{N}'’ʼ])(?:[cdjlmnst]|qu)['’ʼ](?=\p{L})/gu;

/** What one lower-case character folds to; a blank for what separates words. Every character is looked up once. */
const folded = new Map<string, string>();
function foldChar(char: string): string {
  const known = folded.get(char);
  if (known !== undefined) return known;
  let plain = LETTERS[char] ?? char.normalize("NFKD").replace(/\p{M}/gu, "");
  if (APOSTROPHE.test(char)) plain = "";
  else if (HYPHEN.test(char)) plain = "-";
  else if (plain && !/^[\p{L}\p{N}]+$/u.test(plain)) plain = " ";
  folded.set(char, plain);
  return plain;
}

/** Those of plain Latin letters, looked up by number, for most of a hundred thousand names are written in them. */
const PLAIN = Array.from({ length: 128 }, (_, code) => foldChar(String.fromCharCode(code)));

/** A letter written twice is folded to one; three in a row no word has, so they are no spelling of one letter. */
const single = (text: string): string =>
  text.replace(/([a-z])\1+/g, (run, one: string) => (run.length > 2 ? run : one));

/** `Жібек жолы`, `Zhibek Zholy`, `Jibek joly` → `jibek joli`; `Gʻishtkoʻprik`, `Ғиштқўприк` → `gishtkoprik`. */
export function fold(text: string): string {
  const lowered = text.normalize("NFC").toLowerCase();
  const lower = APOSTROPHE.test(lowered) ? lowered.replace(ELISION, " ") : lowered;
  let letters = "";
  for (const char of lower) letters += PLAIN[char.charCodeAt(0)] ?? foldChar(char);
  const spelt = letters
    .replace(/dj|zh/g, "j")
    .replace(/kh/g, "h")
    .replace(/gh/g, "g")
    .replace(/\bie(?=[a-z])/g, "e");
  return single(spelt);
}

const variants = (text: string): string[] => (/ё/i.test(text) ? [text, text.replace(/ё/gi, "yo")] : [text]);

/** Words of a text, folded; a hyphenated name also as one word, and ё also as the Uzbek `yo`. */
export function words(text: string): string[] {
  if (!/[\s-]|ё/i.test(text)) {
    // Most texts are one word.
    const word = fold(text);
    if (!/[ -]/.test(word)) return word ? [word] : [];
  }
  const found = new Set<string>();
  for (const part of variants(text).flatMap((variant) => fold(variant).split(" "))) {
    const pieces = part.split("-").filter(Boolean);
    for (const piece of pieces) found.add(piece);
    if (pieces.length > 1 && part.length <= 30) found.add(single(pieces.join("")));
  }
  return [...found];
}

/** Words that only join others, folded: no thing is looked for by them. */
const JOINING = new Set(
  "a an and at by de des du en et for from i in ili iz k la le les men na o ot ou of on or pen po s so sur the to u v va vo with".split(
    " ",
  ),
);

/** The words a reader typed, each with the spellings it may stand for; words that join only where there are no others. */
export function queryWords(text: string): string[][] {
  const [plain, ...others] = variants(text.slice(0, 200)).map((variant) => fold(variant).split(/[ -]+/));
  const all = plain!
    .map((word, i) => [...new Set([word, ...others.map((list) => list[i] ?? "")])].filter(Boolean))
    .filter((spellings) => spellings.length);
  const telling = all.filter(([word]) => !JOINING.has(word!));
  return (telling.length ? telling : all).slice(0, 8);
}
