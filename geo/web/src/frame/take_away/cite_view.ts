// Citing the thing whose card is open, what is seen, or all of it.
import type { Context } from "../../ask/context";
import { citeBox, type Subject } from "../../card/cite_box";
import { openDialog } from "./dialog";

export function openCite(context: Context, announce: (text: string) => void): void {
  const { atlas, store, t } = context;
  const state = store.get();
  const { lang, selected } = state;
  const feature = atlas.byId(selected ?? "") ?? null;
  const thing: Subject[] = feature ? [{ name: feature.name(lang).text, feature, state: { lang, selected } }] : [];
  const page = [
    { name: t()("cite.view"), feature: null, state },
    { name: t()("cite.atlas"), feature: null, state: { lang } },
  ];
  openDialog(context, "cite.heading", citeBox(context, [...thing, ...page], announce));
}
