// The page's first script: unpacks the page's style and code and puts them in, then the map's own script. All are inline
// and the page's policy names their hashes, so nothing else can be slipped in. If it fails, the table without scripts
// stays. A page of plain code needs it for its data only.
import { inflate } from "./block";

/** The blocks of the page, by the ids of the elements that hold them. */
interface Blocks {
  /** The text of a block. */
  text(id: string): Promise<string>;
}
declare global {
  interface Window {
    kzuzBlocks: Blocks;
  }
}

const page = document.documentElement.classList;
const textOf = (id: string): string => document.getElementById(id)?.textContent ?? "";
/** Blocks that are being read already. */
const begun = new Map<string, Promise<string>>();
const text = (id: string): Promise<string> => begun.get(id) ?? inflate(textOf(id));

function put(tag: "style" | "script", text: string): void {
  const element = document.createElement(tag);
  element.textContent = text;
  document.head.append(element);
}

async function start(): Promise<void> {
  // The data too, so that the map is drawn in the task that runs its code, and no frame comes between that shows neither.
  const data = text("kzuz-data");
  begun.set("kzuz-data", data);
  const blocks = ["kzuz-style", "kzuz-code", "kzuz-map"].map(text);
  const [style, code, map] = await Promise.all([...blocks, data.catch(() => "")]);
  put("style", style!);
  put("script", code!);
  put("script", map!);
}

const isPacked = document.getElementById("kzuz-code") !== null;
window.kzuzBlocks = { text };
if (isPacked) {
  page.replace("kzuz-wait", "kzuz-load");
  // By then the map's script has put "kzuz-started" in its place, or the table is shown.
  start()
    .catch(console.error)
    .finally(() => {
      page.remove("kzuz-load");
      if (!page.contains("kzuz-started")) dispatchEvent(new Event("kzuz-failed"));
    });
}
