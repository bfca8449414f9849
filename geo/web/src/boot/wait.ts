// The page's very first script. For readers without scripts the page ends with a table, which is hidden from here on and
// taken away when all is there. If the code fails, or if by the end of the page neither the loader nor the map has started,
// the table is shown after all. Where a host forbids the page's scripts and styles, it was never hidden.
const page = document.documentElement.classList;

function showTable(): void {
  page.remove("kzuz-wait", "kzuz-load");
  // A page in a frame would open them there.
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#kzuz-static a[href^=http]")) link.target = "_blank";
}

page.add("kzuz-wait");
addEventListener("kzuz-failed", showTable);
addEventListener("load", () => page.contains("kzuz-wait") && showTable());
