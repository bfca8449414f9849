// What is shown at the fields of the form and beside it.

import type { Atlas, Feature, Kind, Precision, SectorId, Status } from "../atlas/types";
import { PHASE, TRAITS } from "../atlas/vocabulary";
import { cardContents } from "../card/card";
import { h } from "../parts/dom";
import { dotGlyph, glyph } from "../parts/glyph";
import { swatch } from "../parts/swatch";
import type { Answer, Told } from "./answer";
import type { Choice, Scene } from "./scene";

const SIGNS = "ABCDEFGH";

/** Puts each problem at its place, and marks the fields that are wrong; what has no place stands above the button. */
export function showWhy(form: HTMLFormElement, problems: readonly Told[], placeOf: (field: string) => string): void {
  const at = new Map<string, Told[]>();
  for (const problem of problems) {
    const place = problem.other ? "" : placeOf(problem.field);
    at.set(place, [...(at.get(place) ?? []), problem]);
  }
  for (const list of form.querySelectorAll<HTMLElement>("[data-why]")) {
    const own = at.get(list.dataset.why!) ?? [];
    list.replaceChildren(...own.map(problemRow));
    list.hidden = !own.length;
    const control = form.querySelector(`[aria-describedby~="${CSS.escape(list.id)}"]`);
    if (own.length) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }
}

const problemRow = ({ other, what, mend }: Told): HTMLElement =>
  h("li", {}, other ? `${other}: ` : null, what, mend ? " " : null, mend ? h("span", { class: "mend" }, mend) : null);

/** Every reading as a button here and as a sign on the map. */
export function showReadings(
  form: HTMLFormElement,
  scene: Scene,
  readings: Answer["readings"],
  take: (text: string) => void,
): void {
  const place = form.querySelector<HTMLElement>("#readings")!;
  const choices: Choice[] = readings.map((reading, i) => ({ ...reading, sign: SIGNS[i] ?? "?" }));
  const shown = choices.map(({ text }) => text).join("|");
  place.hidden = !choices.length;
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  place.replaceChildren(
    ...readings.map(({ text, take: words }, i) =>
      h(
        "button",
        { type: "button", class: "reading", on: { click: () => take(text) } },
        h("span", { class: "reading-sign", "aria-hidden": "true" }, SIGNS[i] ?? "?"),
        words,
      ),
    ),
  );
  scene.ask(choices, take);
}

/** How each degree of certainty will look, in the colour and with the sign of the sector that is chosen. */
export function showPictures(form: HTMLFormElement, { context: { atlas } }: Scene): void {
  const value = (name: string) => form.querySelector<HTMLSelectElement>(`select[name="${name}"]`)?.value;
  const sector = atlas.sector((value("sector") || "transport") as SectorId);
  const status = (value("status") || "operational") as Status;
  const kind = form.dataset.kind as Kind;
  const isDot = TRAITS[kind].mark === "dot";
  const isConfirmed = form.querySelector<HTMLInputElement>("#confirmed")?.checked ?? false;
  for (const place of form.querySelectorAll<HTMLElement>("[data-look]")) {
    const precision = place.dataset.look as Precision;
    const picture = isDot ? dotGlyph(isConfirmed) : glyph({ kind, precision, phase: PHASE[status] }, sector);
    const isRegion = precision === "region" || precision === "country";
    place.replaceChildren(...(precision === "none" ? [] : [swatch(picture, sector)]));
    place.classList.toggle("is-hatched", isRegion);
  }
}

export function showBeside(neighbours: Answer["beside"]): void {
  const section = document.getElementById("beside")!;
  section.hidden = !neighbours.length;
  section.querySelector("ul")!.replaceChildren(...neighbours.map(neighbourRow));
}

function neighbourRow({ name, facts, address }: Answer["beside"][number]): HTMLElement {
  const link = h("a", { target: "_blank", rel: "noopener" }, name);
  if (address) link.href = address;
  return h("li", {}, address ? link : name, " ", h("span", { class: "quiet" }, facts));
}

/** The card as readers will see it; what it offers to do is left out, for there is nothing to share yet. */
export function showCard(scene: Scene, atlas: Atlas | null, feature: Feature | undefined): void {
  const section = document.getElementById("preview")!;
  section.hidden = !atlas || !feature;
  if (!atlas || !feature) return;
  const names = { ...atlas, places: scene.context.atlas.places, byId: scene.context.atlas.byId };
  const context = { ...scene.context, atlas: names };
  const parts = cardContents(context, feature, () => {}).filter((part) => part !== null);
  const body = h("div", { class: "card-body" }, ...parts);
  body.querySelector(".share")?.remove();
  body.querySelector("#kzuz-card-name")?.removeAttribute("id");
  document.getElementById("card")!.replaceChildren(body);
}
