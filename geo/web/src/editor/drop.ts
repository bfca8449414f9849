// A file dropped anywhere on the page is sent to be looked at; nothing is written before somebody has seen what it holds.

export function followDrop(page: Document): void {
  const input = page.querySelector<HTMLInputElement>("#dropped");
  if (!input?.form) return;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  page.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    page.documentElement.classList.add("is-dropping");
  });
  page.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) page.documentElement.classList.remove("is-dropping");
  });
  page.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    page.documentElement.classList.remove("is-dropping");
    input.files = event.dataTransfer!.files;
    input.form!.requestSubmit();
  });
}
