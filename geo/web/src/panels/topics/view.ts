// What has no point on the map: indicators with their charts, agreements, the rest. Choosing one hatches its regions.
import type { Context } from "../../ask/context";
import { sharedDays } from "../../ask/packages";
import { grouped } from "../../ask/rows";
import { asOf, date } from "../../atlas/format";
import type { Feature } from "../../atlas/types";
import { inNextFrame } from "../../boot/idle";
import { figures } from "../../card/figures";
import { areasOf } from "../../map/hatch";
import { h } from "../../parts/dom";
import { groupLabel } from "../../parts/feature_table";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { featureRow, gatheringButton, openCard, pointing } from "../../parts/row";
import { stateText } from "../../parts/state";
import { placeName, textElement } from "../../parts/text";
import { type Topic, topics } from "./data";

type Row = (context: Context, feature: Feature) => HTMLElement;

/** The state, since when, and the regions concerned. */
function about(context: Context, feature: Feature): HTMLElement[] {
  const words = context.t();
  const since = feature.get("status_date");
  const state = [stateText(context, feature), since ? asOf(words, since) : ""];
  const where = areasOf(feature).map((code) => placeName(context, code));
  const lines = [state.filter(Boolean).join(", "), where.join(" · ")];
  return lines.map((line) => h("span", { class: "block" }, line));
}

const described: Row = (context, feature) => featureRow(context, feature, about(context, feature));

function bySector(context: Context, features: readonly Feature[], row: Row): HTMLElement[] {
  const groups = grouped(context.atlas, features, "sector", context.store.get().lang);
  return groups.flatMap(({ key, features: own }) => [
    h("h3", {}, groupLabel(context, "sector", key)),
    h("ul", { class: "items" }, ...own.map((feature) => row(context, feature))),
  ]);
}

/** An indicator under a heading of its own, which links lead to and which opens its card. */
function indicator(context: Context, feature: Feature): HTMLElement {
  const { store } = context;
  const { id } = feature;
  const name = textElement(context, feature.name(store.get().lang));
  const open = { click: () => openCard(store, id), ...pointing(store, id) };
  return h(
    "section",
    { class: "indicator" },
    h(
      "h3",
      { tabindex: -1, "data-topic": id },
      h("button", { type: "button", class: "plain", "data-open": id, on: open }, name),
    ),
    h("p", { class: "item-facts" }, ...about(context, feature)),
    ...figures(context, feature),
  );
}

/** A button that leads to a part of the panel. */
const jump = ({ store }: Context, topic: string, className: string, label: Node | string | null): HTMLElement =>
  h("button", { type: "button", class: className, on: { click: () => store.set({ topic }) } }, label);

/** The indicators by name, each leading to its own part. */
function directory(context: Context, features: readonly Feature[]): HTMLElement {
  const { lang } = context.store.get();
  const entry = (feature: Feature) =>
    h("li", {}, jump(context, feature.id, "plain", textElement(context, feature.name(lang))));
  return h("ul", { class: "directory" }, ...features.map(entry));
}

function contents(context: Context, { key, features }: Topic): HTMLElement[] {
  if (key === "others") return bySector(context, features, (_, feature) => featureRow(context, feature));
  if (key === "agreements") return bySector(context, features, described);
  const note = h("p", { class: "note" }, context.t()("topics.compare"));
  return [directory(context, features), note, ...features.map((feature) => indicator(context, feature))];
}

function section(context: Context, topic: Topic): HTMLElement {
  const words = context.t();
  const count = h("span", { class: "row-count" }, words.number(topic.features.length));
  const heading = h("h2", { tabindex: -1, "data-topic": topic.key }, words(`topics.${topic.key}`), count);
  return h("section", {}, heading, ...contents(context, topic));
}

/** The days of visits and councils, each leading to what was agreed then. */
function days(context: Context): HTMLElement[] {
  const words = context.t();
  const buttons = sharedDays(context.atlas).map(([day, n]) =>
    gatheringButton(context, { kind: "day", id: day }, `${date(words, day)} (${words.number(n)})`),
  );
  const listed = buttons.flatMap((button, i) => (i ? [" · ", button] : [button]));
  return buttons.length ? [h("p", {}, `${words("topics.days")}: `, ...listed)] : [];
}

export function buildTopics(context: Context, panel: HTMLElement): void {
  const { store, t } = context;
  function draw(): void {
    const words = t();
    const all = topics(store.shown());
    panel.replaceChildren(
      h("p", { class: "note" }, words(all.length ? "topics.note" : "ui.nothing")),
      h(
        "div",
        { class: "buttons" },
        ...all.map(({ key }) => jump(context, key, "small-button", words(`topics.${key}`))),
      ),
      ...days(context),
      ...all.map((topic) => section(context, topic)),
    );
  }
  /** Goes to what was asked for, once: whoever reads on is left alone. */
  function go(): void {
    const { tab, panelOpen, topic } = store.get();
    const heading = tab === "topics" && panelOpen && panel.querySelector<HTMLElement>(`[data-topic="${topic}"]`);
    if (!heading) return;
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
    store.set({ topic: null });
  }
  keepCurrent(context, "topics", ["lang", "time"], draw);
  keepMarked(store, panel);
  // After what else has changed is drawn.
  const later = inNextFrame(go);
  store.on(["topic", "tab", "panelOpen"], later);
  later();
}
