// A block of text in the page: 85 letters, then gzip. Its twin is geo/render/block.py.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_/[|]~";
const SPELLED = 255;

/**
 * Five letters of the block are four bytes, the lowest first; a last group of n + 1 letters is n bytes.
 *
 * It runs when nothing is compiled yet, so it is written for the interpreter: no calls, and no number of more than 31
 * bits, for each of those would be an object.
 */
export function decode(block: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const missing = (5 - (block.length % 5)) % 5;
  const whole = block.length - (block.length % 5);
  const letters = new TextEncoder().encode(block.slice(0, whole) + "0".repeat(missing) + block.slice(whole));
  const halves = new Uint16Array((letters.length / 5) * 2);
  for (let from = 0, to = 0; from < letters.length; from += 5, to += 2) {
    const high = values[letters[from]!]! * 7225 + values[letters[from + 1]!]! * 85 + values[letters[from + 2]!]!;
    const low = (high & 0xffff) * 7225 + values[letters[from + 3]!]! * 85 + values[letters[from + 4]!]!;
    halves[to] = low;
    halves[to + 1] = (high >> 16) * 7225 + (low >> 16);
  }
  return new Uint8Array(halves.buffer, 0, halves.byteLength - missing);
}

/** Text with a byte a letter: those beyond ASCII stand before it, between two bytes that no UTF-8 has. */
function spelled(bytes: Uint8Array): string {
  const end = bytes.indexOf(SPELLED, 1);
  const letters = new TextDecoder().decode(bytes.subarray(1, end));
  const known = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 128 ? byte : letters.charCodeAt(byte - 128)));
  const units = new Uint16Array(bytes.length - end - 1);
  for (let i = 0; i < units.length; i++) units[i] = known[bytes[end + 1 + i]!]!;
  return new TextDecoder("utf-16le").decode(units);
}

/** Unpacks a block. It asks the network for nothing, so `connect-src 'none'` holds. */
export async function inflate(block: string): Promise<string> {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  // Whatever is wrong with the bytes is told by the side that is read.
  writer.write(decode(block.trim())).catch(() => {});
  writer.close().catch(() => {});
  const bytes = new Uint8Array(await new Response(readable).arrayBuffer());
  return bytes[0] === SPELLED ? spelled(bytes) : new TextDecoder().decode(bytes);
}
