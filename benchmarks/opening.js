// Watches a page from before its first line: when is it ready, and how evenly does it draw?
//
// The moments are the same for every page. Answers: its scripts have placed its features, the second frame after that
// begins, and it has loaded. A page whose scripts run while it is read has placed them when it is read
// ("DOMContentLoaded"); one that unpacks says so itself ("kzuz-drawn"). Shown: the same, but for a page that carries its
// features as a picture; then its first paint, or two frames after the picture was there if that paint came too early for
// it. Ready: as Answers, but counted from when all it offers is there ("kzuz-ready"), and from then on the main thread
// stays free of long tasks for QUIET ms; the end of the last one counts, not the quiet after it. Read: as Answers, but from
// when it has read what it tells of one thing too ("kzuz-whole"), which it does by itself, or when somebody asks.
(() => {
  const QUIET = 300;
  let busyUntil = 0;
  let frames = null;
  let picture = null;
  const state = { firstPaint: null, shown: null, answers: null, ready: null, read: null, record, stop, drawn };
  window.benchmark = state;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) busyUntil = Math.max(busyUntil, startTime + duration);
  }).observe({ type: "longtask", buffered: true });

  const entry = (type, name) =>
    new Promise((done) => {
      new PerformanceObserver((list) => {
        for (const found of list.getEntriesByName(name)) done(found);
      }).observe({ type, buffered: true });
    });
  // All as events: an observer hears of a mark some tasks later.
  const told = (target, name) => new Promise((done) => target.addEventListener(name, done, { once: true }));
  const loaded = told(window, "load").then(() => performance.now());
  const placed = ["DOMContentLoaded", "kzuz-drawn", "kzuz-ready", "kzuz-whole"].map((name) =>
    framesAfter(told(document, name)),
  );
  const painted = entry("paint", "first-contentful-paint");
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  (async () => {
    const load = await loaded;
    const unpacks = document.getElementById("kzuz-data") !== null;
    const moments = await Promise.all(unpacks ? placed.slice(1) : Array(3).fill(placed[0]));
    const [answers, there, read] = moments.map((moment) => Math.max(load, moment));
    const { startTime, paintTime } = await painted;
    // When it was painted, not when it came to the screen: by then the next frame may have begun.
    const early = picture && picture.since > (paintTime ?? startTime);
    const shown = !picture ? answers : early ? await picture.frames : startTime;
    while (performance.now() < Math.max(there, busyUntil) + QUIET) await pause(50);
    Object.assign(state, { firstPaint: startTime, shown, answers, ready: Math.max(there, busyUntil), read });
    console.debug("benchmark ready"); // waited for from outside: looking into the page again and again would slow it
  })();

  /** When the second frame after a moment begins: the first has drawn what was there by then. */
  async function framesAfter(moment) {
    await moment;
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    return performance.now();
  }

  /** The map takes the picture away, so it is looked for in each frame, and last when the page has been read. */
  function look() {
    if (picture) return;
    const thing = document.querySelector("svg#kzuz-picture:has(+ *) .things > *"); // with more after it, it is whole
    if (thing?.checkVisibility()) picture = { since: performance.now(), frames: framesAfter() };
    else if (document.readyState === "loading") requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
  document.addEventListener("readystatechange", look, { once: true });

  /** Is anything on the map: an element Leaflet made for a feature, or ink on a canvas? */
  function drawn() {
    if (document.querySelector(".leaflet-interactive, .leaflet-marker-icon")) return true;
    return [...document.querySelectorAll("canvas")].some((canvas) => {
      const small = new OffscreenCanvas(256, 256).getContext("2d");
      if (canvas.width && canvas.height) small.drawImage(canvas, 0, 0, 256, 256);
      return small.getImageData(0, 0, 256, 256).data.some((value) => value > 0);
    });
  }

  function record() {
    frames = [];
    const next = (time) => {
      frames?.push(time);
      if (frames) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  }

  /** Times of the frames since `record`, in ms. */
  function stop() {
    const times = frames;
    frames = null;
    return times;
  }
})();
