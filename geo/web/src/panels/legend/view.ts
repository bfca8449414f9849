// The legend is the layer switch: what is drawn, how much of it and how much in view, and what marks and lines mean.
import type { Context } from "../../ask/context";
import { countBySector } from "../../ask/rows";
import type { TextKey } from "../../atlas/i18n";
import { nextTask } from "../../boot/idle";
import { h, setText } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { shownCounts } from "./data";
import { type Key, makeKey } from "./key";
import { looker } from "./seen";
import { makeSwitches } from "./switches";

/** The map comes to rest before anything is looked for in it. */
const REST_MS = 120;
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
  const look = looker(context);
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
  function see(): void {
    const { passing, traits } = look();
    switches.see(countBySector(passing));
    if (traits) key?.see(traits);
  }
  function drawRest(): void {
    drawKey();
    let resting = window.setTimeout(() => {
      const refresh = keepCurrent(context, "legend", ["lang", "off", "time", "selected"], see);
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
