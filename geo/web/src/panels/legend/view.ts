// The legend is the layer switch: what is drawn, how much of it and how much in view, and what marks and lines mean.
import type { Context } from "../../ask/context";
import { countBySector } from "../../ask/rows";
import type { TextKey } from "../../atlas/i18n";
import { type Bounds, border } from "../../atlas/outlines";
import type { Position } from "../../atlas/types";
import { nextTask } from "../../boot/idle";
import { crosses, viewIndex } from "../../map/in_view";
import { h, setText } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { seenTraits, shownCounts } from "./data";
import { type Key, makeKey } from "./key";
import { makeSwitches, type Switches } from "./switches";

/** The map comes to rest before anything is looked for in it. */
const REST_MS = 120;
/** Of more features than this, what each shows is not asked: it would take longer than a frame. */
const MOST = 5000;

/** Whether a group is in view, by where it is drawn: only the map knows what it gathers. */
function groupsInView(map: Element): boolean {
  const area = map.getBoundingClientRect();
  return [...map.getElementsByClassName("group")].some((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return right > area.left && left < area.right && bottom > area.top && top < area.bottom;
  });
}

/** Says how much of what is shown is in view, and which rows of the key have nothing there. */
function looker({ atlas, store, map }: Context, switches: Switches): (key: Key | undefined) => void {
  let find: ReturnType<typeof viewIndex> | undefined;
  let line: Position[][] | undefined;
  return (key) => {
    find ??= viewIndex(atlas.features);
    const bounds = map.getBounds();
    const box: Bounds = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const inView = find(box);
    const passing = store.mask("sectors");
    switches.see(countBySector(inView.filter(({ index }) => passing[index])));
    if (!key || atlas.features.length > MOST) return;
    line ??= border(atlas.basemap);
    const { time, selected } = store.get();
    const drawn = { visible: store.mask(), time, selected, zoom: map.getZoom() };
    const there = seenTraits(inView, drawn);
    if (groupsInView(map.getContainer())) there.add("group");
    if (crosses(line, box)) there.add("border");
    key.see(there);
  };
}

/** What stands under the key: about the atlas, its borders, and who translated. */
function notes({ atlas, store, t }: Context): HTMLElement[] {
  const keys: TextKey[] = ["about.text", "about.ground", "about.borders"];
  if (atlas.textStatus[store.get().lang] === "machine") keys.push("ui.machine");
  return keys.map((key) => h("p", { class: "note" }, t()(key)));
}

export function buildLegend(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t, painted } = context;
  const sum = h("p", { class: "sum" });
  const room = h("div", { class: "switches" });
  const below = h("div", { class: "key" });
  panel.append(sum, room, below);
  const switches = makeSwitches(context, room);
  const look = looker(context, switches);
  let key: Key | undefined;

  function count(): void {
    const words = t();
    switches.count(countBySector(store.shown("sectors")));
    const { n, onMap } = shownCounts(atlas.features, store.mask());
    const shown = words("legend.shown", { n: words.number(n), total: words.number(atlas.features.length) });
    setText(sum, `${shown} · ${words("legend.on_map", { n: words.number(onMap) })}`);
  }
  function drawKey(): void {
    key = makeKey(context);
    below.replaceChildren(...key.elements, ...notes(context));
  }
  function drawRest(): void {
    drawKey();
    let resting = window.setTimeout(() => {
      const refresh = keepCurrent(context, "legend", ["lang", "off", "time", "selected"], () => look(key));
      map.on("moveend", () => {
        clearTimeout(resting);
        resting = window.setTimeout(refresh, REST_MS);
      });
    }, REST_MS);
  }
  switches.build();
  // While the page opens, what is below the switches waits until all is read, and what is in view comes after that.
  void painted.then(nextTask).then(drawRest);
  store.on(["lang"], () => {
    switches.build();
    drawKey();
  });
  keepCurrent(context, "legend", ["lang", "off"], count);
}
