// How to cite one thing of the atlas, in the reader's language.
import { date } from "./format";
import type { Translate } from "./i18n";
import type { Atlas, Feature } from "./types";

/**
 * `Aktau sea port. In: Kazakhstan–Uzbekistan cooperation atlas, sources read up to March 2026 (fingerprint ab12cd34),
 * 3 sources. https://…#open=aktau-port`
 *
 * @param title the page's own: one of a single sector is not the whole atlas, and has a fingerprint of its own
 * @param address the page's address with the link to the feature; left out when empty
 */
export function citation(atlas: Atlas, title: string, feature: Feature, t: Translate, address: string): string {
  const parts = {
    name: feature.name(t.lang).text,
    title,
    read: date(t, feature.get("checked")),
    fingerprint: atlas.fingerprint,
    sources: t.count("count.sources", feature.citations.length),
  };
  const text = t(atlas.fingerprint ? "cite.text" : "cite.text_short", parts);
  return [text, /^(https?|file):\/\//i.test(address) ? address : ""].filter(Boolean).join(" ");
}
