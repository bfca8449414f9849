// Where tiles are read from: the blocks of the page, a file the reader picked, or a file beside a page that is served.
import { FetchSource, FileSource, PMTiles, type RangeResponse, type Source } from "pmtiles";
import { decode } from "../boot/block";

/** Bytes of the archive in one element, as geo/render/many/page.py cuts it. */
const CHUNK = 1 << 20;

const parsed = (): Promise<void> =>
  new Promise((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => done(), { once: true });
    else done();
  });

/** The text of an element that may still be on its way: it is all there once something follows it. */
export async function textWhenThere(id: string): Promise<string> {
  if (!document.getElementById(id)?.nextElementSibling) await parsed();
  return document.getElementById(id)?.textContent ?? "";
}

/** The bytes that are asked for and no others are unpacked: five letters are four of them, wherever one begins. */
class PageSource implements Source {
  getKey = (): string => "page";

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const bytes = new Uint8Array(length);
    for (let at = offset; at < offset + length; ) {
      const number = Math.floor(at / CHUNK);
      const start = at - number * CHUNK;
      const end = Math.min(CHUNK, start + offset + length - at);
      const text = await textWhenThere(`kzuz-tiles-${number}`);
      const from = Math.floor(start / 4);
      const part = decode(text.slice(from * 5, Math.ceil(end / 4) * 5)).subarray(start - from * 4, end - from * 4);
      // An archive ends before a reader's first, generous question does.
      if (!part.length) break;
      bytes.set(part, at - offset);
      at += part.length;
    }
    return { data: bytes.buffer };
  }
}

export const inPage = (): PMTiles => new PMTiles(new PageSource());
export const inFile = (file: File): PMTiles => new PMTiles(new FileSource(file));
export const besidePage = (name: string): PMTiles => new PMTiles(new FetchSource(new URL(name, location.href).href));
