// The code for another page: of what is shown now, or how to make a small page of it.
import type { Context } from "../../ask/context";
import { pageAddress, writeLink } from "../../ask/link";
import { copyButton } from "../../parts/copy";
import { h } from "../../parts/dom";
import { pageTitle } from "../../parts/text";
import { openDialog } from "./dialog";
import { iframe, smallAddress } from "./embed_code";

export function openEmbed(context: Context, announce: (text: string) => void): void {
  const { atlas, store, t } = context;
  const words = t();
  const state = store.get();
  const isPublic = /^https?:/.test(location.protocol);
  // A file's place on this computer means nothing elsewhere; its name is what is put beside the other page.
  const own = isPublic ? pageAddress() : (location.pathname.split("/").at(-1) ?? "");
  const title = [atlas.byId(state.selected ?? "")?.name(state.lang).text, pageTitle(context)]
    .filter(Boolean)
    .join(" · ");
  const code = iframe(smallAddress(own) + writeLink(state), title, words("embed.open"));
  // In quotes of the shell, of which the link itself may have one.
  const command = `kzuz embed --link '${writeLink(state).replaceAll("'", "%27")}'`;
  const box = (name: "embed.code" | "embed.command", rows: number, text: string) => {
    const area = h("textarea", { readonly: true, rows, "aria-label": words(name), spellcheck: "false" });
    area.value = text;
    const copy = copyButton(context, announce, { label: "cite.copy_text", done: "embed.copied" }, () => text);
    return h("section", {}, h("p", {}, words(name)), area, copy);
  };
  openDialog(
    context,
    "embed.heading",
    box("embed.code", 7, code),
    isPublic ? null : h("p", { class: "note" }, words("embed.file")),
    box("embed.command", 2, command),
  );
}
