// How every page starts: reads the first data, draws frame and map, adds what stands round them, then reads the rest.
// What stands round the map is handed in; called by the line Folium's script ends with.
import L from "leaflet";
import type { Context } from "./ask/context";
import { embedAsked, firstLink } from "./ask/link";
import { createStore, initialState, type Key, type Store } from "./ask/state";
import { decode, type GrowingAtlas, read } from "./atlas/decode";
import { type Translate, translator } from "./atlas/i18n";
import { firstLanguage } from "./atlas/languages";
import type { Atlas, Lang, SectorId } from "./atlas/types";
import { idle, nextFrame, nextTask } from "./boot/idle";
import { tellGround } from "./frame/ground_end";
import { addControls } from "./frame/map_buttons";
import { buildShell, type Shell } from "./frame/shell";
import type { Tab } from "./frame/tabs";
import type { Ground } from "./map/ground/background";
import { addMap } from "./map/map";

/** What a page has round its map. */
export interface Frame {
  readonly tabs: readonly Tab[];
  /** What is drawn with the map; returns what waits for the ground. */
  addFirst(context: Context, shell: Shell): () => void;
  /** Everything else, and what the address asks for. */
  addRest(context: Context, shell: Shell, options: Options, ground: Ground): void;
}

/** `lang` null or absent: the reader's own language. `embed`: the page is small. `whole`: address of the whole atlas. */
export interface Options {
  readonly lang?: string | null;
  readonly embed?: boolean;
  readonly subject?: SectorId | null;
  readonly whole?: string | null;
}

interface StartOptions {
  readonly map: L.Map;
  readonly layers: Partial<Record<SectorId, L.FeatureGroup>>;
  readonly tiles?: Readonly<Record<string, L.TileLayer>>;
  readonly options?: Options;
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
const NEEDS_ALL: readonly Key[] = ["selected", "choices", "tab", "filters", "time", "regions"];

async function run(asked: StartOptions, frame: Frame): Promise<void> {
  const atlas = decode(await read("kzuz-data"));
  const painted = tellable();
  const context = makeContext(atlas, asked, painted.told);
  const embed = asked.options?.embed === true || embedAsked(location.search, location.hash);
  const { shell, aim, ground } = drawFirst(context, frame, embed);
  told("drawn");
  // A link may ask for anything, and nothing can be looked for among things without names.
  if (firstLink(atlas) || !atlas.isNamed) {
    await nextFrame();
    await context.whole();
  }
  frame.addRest(context, shell, { ...asked.options, embed }, ground);
  told("ready");
  await idle();
  await context.whole();
  await nextTask();
  await ground.paint();
  // The table for readers without scripts, hidden so far; the page may still be on its way.
  if (document.readyState === "loading") await new Promise((parsed) => addEventListener("DOMContentLoaded", parsed));
  document.getElementById("kzuz-static")?.remove();
  told("painted");
  aim();
  painted.tell();
}

/** A promise, and how to keep it. */
function tellable(): { told: Promise<void>; tell: () => void } {
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}

/** A page of one sector has one layer; things of no layer handed in get one that is never shown. */
function groupsOf({ features }: Atlas, { map, layers }: StartOptions): Context["groups"] {
  const ids = new Set([...Object.keys(layers), ...features.map(({ sector }) => sector)]) as Set<SectorId>;
  const groups = [...ids].map((id) => [id, layers[id] ?? L.featureGroup().addTo(map)] as const);
  return Object.fromEntries(groups) as Record<SectorId, L.FeatureGroup>;
}

/** The translator of the language chosen now; each is made once. */
function translating({ messages, phrases }: Atlas, store: Store): () => Translate {
  const made = new Map<Lang, Translate>();
  return () => {
    const { lang } = store.get();
    const t = made.get(lang) ?? translator(messages, lang, phrases);
    made.set(lang, t);
    return t;
  };
}

function makeContext(atlas: GrowingAtlas, asked: StartOptions, painted: Promise<void>): Context {
  const { map, tiles = {}, options = {} } = asked;
  const store = createStore(atlas, initialState(firstLanguage(options.lang, navigator.languages)));
  let rest: Promise<void> | undefined;
  async function readRest(): Promise<void> {
    atlas.add(await read("kzuz-more"));
    goOn();
    told("whole");
  }
  const whole = () => (rest ??= readRest());
  const goOn = store.postpone(NEEDS_ALL, whole);
  Object.assign(window.kzuz, { atlas, store, map });
  const groups = groupsOf(atlas, asked);
  const t = translating(atlas, store);
  return { atlas, store, map, groups, tiles, subject: options.subject ?? null, whole, painted, t };
}

/** The frame and the map with all that stands on it: from here on the map answers. */
function drawFirst(context: Context, frame: Frame, embed: boolean) {
  const app = document.getElementById("kzuz-app")!;
  // Whatever page the map was put into: the frame is a part of its body, and the map as large as the frame has room.
  if (app.parentElement !== document.body) document.body.append(app);
  const container = context.map.getContainer();
  container.classList.add("folium-map");
  Object.assign(container.style, { position: "absolute", width: "", height: "" });
  app.classList.toggle("is-embed", embed);
  if (embed) context.store.set({ panelOpen: false });
  const shell = buildShell(context, app, frame.tabs);
  const aim = frame.addFirst(context, shell);
  addControls(context, shell);
  tellGround(context, shell);
  // Last, for it asks how large the map is: so the browser lays all out at once.
  return { shell, aim, ground: addMap(context) };
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

/** Offers to start a page, with the frame that its options ask for. */
export function offer(frameOf: (options: Options) => Frame): void {
  // What the style sheet says too; but Leaflet would ask for it, and the browser would work out all styles to answer.
  for (const map of document.querySelectorAll<HTMLElement>(".folium-map")) map.style.position = "absolute";
  window.L = L;
  window.kzuz = {
    ready,
    start(options) {
      document.documentElement.classList.remove("kzuz-wait");
      document.documentElement.classList.add("kzuz-started");
      run(options, frameOf(options.options ?? {})).then(done, (error) => {
        tellFailure(error);
        fail(error);
      });
    },
  };
}
