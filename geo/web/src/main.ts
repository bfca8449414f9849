// Starts the page: reads the first data, fills the frame, draws the map, then sends for the rest. Called by the line
// Folium's script ends with.
import "leaflet/dist/leaflet.css";
import "./css/atlas.css";
import L from "leaflet";
import type { Context } from "./context";
import { helpFolium } from "./folium";
import { type Translate, translator } from "./i18n";
import { idle, nextFrame } from "./idle";
import { firstLanguage } from "./languages";
import { embedAsked } from "./link";
import { addMap } from "./map/map";
import { decode, read } from "./payload";
import { createStore, initialState, type Store } from "./state";
import type { Atlas, Lang, SectorId } from "./types";
import { addControls } from "./ui/controls";
import { buildLegend } from "./ui/legend";
import { buildShell, type Shell } from "./ui/shell";

interface StartOptions {
  readonly map: L.Map;
  readonly layers: Partial<Record<SectorId, L.FeatureGroup>>;
  readonly tiles?: Readonly<Record<string, L.TileLayer>>;
  /** `lang` null or absent: the reader's own language. */
  readonly options?: { readonly lang?: string | null; readonly embed?: boolean; readonly subject?: SectorId | null };
}

/** What the page offers to other scripts and to tests, as `window.kzuz`. */
interface Kzuz {
  start(options: StartOptions): void;
  /** Resolved when everything is drawn; rejected if the page could not start. */
  ready: Promise<void>;
  atlas?: Atlas;
  store?: Store;
  map?: L.Map;
  /** The panels, once their script is here; see panels.ts. */
  addPanels?(context: Context, shell: Shell, embed: boolean): void;
}
declare global {
  interface Window {
    kzuz: Kzuz;
    L: typeof L;
  }
}

let done: () => void;
let fail: (error: unknown) => void;
const ready = new Promise<void>((resolve, reject) => {
  done = resolve;
  fail = reject;
});
// A failure is told on the page; nobody has to wait for `ready`.
ready.catch(() => {});

async function run(asked: StartOptions): Promise<void> {
  const atlas = decode(await read("kzuz-data"));
  const { context, shell, embed, paintGround } = drawFirst(atlas, asked);
  told("drawn");
  await nextFrame();
  atlas.add(await read("kzuz-more"));
  await window.kzuzBlocks.run("kzuz-panels");
  window.kzuz.addPanels!(context, shell, embed);
  told("ready");
  await idle();
  await paintGround();
  told("painted");
}

/** The frame, the map with all that stands on it, and the legend: from here on the map answers. */
function drawFirst(atlas: Atlas, { map, layers, tiles = {}, options = {} }: StartOptions) {
  const lang = firstLanguage(options.lang, navigator.languages);
  const embed = options.embed === true || embedAsked(location.search, location.hash);
  const store = createStore(atlas, { ...initialState(lang), panelOpen: !embed });
  const translators = new Map<Lang, Translate>();
  const t = () => {
    const now = store.get().lang;
    const made = translators.get(now) ?? translator(atlas.messages, now);
    translators.set(now, made);
    return made;
  };
  const groups = Object.fromEntries(
    // A page of one sector has one layer; things of no layer handed in get one that is never shown.
    [...new Set([...Object.keys(layers), ...atlas.features.map(({ sector }) => sector)])].map((id) => [
      id,
      layers[id as SectorId] ?? L.featureGroup().addTo(map),
    ]),
  ) as Record<SectorId, L.FeatureGroup>;
  const context: Context = { atlas, store, map, groups, tiles, subject: options.subject ?? null, t };
  Object.assign(window.kzuz, { atlas, store, map });

  const app = document.getElementById("kzuz-app")!;
  app.classList.toggle("is-embed", embed);
  const shell = buildShell(context, app);
  shell.fillTab("legend", (panel) => buildLegend(context, panel));
  addControls(context, shell);
  // Last, for it asks how large the map is: so the browser lays all out at once.
  const paintGround = addMap(context);
  return { context, shell, embed, paintGround };
}

/** Tells style sheets, other parts, tests and benchmarks how far the page is. */
function told(stage: "drawn" | "ready" | "painted"): void {
  document.documentElement.classList.add(`kzuz-${stage}`);
  performance.mark(`kzuz-${stage}`);
  document.dispatchEvent(new Event(`kzuz-${stage}`));
}

/** The table without scripts stays, under a line that says why; in English, since the catalogues may be unreadable. */
function tellFailure(error: unknown): void {
  console.error(error);
  document.documentElement.classList.remove("kzuz-started");
  const note = document.createElement("p");
  note.className = "kzuz-failed";
  note.textContent = "The map could not start; the table below lists the features with their sources.";
  note.title = String(error);
  document.getElementById("kzuz-app")?.replaceChildren(note);
  dispatchEvent(new Event("kzuz-failed"));
}

helpFolium();
// What the style sheet says too; but Leaflet would ask for it, and the browser would work out all styles to answer.
for (const frame of document.querySelectorAll<HTMLElement>(".folium-map")) frame.style.position = "absolute";
window.L = L;
window.kzuz = {
  ready,
  start(options) {
    document.documentElement.classList.remove("kzuz-wait");
    document.documentElement.classList.add("kzuz-started");
    run(options).then(done, (error) => {
      tellFailure(error);
      fail(error);
    });
  },
};
