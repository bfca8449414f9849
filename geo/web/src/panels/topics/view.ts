// What has no point on the map: indicators with their charts, agreements, the rest. Choosing one hatches its regions.
import type { Context } from "../../ask/context";
import { sharedDays } from "../../ask/packages";
import { grouped } from "../../ask/rows";
import { date } from "../../atlas/format";
import type { Feature } from "../../atlas/types";
import { figures } from "../../card/figures";
import { areasOf } from "../../map/hatch";
import { h } from "../../parts/dom";
import { groupLabel } from "../../parts/feature_table";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { featureRow, gatheringButton } from "../../parts/row";
import { stateText } from "../../parts/state";
import { placeName } from "../../parts/text";
import { type Topic, topics } from "./data";

type Row = (context: Context, feature: Feature) => HTMLElement;

/** A row with the state, since when, and the regions concerned, under the name. */
const described: Row = (context, feature) => {
  const words = context.t();
  const since = feature.get("status_date");
  const state = [stateText(context, feature), since ? words("date.as_of", { date: date(words, since) }) : ""];
  const where = areasOf(feature).map((code) => placeName(context, code));
  const lines = [state.filter(Boolean).join(", "), where.join(" · ")];
  const facts = lines.map((line) => h("span", { class: "block" }, line));
  return featureRow(context, feature, facts);
};

function bySector(context: Context, features: readonly Feature[], row: Row): HTMLElement[] {
  const groups = grouped(context.atlas, features, "sector", context.store.get().lang);
  return groups.flatMap(({ key, features: own }) => [
    h("h3", {}, groupLabel(context, "sector", key)),
    h("ul", { class: "items" }, ...own.map((feature) => row(context, feature))),
  ]);
}

const indicator = (context: Context, feature: Feature): HTMLElement =>
  h(
    "section",
    { class: "indicator", "aria-label": feature.name(context.store.get().lang).text },
    h("ul", { class: "items" }, described(context, feature)),
    ...figures(context, feature),
  );

function contents(context: Context, { key, features }: Topic): HTMLElement[] {
  if (key === "others") return bySector(context, features, (_, feature) => featureRow(context, feature));
  if (key === "agreements") return bySector(context, features, described);
  const note = h("p", { class: "note" }, context.t()("topics.compare"));
  return [note, ...features.map((feature) => indicator(context, feature))];
}

/** A section, and the button that jumps to it. */
function sectionOf(context: Context, topic: Topic): { jump: HTMLElement; section: HTMLElement } {
  const words = context.t();
  const label = words(`topics.${topic.key}`);
  const count = h("span", { class: "row-count" }, words.number(topic.features.length));
  const heading = h("h2", { tabindex: -1 }, label, count);
  const go = () => {
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
  return {
    jump: h("button", { type: "button", class: "small-button", on: { click: go } }, label),
    section: h("section", {}, heading, ...contents(context, topic)),
  };
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
    const made = topics(store.shown()).map((topic) => sectionOf(context, topic));
    panel.replaceChildren(
      h("p", { class: "note" }, t()(made.length ? "topics.note" : "ui.nothing")),
      h("div", { class: "buttons" }, ...made.map(({ jump }) => jump)),
      ...days(context),
      ...made.map(({ section }) => section),
    );
  }
  keepCurrent(context, "topics", ["lang", "time"], draw);
  keepMarked(store, panel);
}
