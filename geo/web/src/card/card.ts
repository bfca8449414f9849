// The card of one feature, in reading order: what it is and its state, key facts, text, events, doubts, then the rest.
import type { Context } from "../ask/context";
import { lastSeen } from "../atlas/age";
import { asOf, date, km, kzt, minutes, usd } from "../atlas/format";
import { maybeBy, stateAt } from "../atlas/history";
import { shown } from "../atlas/languages";
import type { Feature, RailOption } from "../atlas/types";
import { coverWith, showWhenSized } from "../map/fit";
import { reveal } from "../map/reveal";
import { h, link } from "../parts/dom";
import { openersOf } from "../parts/keep_marked";
import { featureRow } from "../parts/row";
import { overdue, statePill } from "../parts/state";
import { featureSwatch } from "../parts/swatch";
import { SYMBOLS, symbol } from "../parts/symbol";
import { english, featureLabel, sectorName, textElement } from "../parts/text";
import { computedFacts, factList, keyFacts, moreFacts } from "./facts";
import { figures } from "./figures";
import { shareButtons } from "./share";
import { timeline } from "./timeline";

const section = (label: string, ...children: (Node | null)[]): HTMLElement | null => {
  const present = children.filter((child) => child !== null);
  return present.length ? h("section", {}, h("h3", {}, label), ...present) : null;
};

function head(context: Context, feature: Feature): HTMLElement[] {
  const { atlas, store, t } = context;
  const words = t();
  const { lang } = store.get();
  return [
    h(
      "p",
      { class: "card-kind" },
      featureSwatch(atlas, feature),
      `${sectorName(context, feature.sector, lang)} · ${words(`kind.${feature.kind}`)}`,
    ),
    textElement(context, feature.name(lang), "h2", { class: "card-name", id: "kzuz-card-name" })!,
    state(context, feature),
  ];
}

/** The state today and since when; while the slider stands on a date, the state by then. */
function state(context: Context, feature: Feature): HTMLElement {
  const { store, t } = context;
  const words = t();
  const { time } = store.get();
  const maybe = time ? maybeBy(feature, stateAt(feature, time)) : undefined;
  const since = feature.get("status_date");
  const when = time ? words("time.at", { date: date(words, time) }) : since ? asOf(words, since) : "";
  const seen = time ? null : lastSeen(feature);
  return h(
    "div",
    { class: "card-state" },
    statePill(context, feature),
    when ? h("span", { class: "quiet" }, when) : null,
    maybe
      ? h(
          "span",
          { class: "quiet" },
          words("time.maybe", { event: words(`event.${maybe.kind}`), date: date(words, maybe.date) }),
        )
      : null,
    seen ? h("span", { class: "overdue" }, words("state.old", { date: date(words, seen) })) : null,
    overdue(context, feature),
  );
}

function option(context: Context, row: RailOption): HTMLElement {
  const { t, store } = context;
  const words = t();
  const label = shown(row.label, store.get().lang);
  const facts = [
    row.length_km != null ? km(words, row.length_km) : "",
    row.max_speed_kmh != null ? words("number.kmh", { n: words.number(row.max_speed_kmh) }) : "",
    row.travel_time_min != null ? minutes(words, row.travel_time_min) : "",
    row.cost_kzt != null ? kzt(words, row.cost_kzt) : "",
    row.cost_usd != null ? usd(words, row.cost_usd) : "",
    row.preferred ? words("card.preferred") : "",
  ];
  return h(
    "li",
    {},
    textElement(context, label ?? { text: row.id, lang: "en" }, "strong"),
    h("span", { class: "block" }, facts.filter(Boolean).join(" · ")),
  );
}

function sources({ t }: Context, feature: Feature): HTMLElement | null {
  if (!feature.citations.length) return null;
  const words = t();
  return h(
    "ol",
    { class: "sources" },
    ...feature.citations.map(({ source, supports }) =>
      h(
        "li",
        {},
        link(source.url, { lang: source.lang ?? null, dir: "auto" }, source.title ?? source.publisher ?? source.id),
        h(
          "span",
          { class: "block quiet" },
          [source.publisher, source.date ? date(words, source.date) : "", source.lang].filter(Boolean).join(" · "),
        ),
        supports
          ? h("span", { class: "block quiet" }, words("card.supports", { text: "" }), english(words, supports))
          : null,
      ),
    ),
  );
}

