// Which language a text is shown in when it is missing in the one asked for, and which one a page begins in.
import type { Lang, Shown, Texts } from "./types";
import { FALLBACKS, LANGUAGES } from "./vocabulary";

export const isLang = (text: unknown): text is Lang => (LANGUAGES as readonly unknown[]).includes(text);

/** The first text found along the fallback chain of `lang`. */
export function nearest(lang: Lang, textIn: (lang: Lang) => string | null | undefined): Shown | null {
  for (const candidate of FALLBACKS[lang]) {
    const text = textIn(candidate);
    if (text) return { text, lang: candidate };
  }
  return null;
}

export const shown = (texts: Texts | undefined, lang: Lang): Shown | null =>
  texts ? nearest(lang, (candidate) => texts[candidate]) : null;

/** The language to begin with: the page's own wish, else the first of the reader's that we have, else English. */
export function firstLanguage(wished: unknown, readers: readonly string[]): Lang {
  if (isLang(wished)) return wished;
  return readers.map((tag) => tag.toLowerCase().split("-")[0]).find(isLang) ?? "en";
}
