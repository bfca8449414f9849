// Interface texts in the language chosen, with plurals; the catalogues come with the data block.
import type catalogues from "../../../i18n/interface.json";
import type { Atlas, Feature, Lang, Shown } from "./types";
import { FALLBACKS, type Unsaid } from "./vocabulary";

/** A key of the interface's catalogues that the page has, and one of a text that is counted. */
export type TextKey = Exclude<keyof (typeof catalogues)["en"]["messages"], `${Unsaid}${string}`>;
type Stem<K> = K extends `${infer S}.other` ? S : never;
export type CountKey = Stem<TextKey>;

type Values = Readonly<Record<string, string | number>>;

export interface Translate {
  readonly lang: Lang;
  /** The text of a key with `{name}` places filled; the key itself where no catalogue has it. */
  (key: TextKey, values?: Values): string;
  /** A counted text: `key.one`, `key.few`, `key.many` or `key.other`, with `{n}` written as the language does. */
  count(key: CountKey, n: number): string;
  number(n: number, digits?: number): string;
  /** What the data have in English alone, in the language or the next best. */
  phrase(text: string): Shown;
  /** The text of a key that the catalogues may not have; null if none has it. */
  find(key: string): string | null;
}

/** Where the browser has no data for a language, the one that writes numbers alike. */
const NUMBER_LOCALE: Record<Lang, readonly string[]> = {
  en: ["en-GB"],
  fr: ["fr"],
  ru: ["ru"],
  kk: ["kk", "ru"],
  uz: ["uz", "ru"],
};

/** A browser may claim a language and write its numbers as in English; all of ours but English have decimal commas. */
const writesIt = (tag: string): boolean =>
  Intl.NumberFormat.supportedLocalesOf(tag).length > 0 &&
  (tag.startsWith("en") || new Intl.NumberFormat(tag).format(0.5) === "0,5");

/** Kazakh and Uzbek plurals have two forms, which not every browser that claims the languages knows. */
function pluralForm(lang: Lang): (n: number) => string {
  if (lang === "kk" || lang === "uz") return (n) => (n === 1 ? "one" : "other");
  let rules: Intl.PluralRules | undefined;
  return (n) => {
    rules ??= new Intl.PluralRules(lang);
    return rules.select(n);
  };
}

/** What stands between thousands. Intl knows it too, but its first number costs a page that opens dozens of ms. */
const GROUP: Record<Lang, string> = { en: ",", fr: "\u202f", ru: "\u00a0", kk: "\u00a0", uz: "\u00a0" };
const isWhole = (n: number): boolean => Number.isInteger(n) && n >= 0 && n < 1e15;

export function translator(messages: Atlas["messages"], lang: Lang, phrases?: Atlas["phrases"]): Translate {
  const chain = FALLBACKS[lang].map((candidate) => messages[candidate] ?? {});
  const find = (key: string) => chain.find((catalogue) => catalogue[key])?.[key] ?? null;
  const fill = (text: string, values?: Values) =>
    values ? text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)) : text;
  let locales: string[] | undefined;
  const formats = new Map<number, Intl.NumberFormat>();
  const form = pluralForm(lang);

  const t = (key: TextKey, values?: Values) => fill(find(key) ?? key, values);
  const number = (n: number, digits = 0) => {
    if (isWhole(n)) return String(n).replace(/\B(?=(\d{3})+$)/g, GROUP[lang]);
    let format = formats.get(digits);
    if (!format) {
      locales ??= NUMBER_LOCALE[lang].filter(writesIt);
      format = new Intl.NumberFormat(locales, { maximumFractionDigits: digits });
      formats.set(digits, format);
    }
    return format.format(n);
  };
  const count = (key: string, n: number) =>
    fill(find(`${key}.${form(n)}`) ?? find(`${key}.other`) ?? key, { n: number(n) });
  const phrase = (text: string): Shown => {
    const own = { en: text, ...phrases?.get(text) };
    const found = FALLBACKS[lang].find((candidate) => own[candidate])!;
    return { text: own[found]!, lang: found };
  };
  return Object.assign(t, { lang, count, number, phrase, find });
}

/** The status in words: what is in service is in force if it is an agreement. */
export const statusWord = (t: Translate, { kind, status }: Pick<Feature, "kind" | "status">): string =>
  t.find(`status_${kind}.${status}`) ?? t(`status.${status}`);
