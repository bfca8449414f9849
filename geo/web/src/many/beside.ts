// Tiles that lie beside the page: read by ranges where it is served, else from the file that the reader picks.
import type { PMTiles } from "pmtiles";
import { h } from "../parts/dom";
import type { Context } from "./context";
import { besidePage, inFile } from "./source";
import { say } from "./words";

const isServed = (): boolean => location.protocol === "http:" || location.protocol === "https:";

/** Resolved with the archive; until then a notice on the map asks for it. */
export async function archiveBeside(context: Context, file: string, notices: HTMLElement): Promise<PMTiles> {
  if (isServed()) {
    const served = besidePage(file);
    if (
      await served.getHeader().then(
        () => true,
        () => false,
      )
    )
      return served;
  }
  const { store, t } = context;
  const text = h("p", {});
  const input = h("input", { type: "file", accept: ".pmtiles", class: "many-file" });
  const notice = h("div", { class: "notice", role: "status" }, h("div", { class: "many-pick" }, text, input));
  const name = (isWrong = false) => {
    text.textContent = say(t(), isWrong ? "many.pick_wrong" : "many.pick", { file });
    input.setAttribute("aria-label", text.textContent);
  };
  name();
  store.on(["lang"], () => name());
  notices.append(notice);
  return new Promise((picked) => {
    input.addEventListener("change", async () => {
      const [chosen] = input.files ?? [];
      if (!chosen) return;
      const archive = inFile(chosen);
      if (
        !(await archive.getHeader().then(
          () => true,
          () => false,
        ))
      )
        return name(true);
      notice.remove();
      picked(archive);
    });
  });
}
