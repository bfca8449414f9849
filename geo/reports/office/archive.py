"""Documents as the archives they are: taken apart, completed where pandoc leaves something out, put together again."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

# The oldest date an archive can hold: the same data make the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)
# pandoc draws the cells of a table without lines, in styles that are the document's own.
_TEXT_CELLS = {
    "TableHeaderRowCell": 'fo:background-color="#eef1f2" fo:border="none" fo:border-bottom="1pt solid #1b2630" '
    'style:vertical-align="bottom"',
    "TableRowCell": 'fo:border="none" fo:border-bottom="0.5pt solid #c9cfd3"',
}
# Letters of a table on a slide, hundredths of a point; and the margins of its cells, of which 12700 are a point.
_SMALL = "1000"
_CELL = '<a:tcPr marL="50800" marR="50800" marT="25400" marB="25400"/></a:tc>'


def finished_word(word: bytes) -> bytes:
    """A Word document no row of whose tables is cut by the end of a page."""
    held = unpacked(word)
    content = held["word/document.xml"].decode()
    content = content.replace("<w:tr><w:tc>", "<w:tr><w:trPr></w:trPr><w:tc>")
    held["word/document.xml"] = content.replace("<w:tr><w:trPr>", "<w:tr><w:trPr><w:cantSplit />").encode()
    return packed(held)


def finished_text(opendocument: bytes, alts: Sequence[str]) -> bytes:
    """An OpenDocument text with lines in its tables and, of each picture, its words."""
    held = unpacked(opendocument)
    content = held["content.xml"].decode()
    for name, look in _TEXT_CELLS.items():
        bare = rf'(style:name="{name}" style:family="table-cell">\s*<style:table-cell-properties) fo:border="none" />'
        content = re.sub(bare, rf'\1 {look} fo:padding="0.07cm" />', content)
    words = iter(alts)
    held["content.xml"] = re.sub(
        "(<draw:image [^>]*/>)</draw:frame>",
        lambda found: f"{found[1]}<svg:desc>{escape(next(words), quote=False)}</svg:desc></draw:frame>",
        content,
    ).encode()
    return packed(held)


def marked(text: str, lang: str) -> str:
    """A text of a slide with its language, for `finished_slides`: pandoc's slides have none, and texts are joined."""
    return f"{_BEGIN}{lang}:{text}{_END}"


def finished_slides(slides: bytes, lang: str, alts: Sequence[str]) -> bytes:
    """Slides that say their language, that of marked texts, and of each picture its words; tables in small letters."""
    held = unpacked(slides)
    words = iter(alts)
    shown = {
        name: content for name, content in held.items() if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name)
    }
    for name in sorted(shown, key=_number):
        text = _RUN.sub(lambda run: _told(run, lang), shown[name].decode())
        text = re.sub("<a:tbl>.*?</a:tbl>", lambda table: _small(table[0]), text, flags=re.DOTALL)
        text = re.sub(r'descr="data:[^"]*"', lambda _: f'descr="{escape(next(words))}"', text)
        held[name] = text.encode()
    core = held["docProps/core.xml"].decode()
    held["docProps/core.xml"] = core.replace(
        "<cp:keywords>", f"<dc:language>{lang}</dc:language><cp:keywords>"
    ).encode()
    return packed(held)


# Letters of nobody's alphabet; in a text of the data they could but name a language.
_BEGIN, _END = "\ue000", "\ue001"
_RUN = re.compile("<a:r><a:rPr( [^>]*?)?(/?)>(.*?)<a:t>(.*?)</a:t>", re.DOTALL)


def _told(run: re.Match[str], lang: str) -> str:
    """A run with its language, cut where marked texts begin and end."""
    before, closed, inside, text = (part or "" for part in run.groups())
    parts = re.split(f"{_BEGIN}(\\w+):(.*?){_END}", text)
    # Plain words, a language, its words, plain words …
    langs = [parts[nth - 1] if nth % 3 == 2 else lang for nth in range(len(parts))]
    told = [(own, words) for nth, (own, words) in enumerate(zip(langs, parts, strict=True)) if nth % 3 != 1 and words]
    return "</a:r>".join(f'<a:r><a:rPr lang="{own}"{before}{closed}>{inside}<a:t>{words}</a:t>' for own, words in told)


def _small(table: str) -> str:
    """A table of slides with small letters, in cells that are not all margin."""
    letters = table.replace("<a:rPr ", f'<a:rPr sz="{_SMALL}" ')
    return re.sub(r"(<a:tcPr ?/>)?</a:tc>", _CELL, letters)


def _number(name: str) -> tuple[str, int]:
    """In the order in which slides are shown."""
    folder, _, slide = name.rpartition("/")
    return folder, int(re.sub(r"\D", "", slide) or 0)


def unpacked(archive: bytes) -> dict[str, bytes]:
    """What an archive holds, by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return {name: held.read(name) for name in held.namelist()}


def packed(held: Mapping[str, bytes]) -> bytes:
    """An archive without a clock; what has to stand first in it is not compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, NO_DATE), content, how)
    return made.getvalue()
