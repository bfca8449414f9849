// Long work in short pieces, so that keys are heard and frames are drawn in between.

const SLICE_MS = 5;

export interface Sliced<T> {
  /** The result; what is left of the work is done at once. */
  now(): T;
  /** The result once the work is done, a few ms at a time. */
  later(): Promise<T>;
}

/** When what waits for the page's thread has had its turn; a timer set again and again would wait 4 ms each time. */
const turn = (): Promise<void> =>
  new Promise((resume) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resume();
    };
    port2.postMessage(null);
  });

/** @param work yields wherever it may be interrupted; it begins at the first question */
export function sliced<T>(work: () => Generator<void, T>): Sliced<T> {
  let steps: Generator<void, T> | undefined;
  let result: { readonly value: T } | undefined;
  let promise: Promise<T> | undefined;

  function until(end: number): void {
    steps ??= work();
    while (!result && performance.now() < end) {
      const { done, value } = steps.next();
      if (done) result = { value };
    }
  }
  async function inPieces(): Promise<T> {
    while (!result) {
      await turn();
      until(performance.now() + SLICE_MS);
    }
    return result.value;
  }
  return {
    now() {
      until(Number.POSITIVE_INFINITY);
      return result!.value;
    },
    later() {
      promise ??= inPieces();
      return promise;
    },
  };
}
