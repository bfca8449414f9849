// The data blocks of the page, packed JSON, and the Atlas they become: first what it opens with, then the rest.
import { joinArcs } from "./arcs";
import type { Lists } from "./fields";
import { nearest } from "./languages";
import type {
  Atlas,
  AtlasEvent,
  Citation,
  Feature,
  Fields,
  Kind,
  Lang,
  ListField,
  Observation,
  Position,
  Precision,
  RailOption,
  SectorId,
  Shown,
  Source,
  State,
  Status,
  TextField,
  Texts,
  Turn,
} from "./types";
import { LANGUAGES, PAGE_FORMAT, POINT_SCALE } from "./vocabulary";
import type { PackedTurn, Payload } from "./wire";

type Column = readonly unknown[];
type Packed = Record<string, unknown>;

/** Reads a data block of the page. */
export const read = async (id: string): Promise<Payload> => JSON.parse(await window.kzuzBlocks.text(id));

/** Positions from delta-coded integers: the first pair is absolute, each further one relative to the last. */
export function unpackLine(packed: readonly number[], scale: number): Position[] {
  const line: Position[] = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < packed.length; i += 2) {
    lon += packed[i]!;
    lat += packed[i + 1]!;
    line.push([lon / scale, lat / scale]);
  }
  return line;
}

class Row implements Feature {
  #line: Position[][] | null | undefined;
  #events: AtlasEvent[] | undefined;

  constructor(
    private readonly table: Table,
    readonly index: number,
  ) {}

  get id(): string {
    return String(this.table.at("id", this.index) ?? this.index);
  }
  get kind(): Kind {
    return this.table.word("kind", this.index, "site") as Kind;
  }
  get sector(): SectorId {
    return this.table.word("sector", this.index, this.table.sectors[0] ?? "industry") as SectorId;
  }
  get status(): Status {
    return this.table.word("status", this.index, "unknown") as Status;
  }
  get precision(): Precision {
    // Without a word about it, nothing more than "somewhere there" may be claimed.
    return this.table.word("precision", this.index, this.position ? "locality" : "none") as Precision;
  }
  get position(): Position | null {
    const lon = this.table.at("lon", this.index);
    const lat = this.table.at("lat", this.index);
    if (typeof lon !== "number" || typeof lat !== "number") return null;
    return [lon / POINT_SCALE, lat / POINT_SCALE];
  }
  get line(): Position[][] | null {
    if (this.#line === undefined) {
      const parts = this.table.at("line", this.index) as number[][] | null | undefined;
      this.#line = parts?.length ? parts.map((part) => unpackLine(part, POINT_SCALE)) : null;
    }
    return this.#line;
  }
  get located(): boolean {
    return this.table.at("line", this.index) != null || this.position !== null;
  }
  get events(): AtlasEvent[] {
    // Until the second block is read, nothing is known of events, and that is not kept.
    if (!this.table.columns.events) return [];
    this.#events ??= ((this.table.at("events", this.index) ?? []) as Packed[]).map((packed) => ({
      date: packed.date as string | undefined,
      kind: (typeof packed.kind === "number"
        ? this.table.words.event?.[packed.kind]
        : packed.kind) as AtlasEvent["kind"],
      note: this.table.told(packed.note),
      source: this.table.source(packed.source),
    }));
    return this.#events;
  }
  get history(): readonly Turn[] {
    return this.table.histories[this.table.at("history", this.index) as number] ?? [];
  }
  get regions(): readonly string[] {
    return (this.table.at("regions", this.index) as string[] | null) ?? this.list("admin1");
  }
  get citations(): Citation[] {
    const packed = (this.table.at("sources", this.index) ?? []) as [number, number?][];
    return packed.flatMap(([index, supports]) => {
      const source = this.table.source(index);
      return source ? [{ source, supports: this.table.english(supports) }] : [];
    });
  }
  get options(): RailOption[] {
    const packed = (this.table.at("options", this.index) ?? []) as (RailOption & Record<string, unknown>)[];
    return packed.map((option) => ({
      ...option,
      label: this.table.told(option.label),
      length_scope: this.table.told(option.length_scope),
      source: this.table.source(option.source),
    }));
  }
  name(lang: Lang): Shown {
    return this.text("name", lang) ?? { text: this.id, lang: "en" };
  }
  text(field: TextField, lang: Lang): Shown | null {
    return nearest(lang, (candidate) => this.in(field, candidate));
  }
  texts(field: TextField): Texts {
    return inEach((lang) => this.in(field, lang));
  }
  get<K extends keyof Fields>(field: K): Fields[K] | undefined {
    const value = this.table.at(field, this.index);
    const known = field === "precision_basis" ? this.table.english(value) : value;
    return (known ?? undefined) as Fields[K] | undefined;
  }
  /** Names are columns by language, the other texts one of numbers. */
  private in(field: TextField, lang: Lang): string | null | undefined {
    const { texts, columns } = this.table;
    const named = columns[`${field}_${lang}`] as (string | null)[] | undefined;
    return named ? named[this.index] : texts[lang]?.[this.table.at(field, this.index) as number];
  }
  list<K extends ListField>(field: K): readonly Lists[K][] {
    return (this.table.at(field, this.index) ?? []) as Lists[K][];
  }
}

