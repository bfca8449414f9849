/** When the frames of what was drawn are out. A page in the background is drawn no frames and has time at once. */
export const idle = (): Promise<unknown> =>
  new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(done, { timeout: 200 });
    else setTimeout(done, 50);
  });