export function cardContents(
  context: Context,
  feature: Feature,
  announce: (text: string) => void,
  propose?: () => HTMLElement,
): (Node | null)[] {
  const { t, store } = context;
  const words = t();
  const { lang } = store.get();
  const conflict = textElement(context, feature.text("conflict", lang), "p");
  const machine = feature.get("text_status")?.[lang] === "machine";
  const checked = feature.get("checked");
  return [
    ...head(context, feature),
    factList(keyFacts(context, feature)),
    textElement(context, feature.text("summary", lang), "p", { class: "summary" }),
    section(words("card.events"), timeline(context, feature)),
    conflict ? h("section", { class: "conflict" }, h("h3", {}, words("card.conflict")), conflict) : null,
    feature.options.length
      ? section(
          words("card.options"),
          h("ul", { class: "options" }, ...feature.options.map((row) => option(context, row))),
        )
      : null,
    section(words("card.values"), ...figures(context, feature)),
    section(words("card.more"), factList(moreFacts(context, feature, announce))),
    section(words("card.computed"), factList(computedFacts(context, feature))),
    section(words("card.sources"), sources(context, feature)),
    checked ? h("p", { class: "note" }, words("card.checked", { date: date(words, checked) })) : null,
    machine ? h("p", { class: "note" }, words("card.machine_text")) : null,
    shareButtons(context, feature, announce, propose?.()),
  ];
}

/**
 * @param card the place for it
 * @param announce says something to screen readers
 * @param propose makes the button for a correction, where the page has one
 */
export function addCard(
  context: Context,
  card: HTMLElement,
  announce: (text: string) => void,
  propose?: () => HTMLElement,
): void {
  const { atlas, store, map, t } = context;
  coverWith(map, card);
  let opener: HTMLElement | null = null;
  const close = () => store.set({ selected: null, choices: [] });
  /** Back to where the card was opened from; a list may have been drawn anew meanwhile. */
  function refocus(id: string | null): void {
    const [again] = openersOf(document, id);
    const back = opener?.isConnected && opener !== document.body ? opener : again;
    (back ?? map.getContainer()).focus({ preventScroll: true });
  }
  card.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden && document.activeElement === document.body) close();
  });

  function draw(): void {
    const { selected, choices } = store.get();
    const words = t();
    const feature = selected ? atlas.byId(selected) : undefined;
    card.hidden = !feature && !choices.length;
    document.documentElement.classList.toggle("kzuz-card-open", !card.hidden);
    card.replaceChildren();
    if (card.hidden) return;
    const button = h(
      "button",
      { type: "button", class: "close", "aria-label": words("ui.close"), on: { click: close } },
      symbol(SYMBOLS.close),
    );
    const body = h("div", { class: "card-body" });
    if (feature) {
      card.setAttribute("aria-label", feature.name(store.get().lang).text);
      card.setAttribute("data-card", feature.id);
      body.append(...cardContents(context, feature, announce, propose).filter((part) => part !== null));
    } else {
      card.setAttribute("aria-label", words("ui.several_here"));
      card.removeAttribute("data-card");
      const rows = choices.flatMap((id) => atlas.byId(id) ?? []).map((choice) => featureRow(context, choice));
      body.append(h("h2", { class: "card-name" }, words("ui.several_here")), h("ul", { class: "items" }, ...rows));
    }
    card.replaceChildren(button, body);
    card.scrollTop = 0;
  }
  store.on(["selected", "choices"], ({ selected, choices, view }, before) => {
    if (!before.selected && !before.choices.length) opener = document.activeElement as HTMLElement | null;
    const held = card.contains(document.activeElement);
    draw();
    if (card.hidden && held) refocus(before.selected);
    const feature = selected ? atlas.byId(selected) : undefined;
    if (feature) {
      announce(featureLabel(context, feature));
      // Who pressed it on the map sees it, and a link that names a view means that view.
      const stays = view !== before.view || map.getContainer().contains(document.activeElement);
      requestAnimationFrame(() => showWhenSized(map, () => reveal(context, feature, stays)));
    }
    if (feature || choices.length) card.focus({ preventScroll: true });
  });
  store.on(["lang"], draw);
  store.on(["time"], ({ selected }) => {
    const feature = selected ? atlas.byId(selected) : undefined;
    if (feature) card.querySelector(".card-state")?.replaceWith(state(context, feature));
  });
  draw();
}
