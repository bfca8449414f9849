// The editor's page: the atlas's own map beside a form that the server drew. Nothing here knows a rule: the server is
// asked what saving would meet, and its words are put at the fields they are about.
import "leaflet/dist/leaflet.css";
import "./editor.css";
import L from "leaflet";
import { decode } from "../atlas/decode";
import type { Lang } from "../atlas/types";
import type { Payload } from "../atlas/wire";
import { followDrop } from "./drop";
import { followForm } from "./form";
import { type Choice, makeScene, type Scene } from "./scene";
import { filterThings } from "./things";

async function start(): Promise<void> {
  await fill();
  document.documentElement.classList.add("kzuz-ready");
}

async function fill(): Promise<void> {
  filterThings(document.getElementById("find"), document.getElementById("things"));
  followDrop(document);
  const place = document.getElementById("map");
  if (!place) return;
  const home = place.dataset.home!;
  const answer = await fetch(`${home}/atlas.json`);
  const atlas = decode((await answer.json()) as Payload);
  const form = document.querySelector<HTMLFormElement>("#form");
  const { points } = place.dataset;
  const scene = await makeScene(place, atlas, place.dataset.lang as Lang, (id) => {
    if (!form && !points) location.href = `${home}/edit/${encodeURIComponent(id)}`;
  });
  if (form) followForm(form, scene);
  else if (points) showMove(scene, JSON.parse(points) as Choice[]);
  else scene.onPlace((text) => (location.href = `${home}/new/sites?at=${encodeURIComponent(text)}`));
}

/** Where the atlas has a thing and where a reader would put it; a press leads to what is said of both. */
function showMove(scene: Scene, points: readonly Choice[]): void {
  scene.ask(points, () => document.querySelector<HTMLElement>("input[value=geometry]")?.focus());
}

window.L = L;
start().catch((error) => {
  console.error(error);
  document.documentElement.classList.add("kzuz-failed");
});
