// A block of text in the page: 85 letters, then gzip. Its twin is geo/render/block.py.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_/[|]~";

/** Five letters of the block are four bytes; a last group of n + 1 letters is n bytes. */
export function decode(block: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const missing = (5 - (block.length % 5)) % 5;
  const bytes = new Uint8Array(((block.length + missing) / 5) * 4);
  for (let from = 0, to = 0; from < block.length; from += 5) {
    let word = 0;
    for (let i = from; i < from + 5; i++)
      word = word * 85 + (i < block.length ? values[block.charCodeAt(i) & 127]! : 84);
    bytes[to++] = word >>> 24;
    bytes[to++] = word >>> 16;
    bytes[to++] = word >>> 8;
    bytes[to++] = word;
  }
  return bytes.subarray(0, bytes.length - missing);
}

/** Unpacks a block. It asks the network for nothing, so `connect-src 'none'` holds. */
export async function inflate(block: string): Promise<string> {
  const stream = new Blob([decode(block.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
