"""A brief as plain content: headings, paragraphs, figures, tables, numbered sources. Every format is written from it.

It holds texts and never markup; a text that stands in for one that is missing says its language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from geo.figures import Figure
from geo.vocabulary import Language


@dataclass(frozen=True)
class Run:
    """Some words of one kind.

    Parameters
    ----------
    lang
        Their language where it is not the brief's.
    cites
        Ids of the sources they rest on; written as numbers, `text` is then empty.
    url
        Where they lead.
    """

    text: str
    lang: str | None = None
    is_strong: bool = False
    cites: tuple[str, ...] = ()
    url: str | None = None


Line = tuple[Run, ...]
Label = Literal["figure", "table", "contents", "source"]
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 …, below the brief's title."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `small` of what is said at the foot of a thing."""

    line: Line
    is_small: bool = False


@dataclass(frozen=True)
class Items:
    """A list of points."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """A figure with its caption; its words for who does not see it are the figure's own."""

    figure: Figure
    caption: Line
    number: int = 0


@dataclass(frozen=True)
class Table:
    """A table with a row of headings, its first cells naming the rows.

    Parameters
    ----------
    widths
        Of the columns, as shares of the whole.
    numbers
        Which columns hold numbers, from 0.
    """

    caption: Line
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    number: int = 0


@dataclass(frozen=True)
class Sources:
    """The sources in the order in which they are cited; the first is number 1."""

    lines: tuple[Line, ...]


Block = Heading | Paragraph | Items | Picture | Table | Sources


@dataclass(frozen=True)
class Brief:
    """A whole brief.

    Parameters
    ----------
    facts
        What stands below the title: edition, how much it is about, up to when sources had been read.
    numbers
        The number of each source by its id.
    labels
        The brief's own words, with `{n}` where a number stands.
    """

    title: str
    lang: Language
    edition: str
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]
    numbers: Mapping[str, int]
    labels: Mapping[Label, str]


def line(text: str, lang: str | None = None) -> Line:
    """A line of one run."""
    return (Run(text, lang),)


def cited(ids: Iterable[str]) -> Line:
    """A line of references; none of no sources."""
    found = tuple(dict.fromkeys(ids))
    return (Run("", cites=found),) if found else ()


def joined(lines: Iterable[Line], between: str = " ") -> Line:
    """Lines one after the other, the empty ones left out; no sentence ends twice."""
    found: list[Run] = []
    for one in filter(None, lines):
        is_ended = bool(found) and found[-1].text.endswith((".", "!", "?", "…"))
        apart = between.removeprefix(".") if is_ended else between
        found += [Run(apart), *one] if found else one
    return tuple(found)


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same, pictures and tables numbered each by their own kind."""
    pictures = tables = 0
    for block in blocks:
        if isinstance(block, Picture):
            pictures += 1
            yield replace(block, number=pictures)
        elif isinstance(block, Table):
            tables += 1
            yield replace(block, number=tables)
        else:
            yield block


def in_order_cited(blocks: Iterable[Block]) -> dict[str, int]:
    """The number of each source cited, counted as they come from 1."""
    ids = (id_ for block in blocks for one in lines_of(block) for run in one for id_ in run.cites)
    return {id_: number for number, id_ in enumerate(dict.fromkeys(ids), start=1)}


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of a block, as it is read."""
    if isinstance(block, Heading | Paragraph):
        yield block.line
    elif isinstance(block, Items | Sources):
        yield from block.lines
    elif isinstance(block, Table):
        yield block.caption
        yield from (cell for row in block.rows for cell in row)
    else:
        yield block.caption


def ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as first and last of each row without a gap.

    >>> ranges([4, 1, 2, 3, 9])
    [(1, 4), (9, 9)]
    """
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
