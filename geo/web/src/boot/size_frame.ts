// Put into a page for other people's pages whose author named the site it is shown on: tells that site alone, when it asks,
// how high the frame wants to be for its width. A page without that name has none of this.
const host = document.querySelector<HTMLMetaElement>('meta[name="kzuz-host"]')?.content;
const NARROW = 560;

/** Wide frames are 16:10, narrow ones upright; neither is higher than a screen. */
const wanted = (): number =>
  Math.round(Math.min(Math.max(innerWidth * (innerWidth < NARROW ? 1.25 : 0.625), 240), 900));

addEventListener("message", ({ source, origin, data }) => {
  if (host && source === parent && origin === host && data === "kzuz:height?") {
    parent.postMessage({ kzuz: "height", height: wanted() }, host);
  }
});
