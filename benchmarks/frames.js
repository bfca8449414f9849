// How evenly a page draws while somebody uses it, seen from inside: when its frames begin, and how long keys wait.
//
// A frame counts from when its callbacks really run, not from the tick of the screen it was meant for: a page that is
// late for every tick but skips none would else look perfect. So a page that does nothing has gaps of about 17 ms, and
// work of w ms gives one of up to 17 + w.
(() => {
  let seen = null;
  const next = () => {
    seen.frames.push(performance.now());
    seen.request = requestAnimationFrame(next);
  };
  // From the key to the screen after what it brought about; in steps of 8 ms, and none below 16.
  const observer = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (seen && name === "keydown") seen.keys.push(duration);
  });
  observer.observe({ type: "event", durationThreshold: 16 });

  const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));

  window.benchmarkFrames = {
    // From a letter added to the search box to the frame with its answer, in ms.
    async answer(letter) {
      const list = document.getElementById("kzuz-found");
      const input = document.getElementById("kzuz-search");
      const start = performance.now();
      input.value += letter;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      if (list.hasAttribute("aria-busy")) {
        await new Promise((done) => {
          const observer = new MutationObserver(() => !list.hasAttribute("aria-busy") && done(observer.disconnect()));
          observer.observe(list, { attributes: true, attributeFilter: ["aria-busy"] });
        });
      }
      return (await shown()) - start;
    },
    watch() {
      seen = { frames: [], keys: [] };
      next();
    },
    seen() {
      cancelAnimationFrame(seen.request);
      const { frames, keys } = seen;
      seen = null;
      return [frames.slice(1).map((time, i) => time - frames[i]), Math.max(16, ...keys)];
    },
  };
})();
