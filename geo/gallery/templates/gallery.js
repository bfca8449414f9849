// Shows the language that the address asks for (#lang=fr), else the reader's own, else the one the page was made in.
const rooms = [...document.querySelectorAll("main[lang]")];
const known = rooms.map((room) => room.lang);
const asked = () => [new URLSearchParams(location.hash.slice(1)).get("lang"), ...navigator.languages.map((one) => one.split("-")[0])];
function show() {
  const lang = asked().find((one) => known.includes(one)) ?? document.documentElement.lang;
  document.documentElement.lang = lang;
  for (const room of rooms) room.hidden = room.lang !== lang;
  for (const link of document.querySelectorAll("nav a")) link.toggleAttribute("aria-current", link.lang === lang);
  document.title = rooms.find((room) => !room.hidden).dataset.title;
}
addEventListener("hashchange", show);
show();
for (const button of document.querySelectorAll("button[data-copied]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = button.previousElementSibling;
    getSelection().selectAllChildren(code);
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}
