// Where to look and what to take along: regions, whole screen, measuring, the link, files, paper.
import type { Context } from "../ask/context";
import { addressOf } from "../ask/link";
import type { TextKey } from "../atlas/i18n";
import { drawnRegions } from "../atlas/outlines";
import { areaBounds, corridorBounds, showArea } from "../map/areas";
import { bothCountries } from "../map/map";
import { copyText } from "../parts/copy";
import { h } from "../parts/dom";
import { symbol } from "../parts/symbol";
import { placeName } from "../parts/text";
import { popover } from "./popover";
import { addPrint } from "./print";
import { addMeasure } from "./ruler";
import { save } from "./save";
import type { Shell } from "./shell";

const ICONS = {
  more: "M4 10h.01M10 10h.01M16 10h.01",
  fullscreen: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  measure: "M2.5 13.5l11-11 4 4-11 11zM6 10l1.8 1.8M9 7l1.8 1.8M12 4l1.8 1.8",
  link: "M8 12l4-4M9 5.5l1.5-1.5a3.5 3.5 0 0 1 5 5L14 10.5M11 14.5 9.5 16a3.5 3.5 0 0 1-5-5L6 9.5",
  geojson: "M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 15.5h13",
  csv: "M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 15.5h13",
  print: "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z",
} as const;

export function addTools(context: Context, shell: Shell): void {
  const { atlas, store, map, t, whole } = context;
  const measure = addMeasure(context, shell);
  const print = addPrint(context);
  const menu = h("div", { class: "backgrounds tool-menu", id: "kzuz-tools", role: "group", hidden: true });
  const toggle = h("button", { type: "button", class: "tool", "aria-controls": menu.id }, symbol(ICONS.more));
  toggle.querySelector("svg")?.classList.add("symbol-dots");

  const shown = popover(toggle, menu);

  function goTo(): HTMLElement {
    const words = t();
    const byName = new Intl.Collator(store.get().lang).compare;
    const regions = drawnRegions(atlas.basemap).filter((code) => code in atlas.places);
    const countries = [...new Set(regions.map((code) => code.slice(0, 2)))].sort();
    const corridor = corridorBounds(atlas);
    const select = h(
      "select",
      { class: "choice-select" },
      h("option", { value: "" }, words("tools.choose")),
      h("option", { value: "all" }, words("ui.zoom_all")),
      corridor ? h("option", { value: "corridor" }, words("tools.corridor")) : null,
      ...countries.map((country) =>
        h(
          "optgroup",
          { label: placeName(context, country) },
          ...regions
            .filter((code) => code.startsWith(`${country}-`))
            .map((code) => [code, placeName(context, code)] as const)
            .sort(([, a], [, b]) => byName(a, b))
            .map(([code, name]) => h("option", { value: code }, name)),
        ),
      ),
    );
    select.addEventListener("change", () => {
      const bounds =
        select.value === "all"
          ? bothCountries()
          : select.value === "corridor"
            ? corridor
            : areaBounds(atlas, select.value);
      if (!bounds) return;
      showArea(map, bounds, 12);
      shell.announce(words("search.shows", { place: select.selectedOptions[0]?.textContent ?? "" }));
    });
    return h("label", { class: "text-label" }, h("span", {}, words("tools.go_to")), select);
  }
  const button = (icon: keyof typeof ICONS, key: TextKey, act: (own: HTMLButtonElement) => void) => {
    const own: HTMLButtonElement = h(
      "button",
      { type: "button", class: "menu-item", "data-tool": icon, on: { click: () => act(own) } },
      symbol(ICONS[icon]),
      h("span", {}, t()(key)),
    );
    return own;
  };
  const away = (act: () => void) => () => {
    shown.close();
    act();
  };
  async function copyLink(own: HTMLElement): Promise<void> {
    const done = await copyText(addressOf(store.get()));
    const said = t()(done ? "link.copied" : "ui.copy_failed");
    own.querySelector("span")!.textContent = said;
    shell.announce(said);
  }
  async function fullscreen(): Promise<void> {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
    } catch {
      // A frame that may not is left as it is.
    }
  }
  function name(): void {
    const label = t()("tools.more");
    toggle.setAttribute("aria-label", label);
    toggle.title = label;
    menu.setAttribute("aria-label", label);
  }
  function fill(): void {
    const items = [
      document.fullscreenEnabled
        ? button(
            "fullscreen",
            document.fullscreenElement ? "tools.fullscreen_end" : "tools.fullscreen",
            away(() => void fullscreen()),
          )
        : null,
      button(
        "measure",
        "measure.start",
        away(() => measure.start()),
      ),
      button("link", "link.copy", (own) => void copyLink(own)),
      button("geojson", "download.geojson", () => save(context, "geojson")),
      button("csv", "download.csv", () => save(context, "csv")),
      button("print", "print.start", away(print)),
    ];
    menu.replaceChildren(goTo(), ...items.filter((item) => item !== null));
  }
  toggle.addEventListener("click", async () => {
    // What is taken along must not be a part of it.
    await whole();
    if (shown.isOpen) {
      shown.close();
      return;
    }
    fill();
    shown.open();
  });
  store.on(["lang"], () => {
    shown.close();
    name();
  });
  shell.slots.tools.append(h("div", { class: "tool-group" }, toggle), menu);
  name();
}
