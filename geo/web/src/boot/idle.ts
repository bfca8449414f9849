// Waits for frames end for a page in the background too, which is drawn none: it waits only a little.
const soon = (done: () => void): number => window.setTimeout(done, 250);

/** When what waits for the page's thread has had its turn. */
export const nextTask = (): Promise<void> => new Promise((done) => setTimeout(done));

/** When a frame is on its way and the page's thread has nothing to do but wait for it. */
export const nextFrame = (): Promise<void> =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    soon(done);
  });

/** When two frames of what was drawn are out. */
export const idle = (): Promise<void> =>
  new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
    soon(done);
  });

/** Asked in a frame, does `act` in the next one, once however often it is asked. */
export function inNextFrame(act: () => void): () => void {
  let [frame, timer] = [0, 0];
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = 0;
    act();
  };
  return () => {
    if (timer) return;
    frame = requestAnimationFrame(run);
    timer = soon(run);
  };
}
