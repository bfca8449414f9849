// The page's very first script. For readers without scripts the page holds a table that, where scripts run, is mere text:
// nothing of it is built. If the code fails, or if by the end of the page neither the loader nor the map has started, the
// table is shown after all.
const page = document.documentElement.classList;

/** In a frame where no script can run: the text becomes elements as in a browser without scripts. */
function showTable(): void {
  page.remove("kzuz-wait", "kzuz-load");
  const frame = document.createElement("iframe");
  frame.className = "kzuz-table";
  frame.title = document.title;
  frame.sandbox.value = "allow-popups allow-popups-to-escape-sandbox";
  const table = document.querySelector("noscript")?.textContent ?? "";
  const links = table.replace(/<a (?=href="?http)/g, '<a target="_blank" ');
  const style = document.querySelector("style")?.textContent ?? "";
  const { lang } = document.documentElement;
  // In pieces, for what reads the page's text would take this for a style of the page.
  frame.srcdoc = [`<!DOCTYPE html><html lang="${lang}"><`, "style>", style, "<", "/style>", links].join("");
  document.body.append(frame);
}

page.add("kzuz-wait");
addEventListener("kzuz-failed", showTable);
addEventListener("load", () => page.contains("kzuz-wait") && showTable());
