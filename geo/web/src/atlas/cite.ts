// How to cite one thing of the atlas, a view of it, or all of it: as a sentence in the reader's language, and as the
// formats that reference managers read.
import { date } from "./format";
import type { Translate } from "./i18n";
import { readText } from "./read_up_to";
import type { Atlas, Edtf, Feature } from "./types";

export const FORMATS = ["plain", "bibtex", "ris", "csl"] as const;
export type Format = (typeof FORMATS)[number];

export interface Cited {
  /** By which a reference manager knows it. */
  readonly id: string;
  /** Null of the atlas itself. */
  readonly name: string | null;
  /** Of the page: one of a single sector is not the whole atlas, and has a fingerprint of its own. */
  readonly title: string;
  /** Up to when its sources had been read, and the same in words. */
  readonly date: Edtf;
  readonly read: string;
  /** What else there is to say: how many sources, fingerprint, licence. */
  readonly notes: readonly string[];
  /** Empty where there is none that anybody else can open. */
  readonly address: string;
  readonly accessed: Edtf;
  readonly lang: string;
}

/** What of the atlas is cited: one thing, or, without it, what the page shows. */
export interface Asked {
  readonly feature: Feature | null;
  /** The page's own. */
  readonly title: string;
  readonly address: string;
  /** Today. */
  readonly accessed: Edtf;
}

export function cited(atlas: Atlas, t: Translate, { feature, title, address, accessed }: Asked): Cited {
  const checked = feature?.get("checked");
  const sources = feature ? t.count("count.sources", feature.citations.length) : "";
  const fingerprint = atlas.fingerprint && t("about.fingerprint", { fingerprint: atlas.fingerprint });
  const licence = t("about.licence", { licence: t("about.licences") });
  return {
    id: ["kzuz", feature?.id ?? "atlas"].join("-"),
    name: feature?.name(t.lang).text ?? null,
    title,
    date: checked ?? atlas.edition,
    read: checked ? t("card.checked", { date: date(t, checked) }) : readText(t, atlas, "short"),
    notes: [sources, fingerprint, licence].filter(Boolean),
    address: /^https?:\/\//i.test(address) ? address : "",
    accessed,
    lang: t.lang,
  };
}

/** `Aktau sea port. In: Kazakhstan–Uzbekistan cooperation atlas. Sources read up to … https://… (accessed …).` */
function plain({ name, title, read, notes, address, accessed }: Cited, t: Translate): string {
  const work = name ? t("cite.in", { title }) : title;
  const seen = `(${t("cite.accessed", { date: date(t, accessed) })})`;
  return [[name, work, read, ...notes].filter(Boolean).join(". "), `. ${address && `${address} `}${seen}.`].join("");
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();
const TEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const tex = (text: string): string => oneLine(text).replace(/[\\{}&%$#_~^]/g, (letter) => TEX[letter] ?? `\\${letter}`);

function bibtex({ id, name, title, date: day, read, notes, address, accessed, lang }: Cited): string {
  const fields: Record<string, string> = {
    // Twice in braces, or names would lose their capital letters.
    title: `{${tex(name ?? title)}}`,
    ...(name ? { howpublished: tex(title) } : {}),
    year: day.slice(0, 4),
    note: tex([read, ...notes].join("; ")),
    // Addresses are read as they stand; a brace in one would end the field.
    ...(address ? { url: address.replace(/[{}\\\s]/g, encodeURIComponent) } : {}),
    urldate: accessed,
    language: lang,
  };
  const lines = Object.entries(fields).map(([key, value]) => `  ${key} = {${value}}`);
  return `@misc{${id},\n${lines.join(",\n")}\n}`;
}

function ris({ id, name, title, date: day, read, notes, address, accessed, lang }: Cited): string {
  const slashed = (edtf: string) => edtf.split("/")[0]!.replaceAll("-", "/");
  const fields: [tag: string, value: string][] = [
    ["TY", "ELEC"],
    ["ID", id],
    ["TI", name ?? title],
    ["T2", name ? title : ""],
    ["PY", day.slice(0, 4)],
    ["DA", slashed(day)],
    ["UR", address],
    ["Y2", slashed(accessed)],
    ["LA", lang],
    ...[read, ...notes].map((note): [string, string] => ["N1", note]),
  ];
  const lines = fields.flatMap(([tag, value]) => (value ? [`${tag}  - ${oneLine(value)}`] : []));
  return `${lines.join("\r\n")}\r\nER  - \r\n`;
}

function csl({ id, name, title, date: day, read, notes, address, accessed, lang }: Cited): string {
  const parts = (edtf: string) => ({ "date-parts": [edtf.split("/")[0]!.split("-").map(Number)] });
  const item = {
    id,
    type: "webpage",
    title: name ?? title,
    ...(name ? { "container-title": title } : {}),
    ...(day ? { issued: parts(day) } : {}),
    accessed: parts(accessed),
    ...(address ? { URL: address } : {}),
    language: lang,
    note: [read, ...notes].join("; "),
  };
  return JSON.stringify([item], null, 2);
}

const WRITERS: Readonly<Record<Format, (what: Cited, t: Translate) => string>> = { plain, bibtex, ris, csl };

export const citation = (what: Cited, format: Format, t: Translate): string => WRITERS[format](what, t);
