// A small frame in somebody else's page: a strip that says what it is, a legend of one button, and a map that does not
// hold on to whoever scrolls by.
import type { Context } from "../ask/context";
import { pageAddress, writeLink } from "../ask/link";
import type { TextKey } from "../atlas/i18n";
import { readText } from "../atlas/read_up_to";
import { type SectorCount, sectorCounts, sectorsOnMap, switched } from "../panels/legend/data";
import { sectorLine } from "../panels/legend/sector_line";
import { h, setText } from "../parts/dom";
import { wholeAddress } from "./take_away/embed_code";

const HINT_MS = 1600;

function addMiniLegend(context: Context, area: HTMLElement): void {
  const { store, t } = context;
  const sectors = sectorsOnMap(context);
  const summary = h("summary", {});
  const list = h("ul", {});
  const own = h("p", {});
  const read = h("p", {});
  const box = h("details", { class: "mini-legend" }, summary, list, own, read);
  area.append(box);

  function line(row: SectorCount): HTMLElement {
    const { id } = row.sector;
    const input = h("input", {
      type: "checkbox",
      "data-mini-switch": id,
      checked: !store.get().off.has(id),
      on: {
        change: () => store.set({ off: switched(store.get().off, [id], input.checked) }),
      },
    });
    return h("li", {}, h("label", { class: "row" }, input, ...sectorLine(context, row)));
  }
  function draw(): void {
    const words = t();
    const held = (document.activeElement as HTMLElement | null)?.dataset?.miniSwitch;
    summary.textContent = words("ui.layers");
    list.replaceChildren(...sectorCounts(sectors, store.shown("sectors")).map(line));
    if (held) list.querySelector<HTMLElement>(`[data-mini-switch="${held}"]`)?.focus();
    if (context.atlas.author.notes) own.textContent = `✎ ${words("embed.note")}`;
    setText(read, readText(words, context.atlas, "long"));
  }
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    event.stopPropagation();
    box.open = false;
    summary.focus();
  });
  store.on(["lang", "off", "view", "selected", "filters", "time"], draw);
  store.onVisible(draw);
  draw();
}

/** Under the title: up to when the sources were read, and the whole atlas, showing what the frame shows. */
function addStrip({ atlas, store, t }: Context, head: Element, whole: string): void {
  const read = h("p", { class: "strip-read" });
  const more = h("a", { class: "strip-whole", target: "_blank", rel: "noopener" });
  head.append(read, more);
  const draw = () => {
    const words = t();
    setText(read, readText(words, atlas, "strip"));
    read.title = readText(words, atlas, "long");
    more.textContent = `${words("embed.whole")} ↗`;
    more.href = whole + writeLink({ ...store.get(), panelOpen: true });
    // A frame without an address of its own cannot be linked to.
    more.hidden = !/^(https?|file):$/.test(more.protocol);
  };
  store.on(["lang", "off", "view", "selected", "filters", "time"], draw);
  draw();
}

/** Wheel and one finger scroll the page around the map; Ctrl or ⌘ with the wheel, or two fingers, move the map. */
function letScroll({ map, t }: Context, area: HTMLElement): void {
  const hint = h("p", { class: "scroll-hint", "aria-hidden": "true" });
  area.append(hint);
  let timer = 0;
  const tell = (key: TextKey) => {
    hint.textContent = t()(key);
    hint.classList.add("is-on");
    clearTimeout(timer);
    timer = window.setTimeout(() => hint.classList.remove("is-on"), HINT_MS);
  };
  const container = map.getContainer();
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  container.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey || document.fullscreenElement) return;
      event.stopImmediatePropagation();
      tell(isMac ? "embed.wheel_mac" : "embed.wheel");
    },
    { capture: true, passive: true },
  );
  const dragging = (isOn: boolean) => (isOn ? map.dragging.enable() : map.dragging.disable());
  container.addEventListener(
    "pointerdown",
    ({ pointerType }) => dragging(pointerType !== "touch" || document.fullscreenElement !== null),
    { capture: true },
  );
  // Before any finger comes down, so that the browser knows it may scroll.
  if (matchMedia("(pointer: coarse)").matches) dragging(false);
  container.addEventListener(
    "touchmove",
    ({ touches }) => touches.length === 1 && !document.fullscreenElement && tell("embed.touch"),
    { capture: true, passive: true },
  );
}

/** `whole` is the address of the whole atlas; without one the page itself has more to show than a frame asked for. */
export function addEmbed(context: Context, whole?: string | null): void {
  const area = context.map.getContainer().parentElement!;
  addStrip(context, area.parentElement!.querySelector(".head")!, whole ?? wholeAddress(pageAddress()));
  addMiniLegend(context, area);
  letScroll(context, area);
}
