// Watches a page from before its first line: when is it ready, and how evenly does it draw?
//
// Both moments are the same for every page. Shown: it has loaded, a page that unpacks its features after that has marked
// them as placed ("kzuz-drawn"), and two more frames have been drawn. Ready: such a page has marked that all it offers is
// there ("kzuz-ready"), and from then on the main thread stays free of long tasks for QUIET ms; the end of the last one
// counts, not the quiet after it.
(() => {
  const QUIET = 300;
  let busyUntil = 0;
  let frames = null;
  const state = { shown: null, ready: null, record, stop, firstPaint, drawn };
  window.benchmark = state;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) busyUntil = Math.max(busyUntil, startTime + duration);
  }).observe({ type: "longtask", buffered: true });

  const loaded = new Promise((done) => addEventListener("load", done));
  const marked = (name) =>
    new Promise((done) => {
      new PerformanceObserver((list) => {
        for (const { startTime } of list.getEntriesByName(name)) done(startTime);
      }).observe({ type: "mark", buffered: true });
    });
  const [drawnAll, complete] = [marked("kzuz-drawn"), marked("kzuz-ready")];
  const frame = () => new Promise(requestAnimationFrame);
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  (async () => {
    await loaded;
    const unpacks = document.getElementById("kzuz-data") !== null;
    if (unpacks) await drawnAll;
    await frame();
    await frame();
    state.shown = performance.now();
    if (unpacks) busyUntil = Math.max(busyUntil, await complete);
    while (performance.now() < Math.max(state.shown, busyUntil) + QUIET) await pause(50);
    state.ready = Math.max(state.shown, busyUntil);
    console.debug("benchmark ready"); // waited for from outside: looking into the page again and again would slow it
  })();

  function firstPaint() {
    return performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
  }

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
