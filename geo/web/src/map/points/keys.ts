// Painted points by keys: one stop of the tab key for all of them. Arrows go from one that is seen to the next as one
// reads, row by row; the map is moved to see others. Each is named as it is reached, and Enter opens its card.
import type { Context } from "../../ask/context";
import type { Feature } from "../../atlas/types";
import { h } from "../../parts/dom";
import { featureLabel } from "../../parts/text";
import { latLng } from "../latlng";
import { inRows, stepTo } from "./order";
import type { Points } from "./points";

export function addPointKeys(context: Context, points: Points): void {
  const { map, store, t } = context;
  const box = h("div", { class: "point-keys", role: "listbox", tabindex: 0 });
  // Two in turn: a reader of the screen says what an element is only if it is another one than before.
  const options = ["a", "b"].map((name) =>
    h("div", { class: "point-cursor", role: "option", id: `kzuz-point-${name}`, "aria-selected": "true" }),
  );
  let order: Feature[] | null = null;
  let current: Feature | null = null;

  const seen = () =>
    (order ??= inRows(points.inView(), ({ position }) => map.latLngToContainerPoint(latLng(position!))));
  function put(): void {
    const option = box.firstElementChild as HTMLElement | null;
    if (!option || !current) return;
    const { x, y } = map.latLngToContainerPoint(latLng(current.position!));
    option.style.transform = `translate(${x}px, ${y}px)`;
  }
  function point(feature: Feature | null): void {
    current = feature;
    box.replaceChildren();
    if (!feature) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    const option = options.reverse()[0]!;
    option.setAttribute("aria-label", featureLabel(context, feature));
    option.setAttribute("aria-posinset", String(seen().indexOf(feature) + 1));
    option.setAttribute("aria-setsize", String(seen().length));
    box.append(option);
    box.setAttribute("aria-activedescendant", option.id);
    put();
    store.set({ hovered: feature.id });
  }
  /** What is seen has changed: the one pointed at stays if it is still there. */
  function look(): void {
    order = null;
    if (current && !seen().includes(current)) point(null);
    put();
  }

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const opens = event.key === "Enter" || event.key === " ";
    const next = stepTo(event.key, current ? seen().indexOf(current) : -1, seen().length);
    if (!opens && next === null) return;
    event.preventDefault();
    if (next !== null) point(seen()[next]!);
    else if (current) store.set({ selected: current.id, choices: [] });
  });
  box.addEventListener("blur", () => store.set({ hovered: null }));
  map.on("move zoomend resize", put);
  map.on("moveend", look);
  store.onVisible(look);
  store.on(["time", "lang"], () => current && point(current));
  const name = () => box.setAttribute("aria-label", t()("ui.points"));
  store.on(["lang"], name);
  name();
  map.getContainer().append(box);
}
