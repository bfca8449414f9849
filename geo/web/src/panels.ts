// Everything beside the map, and what the address asks for.
import type { Context } from "./context";
import { addExplore, prepareExplore, restore } from "./explore";
import { addCard } from "./ui/card";
import { buildList } from "./ui/list";
import type { Shell } from "./ui/shell";
import { addSubjects } from "./ui/subjects";

export function addPanels(context: Context, shell: Shell, embed: boolean): void {
  shell.fillTab("list", (panel) => buildList(context, panel));
  addExplore(context, shell, prepareExplore(context));
  addSubjects(context, shell);
  addCard(context, shell);
  restore(context, shell, embed);
}
