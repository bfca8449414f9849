// Everything beside the map, and what the address asks for.
import type { Context } from "./ask/context";
import { addCard } from "./card/card";
import { addExplore, prepareExplore, restore } from "./explore";
import type { Shell } from "./frame/shell";
import { buildList } from "./panels/list/view";
import { addSubjects } from "./ui/subjects";

export function addPanels(context: Context, shell: Shell, embed: boolean): void {
  shell.fillTab("list", (panel) => buildList(context, panel));
  addExplore(context, shell, prepareExplore(context));
  addSubjects(context, shell);
  addCard(context, shell);
  restore(context, shell, embed);
}
