/** When two frames of what was drawn are out. A page in the background is drawn no frames and waits only a little. */
export const idle = (): Promise<unknown> =>
  new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
    setTimeout(done, 250);
  });
