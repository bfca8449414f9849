// The form: every change is asked about, and the answer is shown at its field, on the map and as a card.

import { decode } from "../atlas/decode";
import type { Answer } from "./answer";
import { placeFor, rootOf } from "./answer";
import { showBeside, showCard, showPictures, showReadings, showWhy } from "./fields";
import { followRows } from "./rows";
import type { Scene } from "./scene";

/** So long nobody has typed before the server is asked, ms. */
const PAUSE = 250;

export function followForm(form: HTMLFormElement, scene: Scene): void {
  const at = form.elements.namedItem("at") as HTMLInputElement;
  const touched = new Set<string>();
  const wasSent = document.querySelector("#refusal, .two-versions") !== null;
  let isDirty = wasSent;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;

  async function ask(): Promise<void> {
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const { signal } = asking;
    try {
      const answer = await fetch(form.dataset.check!, { method: "POST", body, signal });
      if (answer.ok) show((await answer.json()) as Answer);
    } catch (error) {
      if (!signal.aborted) console.error(error);
    }
  }
  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE);
  }
  function change(name: string): void {
    isDirty = true;
    if (name) touched.add(rootOf(name));
    later();
  }
  function place(text: string): void {
    at.value = text;
    change("at");
  }
  function show(answer: Answer): void {
    const places = new Set([...form.querySelectorAll<HTMLElement>("[data-why]")].map(({ dataset }) => dataset.why!));
    const isSaid = (field: string) => wasSent || touched.has(rootOf(field));
    const said = answer.problems.filter(({ field, other }) => other || isSaid(field));
    showWhy(form, said, (field) => placeFor(field, places));
    document.getElementById("summary")!.textContent = answer.summary;
    form.querySelector("#at-told")!.textContent = answer.told;
    scene.pin(answer.position ? [answer.position.lon, answer.position.lat] : null);
    const atlas = answer.card ? { ...decode(answer.card), messages: scene.context.atlas.messages } : null;
    const feature = atlas?.byId(answer.id);
    scene.show(atlas && feature ? { atlas, feature } : null);
    showReadings(form, scene, answer.readings, place);
    showRegion(form, answer.region);
    showBeside(answer.beside);
    showCard(scene, atlas, feature);
    form.dataset.checked = String(Number(form.dataset.checked ?? 0) + 1);
  }

  scene.onPlace(place, true);
  if (form.dataset.id) scene.hide(form.dataset.id);
  form.addEventListener("input", ({ target }) => change((target as HTMLInputElement).name));
  followRows(form, change);
  showPictures(form, scene);
  form.addEventListener("change", () => showPictures(form, scene));
  const middle = document.getElementById("middle")!;
  middle.hidden = false;
  middle.addEventListener("click", () => place(scene.middle()));
  takeRegion(form, change);
  let isSending = false;
  form.addEventListener("submit", () => {
    isSending = true;
  });
  addEventListener("beforeunload", (event) => isDirty && !isSending && event.preventDefault());
  document.getElementById("refusal")?.focus();
  void ask();
}

function showRegion(form: HTMLFormElement, region: Answer["region"]): void {
  const button = form.querySelector<HTMLButtonElement>("#region")!;
  const has = (name: string, code: string) =>
    form.querySelector<HTMLInputElement>(`input[name="${name}"][value="${code}"]`)?.checked ?? false;
  button.hidden = !region || (has("admin1", region.code) && has("countries", region.country));
  button.textContent = region?.text ?? "";
  button.dataset.code = region?.code ?? "";
}

/** One press fills in what the position says of region and country. */
function takeRegion(form: HTMLFormElement, change: (name: string) => void): void {
  const button = form.querySelector<HTMLButtonElement>("#region")!;
  button.addEventListener("click", () => {
    const code = button.dataset.code!;
    const wanted = [
      ["admin1", code],
      ["countries", code.slice(0, 2)],
    ] as const;
    for (const [name, value] of wanted) {
      const box = form.querySelector<HTMLInputElement>(`input[name="${name}"][value="${value}"]`);
      if (box) box.checked = true;
      change(name);
    }
    button.hidden = true;
    form.querySelector<HTMLInputElement>("#at")!.focus();
  });
}
