// The code that shows the page in another one: the same that `kzuz embed` prints.

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPED[letter]!);

/** Of a page's address, with or without what it is asked: that of its small form. */
export function smallAddress(address: string): string {
  const bare = address.split("#")[0]!;
  return /[?&]embed(=|&|$)/.test(bare) ? bare : `${bare}${bare.includes("?") ? "&" : "?"}embed`;
}

/** The way back: of the small form's address, that of the whole page. */
export const wholeAddress = (address: string): string => address.replace(/([?&])embed(=[^&]*)?(&|$)/, "$1");

/**
 * @param source address of the page, as the reader of the other one will see it
 * @param title what the frame shows, for screen readers
 * @param fallback words of the link inside, for readers without frames
 */
export function iframe(source: string, title: string, fallback: string): string {
  const address = escaped(source);
  return `<iframe src="${address}" title="${escaped(title)}" width="100%" height="500" frameborder="0"
  style="width:100%;height:auto;aspect-ratio:16/10;min-height:240px" loading="lazy" allow="fullscreen"
  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads">
  <a href="${address}">${escaped(fallback)}</a>
</iframe>`;
}
