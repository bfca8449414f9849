// Codes for places are recognised here, so that a sentence says what they are; the command line reads them.
import { Refused } from "./reading";

const PLUS = /^[23456789CFGHJMPQRVWX0]{2,8}\+[23456789CFGHJMPQRVWX]{0,7}(?:[ ,].*)?$/i;
const FULL_PLUS = /^[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,7}$/i;
const MGRS = /^\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{1,5}\s?\d{0,5}$/i;
const WORDS = /^(?:\/\/\/)?\p{L}{2,20}\.\p{L}{2,20}\.\p{L}{2,20}$/u;

/** The name of the code a text is; null where it is none. */
export function codeForm(text: string): string | null {
  if (PLUS.test(text)) {
    if (!FULL_PLUS.test(text)) throw new Refused("plus_short");
    return "Plus Code";
  }
  return MGRS.test(text) ? "MGRS" : null;
}

/** Three words with dots, which only their owner can turn into a position. */
export function refuseWhat3words(text: string): void {
  if (WORDS.test(text)) throw new Refused("what3words");
}
