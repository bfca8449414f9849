// The head of the page: the finding, two lines about the atlas, and the doors, which are links.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { writeLink } from "../../ask/link";
import type { View } from "../../ask/state";
import { featureBounds } from "../../map/areas";
import { viewOf } from "../../map/fit";
import { bothCountries } from "../../map/ground/background";
import { h, setText } from "../../parts/dom";
import { type Door, doors, finding, worksByPhase } from "./data";

/** What the map shows behind a door: all it is about, or both countries if that has no place. */
function viewBehind({ map }: Context, { about }: Door): View {
  const bounds = L.latLngBounds([]);
  for (const feature of about) bounds.extend(featureBounds(feature) ?? bounds);
  return viewOf(map, bounds.isValid() ? bounds : bothCountries());
}

function doorLink(context: Context, door: Door): HTMLAnchorElement {
  const words = context.t();
  const n = door.isCounted ? h("span", { class: "door-count" }, words.number(door.about.length)) : null;
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Followed by the browser, a link within a frame of text would lead to the page around it.
    event.preventDefault();
    location.hash = link.hash;
  };
  const link = h("a", { class: "door", href: "#", on: { click: go } }, words(door.label), n);
  return link;
}

/** Fills the head; returns how to have the doors lead to a view too, which takes a map that has a size. */
export function addLead(context: Context, room: HTMLElement): () => void {
  const { atlas, store, map, t } = context;
  const tally = worksByPhase(atlas.features);
  const found = h("p", { class: "finding" });
  const about = h("p", { class: "lead-text" });
  const row = h("nav", { class: "doors" });
  room.append(found, about, row);
  const all = doors(atlas);
  let links: HTMLAnchorElement[] = [];
  let isAimed = false;

  function aim(): void {
    const { lang } = store.get();
    for (const [i, link] of links.entries()) {
      const door = all[i]!;
      link.setAttribute(
        "href",
        writeLink({ lang, ...door.state, ...(isAimed && { view: viewBehind(context, door) }) }),
      );
    }
  }
  function draw(): void {
    const words = t();
    setText(found, finding(words, tally));
    setText(about, words("lead.text", { entries: words.count("count.features", atlas.features.length) }));
    row.setAttribute("aria-label", words("lead.doors"));
    links = all.map((door) => doorLink(context, door));
    row.replaceChildren(...links);
    aim();
  }
  draw();
  store.on(["lang"], draw);
  return () => {
    isAimed = true;
    map.on("resize", aim);
    aim();
  };
}
