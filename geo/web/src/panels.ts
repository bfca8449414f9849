// The page's second script, read when the first view is drawn: everything that looks at more than the first data block
// holds.
import { addExplore, prepareExplore, restore } from "./explore";
import { addCard } from "./ui/card";
import { buildList } from "./ui/list";
import { addSubjects } from "./ui/subjects";

/** Adds the panels to the page. What was chosen on the map meanwhile opens now. */
window.kzuz.addPanels = (context, shell, embed) => {
  shell.fillTab("list", (panel) => buildList(context, panel));
  addExplore(context, shell, prepareExplore(context));
  addSubjects(context, shell);
  addCard(context, shell);
  restore(context, shell, embed);
};
