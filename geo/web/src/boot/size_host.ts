// For the page around the frame, beside which its element stands: asks the frame how high it wants to be, whenever its
// width changes, and heeds that frame's answer alone.
{
  const LEAST = 150;
  const MOST = 2000;
  const frame = document.currentScript?.parentElement?.querySelector("iframe");
  if (frame) {
    // A frame that may not keep the origin it came from has none to name.
    const { origin } = new URL(frame.src, document.baseURI);
    const isApart = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
    const ask = () => frame.contentWindow?.postMessage("kzuz:height?", isApart ? "*" : origin);
    addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow || event.origin !== (isApart ? "null" : origin)) return;
      const height = Number(event.data?.kzuz === "height" && event.data.height);
      if (!(height >= LEAST && height <= MOST)) return;
      frame.height = String(height);
      Object.assign(frame.style, { height: `${height}px`, aspectRatio: "auto" });
    });
    frame.addEventListener("load", ask);
    let width = 0;
    new ResizeObserver(() => {
      if (frame.clientWidth === width) return;
      width = frame.clientWidth;
      ask();
    }).observe(frame);
  }
}
