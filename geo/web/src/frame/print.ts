// Printing: the page becomes a sheet of paper before the printer asks, and itself again after. Alone it is one A4 page
// across with the map, then whatever else was asked for; in another page's frame that is printed, what fits the frame.
import type L from "leaflet";
import type { Context } from "../ask/context";
import { h } from "../parts/dom";
import { type Part, paperFoot, paperLegend, paperPages, paperTop } from "./paper";
import { LIGHT, worthShowing } from "./take_away/stage";

const CLASS = "kzuz-print";
const IN_FRAME = "kzuz-print-frame";
const WITHOUT_MAP = "kzuz-print-no-map";
/** Of an A4 page across inside its margins, px, and a little less, for what a printer rounds up. */
const PAGE_HEIGHT = 710;
/** A sheet in a frame is at least so wide, px, and then drawn smaller. */
const LEAST_WIDTH = 640;
/** A frame is made as large as it will be on paper before the page in it hears of the printer, ms. */
const JUST_NOW = 1000;

/** Of a printer asked by the browser itself: what is seen. */
const SEEN: ReadonlySet<Part> = new Set(["map", "card"]);

/** Leaflet follows a resize in the next frame, and cuts off what has no room; the paper shows what was seen before. */
function watchSize(map: L.Map, isPaper: () => boolean): () => L.LatLngBounds {
  let resized: { seen: L.LatLngBounds; at: number } | null = null;
  const before = () => (resized && performance.now() - resized.at < JUST_NOW ? resized.seen : map.getBounds());
  window.addEventListener("resize", () => {
    if (!isPaper()) resized = { seen: before(), at: performance.now() };
  });
  return before;
}

/** The sheet of paper round the map: what stands on it, and how large the map is there. */
function makeSheet(context: Context) {
  const app = context.map.getContainer().closest<HTMLElement>(".app")!;
  const { classList } = document.documentElement;
  const part = (name: string) => h("div", { class: `print-${name} print-only` });
  const all = [part("top"), part("legend"), part("foot"), part("pages")] as const;
  const [top, legend, foot, pages] = all;
  const size = (name: string, value: string) => app.style.setProperty(name, value);

  function layPage(parts: ReadonlySet<Part>): void {
    pages.replaceChildren(...paperPages(context, parts));
    classList.toggle(WITHOUT_MAP, !parts.has("map"));
    app.append(pages);
    size("--map-height", `${PAGE_HEIGHT - top.offsetHeight - foot.offsetHeight}px`);
  }
  /** As high as the legend needs, in the frame's proportions; the style sheet fits it to the size the frame has on paper. */
  function layFrame(): void {
    const [width, height] = [innerWidth, innerHeight];
    const scaled = (scale: number) => {
      size("--sheet-width", `${Math.ceil(width * scale)}px`);
      size("--sheet-height", `${Math.ceil(height * scale)}px`);
      size("--sheet-fit", String(1 / scale));
    };
    classList.add(IN_FRAME);
    const least = Math.max(1, LEAST_WIDTH / width);
    scaled(least);
    scaled(Math.max(least, (top.offsetHeight + legend.scrollHeight + foot.offsetHeight) / height));
  }
  return {
    /** @param parts what is printed; null in another page's frame, where it is what fits the frame */
    lay(parts: ReadonlySet<Part> | null) {
      top.replaceChildren(...paperTop(context));
      legend.replaceChildren(...paperLegend(context));
      foot.replaceChildren(paperFoot(context));
      app.append(top, legend, foot);
      classList.add(CLASS, LIGHT);
      if (parts) layPage(parts);
      else layFrame();
    },
    clear() {
      classList.remove(CLASS, LIGHT, IN_FRAME, WITHOUT_MAP);
      for (const one of all) {
        one.replaceChildren();
        one.remove();
      }
    },
  };
}

/** Returns how to print some parts of the page. */
export function addPrint(context: Context): (parts: ReadonlySet<Part>) => void {
  const { map } = context;
  const sheet = makeSheet(context);
  let view: { center: L.LatLng; zoom: number } | null = null;
  let isAlone = window.parent === window;
  let isHeard = false;
  let parts = SEEN;
  const seenBefore = watchSize(map, () => !!view);
  const resize = () => map.invalidateSize({ animate: false, pan: false });
  const paint = () => map.fire("kzuz:recolour");

  /** The page as it will be printed: the map needs its size before the printer asks for it. */
  function prepare(): void {
    if (view) {
      // Painted again for the printer, its strokes reach the paper sharp.
      paint();
      return;
    }
    const { x, y } = map.getSize();
    // A frame that is not shown has nothing to print.
    if (!x || !y) return;
    view = { center: map.getCenter(), zoom: map.getZoom() };
    const bounds = worthShowing(seenBefore());
    sheet.lay(isAlone ? parts : null);
    resize();
    map.fitBounds(bounds, { animate: false });
    paint();
  }
  function restore(): void {
    isAlone = window.parent === window;
    if (!view) return;
    sheet.clear();
    parts = SEEN;
    resize();
    map.setView(view.center, view.zoom, { animate: false });
    paint();
    view = null;
  }
  window.addEventListener("beforeprint", () => {
    isHeard = true;
    prepare();
  });
  window.addEventListener("afterprint", restore);

  function print(): void {
    isHeard = false;
    window.print();
    // A frame that may not print is told nothing.
    if (!isHeard) restore();
  }
  return (asked) => {
    parts = asked;
    // What is asked for inside a frame prints what is in the frame, not the page around it.
    isAlone = true;
    prepare();
    // Two frames, so that pictures and texts stand where they will be printed.
    requestAnimationFrame(() => requestAnimationFrame(print));
  };
}