/** A text in the languages that have it. */
function inEach(text: (lang: Lang) => string | null | undefined): Texts {
  const texts: Texts = {};
  for (const lang of LANGUAGES) {
    const own = text(lang);
    if (own) texts[lang] = own;
  }
  return texts;
}

class Table {
  #places: Map<string | null, number> | undefined;

  constructor(
    readonly columns: Record<string, Column>,
    readonly texts: NonNullable<Payload["texts"]>,
    readonly words: Record<string, string[]>,
    readonly sources: readonly Source[],
    readonly sectors: readonly string[],
    readonly histories: readonly (readonly Turn[])[],
  ) {}
  at(column: string, row: number): unknown {
    return this.columns[column]?.[row];
  }
  word(list: string, row: number, fallback: string): string {
    const value = this.at(list, row);
    if (typeof value === "string") return value;
    return (typeof value === "number" ? this.words[list]?.[value] : undefined) ?? fallback;
  }
  source(index: unknown): Source | undefined {
    return typeof index === "number" ? this.sources[index] : undefined;
  }
  told(place: unknown): Texts {
    return inEach((lang) => this.texts[lang]?.[place as number]);
  }
  english(place: unknown): string | undefined {
    return this.texts.en?.[place as number] ?? undefined;
  }
  /** A text by its English. */
  phrase(english: string): Texts {
    this.#places ??= new Map(this.texts.en?.map((text, place) => [text, place]));
    return this.told(this.#places.get(english));
  }
  add(texts: Payload["texts"], columns?: Record<string, Column>): void {
    Object.assign(this.texts, texts);
    Object.assign(this.columns, columns);
    this.#places = undefined;
  }
}

function turnOf([day, state, event, maybe]: PackedTurn, words: Record<string, string[]>): Turn {
  return {
    day,
    state: (words.state?.[state] ?? "unknown") as State,
    event: event ?? undefined,
    maybe: maybe ?? undefined,
  };
}

/** An atlas that more can be added to: rows and lists handed out before stay, and then know more. */
export interface GrowingAtlas extends Atlas {
  /** Whether the first block names its features. One of very many only draws them. */
  readonly isNamed: boolean;
  /** Columns, sources, values and background layers that the first block left for later. */
  add(rest: Payload): void;
}

function refuseOthers({ format }: Payload): void {
  if (format !== PAGE_FORMAT) {
    throw new Error(`data block of format ${format}; this page reads format ${PAGE_FORMAT}`);
  }
}

/** A list by words of the data, which finds none that is not in it: `constructor` may be such a word too. */
const byWord = <T>(entries: Readonly<Record<string, T>> = {}): Record<string, T> =>
  Object.assign(Object.create(null), entries);

/** Lists of texts in the order of their keys, as texts by language and key. */
function byLanguage({ key = [], ...texts }: Partial<NonNullable<Payload["messages"]>> = {}): Atlas["messages"] {
  const of = (own: readonly (string | null)[] = []) => key.flatMap((one, i) => (own[i] == null ? [] : [[one, own[i]]]));
  return Object.fromEntries(LANGUAGES.map((lang) => [lang, byWord(Object.fromEntries(of(texts[lang])))]));
}

/** Columns as rows, which lack what is null. */
function rowsOf({ id = [], ...more }: Partial<NonNullable<Payload["sources"]>> = {}): Source[] {
  const columns = Object.entries(more);
  const rest = (i: number) => columns.flatMap(([name, cells]) => (cells?.[i] == null ? [] : [[name, cells[i]]]));
  return id.map((one, i) => ({ id: one, ...Object.fromEntries(rest(i)) }));
}

/** What there is to say of a whole page: edition, licence, words. */
const aboutOf = (payload: Payload) => ({
  edition: payload.edition ?? "",
  read: payload.read ?? null,
  shares: payload.shares ?? {},
  fingerprint: payload.fingerprint ?? "",
  credit: payload.credit ?? "",
  licence: payload.licence ?? "",
  lang: payload.lang ?? "en",
  author: payload.author ?? {},
  messages: byLanguage(payload.messages),
  textStatus: payload.text_status ?? {},
  notation: payload.notation ?? null,
});

/** The atlas behind a payload. Whatever the payload lacks is empty, never an error. */
export function decode(payload: Payload): GrowingAtlas {
  refuseOthers(payload);
  const words = byWord(payload.words);
  const sources = rowsOf(payload.sources);
  const told = ({ histories = [] }: Payload): Turn[][] =>
    histories.map((turns) => turns.map((turn) => turnOf(turn, words)));
  const histories = told(payload);
  const sectors = payload.sectors ?? [];
  const basemap = joinArcs(payload.basemap ?? {});
  const places = byWord(payload.places);
  const table = new Table(
    byWord(payload.features?.cols),
    { ...payload.texts },
    words,
    sources,
    words.sector ?? [],
    histories,
  );
  const features = Array.from({ length: payload.features?.n ?? 0 }, (_, row) => new Row(table, row));
  const observed = ({ observations = [] }: Payload): Observation[] =>
    observations.map((row) => ({
      ...row,
      source: table.source(row.source),
      reporter: table.english(row.reporter) ?? "",
      note: table.english(row.note),
    }));
  const observations = observed(payload);
  const synonyms = [...(payload.synonyms ?? [])];
  const withdrawn = [...(payload.withdrawn ?? [])];
  let ids: Map<string, Feature> | undefined;
  const bySector = new Map(sectors.map((sector) => [sector.id, sector]));
  return {
    ...aboutOf(payload),
    sectors,
    themes: payload.themes ?? [...new Set(sectors.map((sector) => sector.theme))],
    words,
    places,
    sources,
    features,
    observations,
    synonyms,
    withdrawn,
    phrases: { get: (english) => table.phrase(english) },
    basemap,
    isNamed: !features.length || "id" in table.columns,
    byId(id) {
      ids ??= new Map(features.map((feature) => [feature.id, feature]));
      return ids.get(id);
    },
    sector(id) {
      return bySector.get(id) ?? { id, theme: "institutions", color: "#555b66", icon: "circle", name: { en: id } };
    },
    add(rest) {
      refuseOthers(rest);
      sources.push(...rowsOf(rest.sources));
      histories.push(...told(rest));
      table.add(rest.texts, rest.features?.cols);
      Object.assign(basemap, joinArcs(rest.basemap ?? {}));
      Object.assign(places, rest.places);
      observations.push(...observed(rest));
      synonyms.push(...(rest.synonyms ?? []));
      withdrawn.push(...(rest.withdrawn ?? []));
      ids = undefined;
    },
  };
}
