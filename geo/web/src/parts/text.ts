// A text of the data as an element: in its own language, and saying so when that is not the page's.
import type { Context } from "../ask/context";
import type { Gathering } from "../ask/packages";
import { date } from "../atlas/format";
import type { Translate } from "../atlas/i18n";
import { shown } from "../atlas/languages";
import type { Feature, Lang, Shown, Texts } from "../atlas/types";
import { LANGUAGE_NAMES } from "../atlas/vocabulary";
import { h } from "./dom";
import { stateText } from "./state";

type InlineTag = "span" | "p" | "h2" | "h3" | "strong";

/** The text with its `lang`, and a small mark naming the language if it is not the reader's. */
export function marked(
  words: Translate,
  text: Shown,
  tag: InlineTag = "span",
  attributes: Record<string, string> = {},
): HTMLElement {
  const other = text.lang !== words.lang;
  const element = h(
    tag,
    { ...attributes },
    h("span", other ? { lang: text.lang, dir: "auto" } : { dir: "auto" }, text.text),
  );
  if (other) {
    const note = words("ui.shown_in", { lang: LANGUAGE_NAMES[text.lang] });
    element.append(
      " ",
      h(
        "span",
        { class: "lang-mark", title: note },
        h("span", { "aria-hidden": "true" }, text.lang),
        h("span", { class: "visually-hidden" }, ` (${note})`),
      ),
    );
  }
  return element;
}

/** The same of a text that may not be there. */
export const textElement = (
  { t }: Context,
  text: Shown | null | undefined,
  tag?: InlineTag,
  attributes?: Record<string, string>,
): HTMLElement | null => (text ? marked(t(), text, tag, attributes) : null);

/** A text that the data have in English alone, or as a phrase in several; none of an empty one. */
export const english = (
  words: Translate,
  text: string | null | undefined,
  attributes?: Record<string, string>,
): HTMLElement | null => (text ? marked(words, words.phrase(text), "span", attributes) : null);

/** The name of a country or region in the page's language; its code when the atlas has no name. */
export const placeName = ({ atlas, store }: Context, code: string): string =>
  shown(atlas.places[code], store.get().lang)?.text ?? code;

/** What a screen reader says of a feature: name, sector, kind, state and how sure its place is. */
export function featureLabel(context: Context, feature: Feature): string {
  const { t, atlas, store } = context;
  const { lang } = store.get();
  const words = t();
  return [
    feature.name(lang).text,
    atlas.sector(feature.sector).name[lang],
    words(`kind.${feature.kind}`),
    stateText(context, feature),
    words(`precision.${feature.precision}`),
  ].join(", ");
}

/** The title of the page: its author's own; or in its language, of one sector's page with the sector first. */
export function pageTitle(context: Context): string {
  const { atlas, store, subject, t } = context;
  return (
    atlas.author.title ??
    [subject && sectorName(context, subject, store.get().lang), t()("page.title")].filter(Boolean).join(" · ")
  );
}

/** What a package or a day is called. */
export const gatheringName = (t: Translate, { kind, id }: Gathering): string =>
  kind === "day" ? t("package.agreed_on", { date: date(t, id) }) : (t.find(`package.${id}`) ?? id);

export const sectorName = ({ atlas }: Context, id: Parameters<typeof atlas.sector>[0], lang: Lang): string =>
  shown(atlas.sector(id).name as Texts, lang)?.text ?? id;
