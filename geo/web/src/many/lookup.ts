// The page's end of the worker that has the names: started when it is first asked, or when the page has nothing to do.
import type { Found } from "./names";
import type { Question } from "./names_worker";
import { textWhenThere } from "./source";

declare const NAMES_WORKER: string;

export interface Lookup {
  /** Whether the names are read. */
  readonly isReady: boolean;
  find(query: string, most: number): Promise<Found>;
  names(numbers: readonly number[]): Promise<string[]>;
  start(): Promise<void>;
}

export function makeLookup(): Lookup {
  const waiting = new Map<number, (answer: unknown) => void>();
  let worker: Worker | undefined;
  let ready: Promise<void> | undefined;
  let isReady = false;
  let last = 0;

  async function begin(): Promise<void> {
    const block = (await textWhenThere("kzuz-names")).trim();
    const address = URL.createObjectURL(new Blob([NAMES_WORKER], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.addEventListener("message", ({ data }: MessageEvent<{ id: number; answer: unknown }>) => {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    });
    const read = new Promise<unknown>((done) => waiting.set(-1, done));
    send({ block });
    // A million letters and more: the page needs them no longer.
    document.getElementById("kzuz-names")?.remove();
    await read;
    URL.revokeObjectURL(address);
    isReady = true;
  }
  const send = (question: Question) => worker!.postMessage(question);
  const start = () => (ready ??= begin());
  async function ask<T>(question: (id: number) => Question): Promise<T> {
    await start();
    const id = ++last;
    const answer = new Promise<unknown>((done) => waiting.set(id, done));
    send(question(id));
    return answer as Promise<T>;
  }
  return {
    get isReady() {
      return isReady;
    },
    find: (query, most) => ask((id) => ({ query, most, id })),
    names: (numbers) => ask((id) => ({ numbers, id })),
    start,
  };
}
