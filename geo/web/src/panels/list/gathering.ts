// What belongs together, as the list shows it: what is published of the whole, then projects, then agreements.
import type { Context } from "../../ask/context";
import { type Gathered, type Gathering, gathered } from "../../ask/packages";
import { date, usd } from "../../atlas/format";
import type { Feature } from "../../atlas/types";
import { h } from "../../parts/dom";
import { featureLink, featureRow } from "../../parts/row";
import { stateText } from "../../parts/state";
import { gatheringName, textElement } from "../../parts/text";

/** What the things cost together, as far as it was published; then what was published of the whole. */
function costs(context: Context, { things, cost, totals }: Gathered): HTMLElement[] {
  const { store, t } = context;
  const words = t();
  const told = { sum: usd(words, cost.sum), n: words.number(cost.n), total: words.number(things.length) };
  const own = things.length ? [h("p", {}, cost.n ? words("package.costs", told) : words("package.no_costs"))] : [];
  const whole = totals.flatMap((feature) => {
    const sum = feature.get("cost_usd");
    if (sum == null) return [];
    const note = textElement(context, feature.text("cost_note", store.get().lang), "span", { class: "block quiet" });
    const total = h("strong", {}, words("package.total", { sum: usd(words, sum) }));
    return [
      h("p", { class: "package-total" }, total, h("span", { class: "block" }, featureLink(context, feature.id)), note),
    ];
  });
  return [...whole, ...own];
}

/** A row with state, cost and certainty. */
function thing(context: Context, feature: Feature): HTMLElement {
  const words = context.t();
  const cost = feature.get("cost_usd");
  const price = cost == null ? words("package.unpriced") : usd(words, cost);
  const facts = [stateText(context, feature), price, words(`precision.${feature.precision}`)];
  return featureRow(context, feature, [h("span", {}, facts.join(" · "))]);
}

function section({ t }: Context, heading: string, rows: readonly HTMLElement[]): HTMLElement[] {
  if (!rows.length) return [];
  const count = h("span", { class: "row-count" }, t().number(rows.length));
  return [h("section", {}, h("h3", {}, heading, count), h("ul", { class: "items" }, ...rows))];
}

/** The page of a gathering; other filters narrow its projects too. */
export function gatheringPage(context: Context, gathering: Gathering): HTMLElement[] {
  const { atlas, store, t } = context;
  const words = t();
  const found = gathered(atlas, gathering);
  const things = found.things.filter(store.visible).map((feature) => thing(context, feature));
  const agreements = found.agreements.map((feature) => featureRow(context, feature));
  const when = found.day && words("package.agreed_on", { date: date(words, found.day) });
  return [
    h("h2", {}, gatheringName(context.t(), gathering)),
    ...costs(context, found),
    ...section(context, words("package.things"), things),
    ...section(context, when ?? words("topics.agreements"), agreements),
  ];
}
