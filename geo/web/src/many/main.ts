// The page of very many places: their tiles drawn as the atlas draws marks, over the same ground.
import "leaflet/dist/leaflet.css";
import "./many.css";
import { decode, read } from "../atlas/decode";
import { type Translate, translator } from "../atlas/i18n";
import { firstLanguage } from "../atlas/languages";
import type { Lang } from "../atlas/types";
import { idle, nextTask } from "../boot/idle";
import { addBackground, keepStill, prepareMap, takePicture } from "../map/ground/background";
import { archiveBeside } from "./beside";
import { addCard, type Card } from "./card";
import type { Context } from "./context";
import { readFirst } from "./data";
import { addTools, type Frame, makeFrame, makeMap } from "./frame";
import { wordsOf } from "./labels";
import { type Lookup, makeLookup } from "./lookup";
import { addPanel } from "./panel";
import { addPoints, latLngOf, type Points } from "./points";
import { addSearch } from "./search";
import { inPage, textWhenThere } from "./source";
import { asked, makeStore, written } from "./state";
import { makeTiles, type Spot, type Tiles } from "./tiles";

async function run(wished: string | null): Promise<void> {
  const payload = await readFirst();
  const frame = makeFrame(document.getElementById("kzuz-app")!);
  const lookup = makeLookup();
  let tiles: Tiles | null = null;
  const context = makeContext(payload, wished, frame, lookup, () => tiles);
  const { map, atlas, many, words } = context;
  Object.assign(window.kzuz, { map });
  prepareMap(map);
  // Over the places, or nobody could read them among so many.
  map.getPane("kzuz-labels")!.style.zIndex = "430";
  const { paint, keepClear } = addBackground(context, takePicture(map), false);
  keepStill(map);
  const points = addPoints(context);
  const nameAgain = frame.name(context);
  told("drawn");
  if (!many.file) {
    tiles = makeTiles(inPage(), many, words);
    await points.look();
    told("points");
  }
  const card = addRest(context, frame, points, lookup);
  told("ready");
  await textWhenThere("kzuz-more");
  atlas.add(await read("kzuz-more"));
  await nextTask();
  await paint();
  keepClear([]);
  nameAgain();
  document.getElementById("kzuz-static")?.remove();
  told("painted");
  if (many.file) {
    tiles = makeTiles(await archiveBeside(context, many.file, frame.notices), many, words);
    await points.look();
    told("points");
  }
  await openAsked(context, card);
  await idle();
  if (!many.file) await lookup.start();
  told("whole");
}

type Payload = Awaited<ReturnType<typeof readFirst>>;

function makeContext(
  payload: Payload,
  wished: string | null,
  frame: Frame,
  lookup: Lookup,
  tiles: () => Tiles | null,
): Context {
  const { many } = payload;
  const atlas = decode(payload);
  const lang = firstLanguage(wished, navigator.languages);
  const store = makeStore({ lang, ...asked(location.hash, many.counts) } as Parameters<typeof makeStore>[0]);
  const translators = new Map<Lang, Translate>();
  const t = () => {
    const { lang: now } = store.get();
    const made = translators.get(now) ?? translator(atlas.messages, now);
    translators.set(now, made);
    return made;
  };
  async function nameOf(spot: Spot): Promise<string> {
    if (many.file) return String(spot.tile.properties(spot.k).name ?? "");
    const [name] = await lookup.names([tiles()!.numberOf(spot)]);
    return name ?? "";
  }
  store.on(["lang", "chosen", "open"], () => history.replaceState(history.state, "", written(store.get())));
  return { map: makeMap(frame.map), atlas, many, words: wordsOf({ atlas, many }), store, t, tiles, nameOf };
}

/** What stands round the map. */
function addRest(context: Context, frame: Frame, points: Points, lookup: Lookup): Card {
  const { map, many } = context;
  const card = addCard(context, points, frame.card);
  const open = (spot: Spot) => void card.open(spot);
  addTools(context, frame.tools);
  addPanel(context, points, frame.panel, open);
  // Of more than a page holds there is no list of names.
  if (!many.file) addSearch(context, lookup, frame.search, open);
  map.on("click", ({ latlng }) => {
    const [first, ...beside] = points.at(latlng);
    if (first) void card.open(first, beside);
    else card.close();
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(frame.map);
  return card;
}

/** The place an address names. */
async function openAsked({ store, tiles, map }: Context, card: Card): Promise<void> {
  const { open } = store.get();
  const spot = open === null ? null : await tiles()?.spotOf(open);
  if (!spot) return;
  map.setView(latLngOf(spot), Math.max(map.getZoom(), 9), { animate: false });
  await card.open(spot);
}

/** Tells style sheets, tests and benchmarks how far the page is. */
function told(stage: string): void {
  document.documentElement.classList.add(`kzuz-${stage}`);
  performance.mark(`kzuz-${stage}`);
}

/** The table without scripts is shown again. */
function fail(error: unknown): void {
  console.error(error);
  document.documentElement.classList.remove("kzuz-started");
  dispatchEvent(new Event("kzuz-failed"));
}

Object.assign(window, {
  // What the page offers to other scripts and to tests; `map` is added when there is one.
  kzuz: {
    start(lang: string | null) {
      document.documentElement.classList.remove("kzuz-wait");
      document.documentElement.classList.add("kzuz-started");
      run(lang).catch(fail);
    },
  },
});
