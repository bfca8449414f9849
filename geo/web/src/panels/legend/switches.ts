// The switches of the sectors and their themes, with how much of each there is.
import type { Context } from "../../ask/context";
import type { TextKey } from "../../atlas/i18n";
import type { Sector, SectorId } from "../../atlas/types";
import { h, setText } from "../../parts/dom";
import { sectorSwatch } from "../../parts/swatch";
import { sectorName } from "../../parts/text";
import { sectorsOnMap, switched, type Theme, themeSwitch, themesOf } from "./data";

type Tally = ReadonlyMap<SectorId, number>;
type Switch = (ids: readonly SectorId[], isOn: boolean) => void;

interface Row {
  readonly id: SectorId;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly said: HTMLElement;
  readonly count: HTMLElement;
}

function sectorRow(context: Context, sector: Sector, turn: Switch): Row {
  const input = h("input", {
    type: "checkbox",
    "data-sector-switch": sector.id,
    on: { change: () => turn([sector.id], input.checked) },
  });
  const said = h("span", { class: "visually-hidden" });
  const count = h("span", { class: "row-count", "aria-hidden": "true" });
  const name = h("span", { class: "row-name" }, sectorName(context, sector.id, context.store.get().lang));
  const element = h("label", { class: "row" }, input, sectorSwatch(sector), name, said, count);
  return { id: sector.id, element, input, said, count };
}

function themeBox({ t }: Context, { id, sectors }: Theme, rows: readonly Row[], turn: Switch) {
  const ids = sectors.map((sector) => sector.id);
  const input = h("input", {
    type: "checkbox",
    "data-theme-switch": id,
    on: { change: () => turn(ids, input.checked) },
  });
  const label = h("label", {}, input, h("span", {}, t()(`theme.${id}`)));
  const own = rows.filter((row) => ids.includes(row.id)).map(({ element }) => element);
  return { input, element: h("fieldset", { class: "theme" }, h("legend", {}, label), ...own) };
}

function head({ t }: Context, all: readonly SectorId[], turn: Switch): HTMLElement {
  const words = t();
  const action = (label: TextKey, isOn: boolean) =>
    h("button", { type: "button", class: "plain", on: { click: () => turn(all, isOn) } }, words(label));
  return h(
    "div",
    { class: "switch-head" },
    h("h2", {}, words("legend.sectors")),
    action("ui.all_on", true),
    action("ui.all_off", false),
    h("span", { class: "count-key", "aria-hidden": "true" }, words("legend.count_key")),
  );
}

export interface Switches {
  /** Builds them anew, in the language of now. */
  build(): void;
  /** What is on and how much of it there is: written in place, since it follows every step of the time slider. */
  count(tally: Tally): void;
  /** How many of each sector are in view. */
  see(inView: Tally): void;
}

export function makeSwitches(context: Context, room: HTMLElement): Switches {
  const { atlas, store, t } = context;
  const sectors = sectorsOnMap(context);
  const themes = themesOf(atlas, sectors);
  let rows: Row[] = [];
  let boxes: HTMLInputElement[] = [];
  let shown: Tally = new Map();
  /** Unknown until the map first comes to rest. */
  let seen: Tally | undefined;
  const turn: Switch = (ids, isOn) => store.set({ off: switched(store.get().off, ids, isOn) });

  function tell({ id, said, count }: Row): void {
    const words = t();
    const [all, view] = [words.number(shown.get(id) ?? 0), words.number(seen?.get(id) ?? 0)];
    // Of a sector that is off there are so many, but none is shown.
    const isTold = seen && !store.get().off.has(id);
    setText(said, isTold ? words("legend.count", { n: all, view }) : all);
    setText(count, isTold ? `${view} / ${all}` : all);
  }
  return {
    build() {
      rows = sectors.map((sector) => sectorRow(context, sector, turn));
      const made = themes.map((theme) => themeBox(context, theme, rows, turn));
      boxes = made.map(({ input }) => input);
      const all = sectors.map(({ id }) => id);
      room.replaceChildren(head(context, all, turn), ...made.map(({ element }) => element));
    },
    count(tally) {
      shown = tally;
      const { off } = store.get();
      for (const row of rows) {
        row.input.checked = !off.has(row.id);
        row.element.classList.toggle("is-empty", !tally.get(row.id));
        tell(row);
      }
      for (const [i, theme] of themes.entries()) {
        const { isOn, isBetween } = themeSwitch(theme, off);
        Object.assign(boxes[i]!, { checked: isOn, indeterminate: isBetween });
      }
    },
    see(inView) {
      seen = inView;
      for (const row of rows) tell(row);
    },
  };
}
