// The page's very first script: the table for readers without scripts need not be laid out where scripts run. It is
// shown after all if any of them fails, or if by the end of the page the loader has not taken over.
const page = document.documentElement.classList;
page.add("kzuz-wait");
addEventListener("error", () => page.remove("kzuz-wait", "kzuz-load"));
addEventListener("load", () => page.remove("kzuz-wait"));
