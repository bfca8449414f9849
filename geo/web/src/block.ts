// A block of text in the page: 85 letters, then gzip. Its twin is geo/render/block.py.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_/[|]~";

/** Five letters of the block are four bytes; a last group of n + 1 letters is n bytes. */
export function decode(block: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const missing = (5 - (block.length % 5)) % 5;
  const letters = new TextEncoder().encode(block + ALPHABET[84]!.repeat(missing));
  const bytes = new Uint8Array((letters.length / 5) * 4);
  const value = (at: number) => values[letters[at]! & 127]!;
  for (let from = 0, to = 0; from < letters.length; from += 5, to += 4) {
    const high = (value(from) * 85 + value(from + 1)) * 85 + value(from + 2);
    const word = high * 7225 + value(from + 3) * 85 + value(from + 4);
    bytes[to] = word >>> 24;
    bytes[to + 1] = word >>> 16;
    bytes[to + 2] = word >>> 8;
    bytes[to + 3] = word;
  }
  return bytes.subarray(0, bytes.length - missing);
}

/** Unpacks a block. It asks the network for nothing, so `connect-src 'none'` holds. */
export async function inflate(block: string): Promise<string> {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  // Whatever is wrong with the bytes is told by the side that is read.
  writer.write(decode(block.trim())).catch(() => {});
  writer.close().catch(() => {});
  return new Response(readable).text();
}
