// Starts the page: reads the first data, fills the frame, draws the map, adds the panels, then reads the rest. Called by
// the line Folium's script ends with.
import "leaflet/dist/leaflet.css";
import "./css/atlas.css";
import L from "leaflet";
import type { Context } from "./ask/context";
import { embedAsked } from "./ask/link";
import { createStore, initialState, type Key, type Store } from "./ask/state";
import { decode, type GrowingAtlas, read } from "./atlas/decode";
import { type Translate, translator } from "./atlas/i18n";
import { firstLanguage } from "./atlas/languages";
import type { Atlas, Lang, SectorId } from "./atlas/types";
import { helpFolium } from "./boot/folium";
import { idle, nextFrame, nextTask } from "./boot/idle";
import { addControls } from "./frame/map_buttons";
import { buildShell } from "./frame/shell";
import { addMap } from "./map/map";
import { addPanels } from "./panels";
import { buildLegend } from "./panels/legend/view";

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

/** What cannot be shown before all data are read; whoever asks for it earlier has it when they are. */
const NEEDS_ALL: readonly Key[] = ["selected", "choices", "tab", "filters", "time"];

async function run(asked: StartOptions): Promise<void> {
  const atlas = decode(await read("kzuz-data"));
  const { context, shell, embed, paintGround } = drawFirst(atlas, asked);
  told("drawn");
  // A link may ask for anything, and nothing can be looked for among things without names.
  if (location.hash.length > 1 || !atlas.isNamed) {
    await nextFrame();
    await context.whole();
  }
  addPanels(context, shell, embed);
  told("ready");
  await idle();
  await context.whole();
  await nextTask();
  await paintGround();
  told("painted");
}

/** The frame, the map with all that stands on it, and the legend: from here on the map answers. */
function drawFirst(atlas: GrowingAtlas, { map, layers, tiles = {}, options = {} }: StartOptions) {
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
  let rest: Promise<void> | undefined;
  async function readRest(): Promise<void> {
    atlas.add(await read("kzuz-more"));
    goOn();
    told("whole");
  }
  const whole = () => (rest ??= readRest());
  const goOn = store.postpone(NEEDS_ALL, whole);
  const context: Context = { atlas, store, map, groups, tiles, subject: options.subject ?? null, whole, t };
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
function told(stage: "drawn" | "ready" | "whole" | "painted"): void {
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
