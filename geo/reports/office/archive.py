"""Documents as the archives they are: taken apart, completed where pandoc leaves something out, put together again."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

# The oldest date an archive can hold: the same data make the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)
# pandoc draws the cells of a table without lines, in styles that are the document's own.
_CELLS = {
    "TableHeaderRowCell": 'fo:background-color="#eef1f2" fo:border="none" fo:border-bottom="1pt solid #1b2630" '
    'style:vertical-align="bottom"',
    "TableRowCell": 'fo:border="none" fo:border-bottom="0.5pt solid #c9cfd3"',
}


def finished(opendocument: bytes, alts: Sequence[str]) -> bytes:
    """An OpenDocument text with lines in its tables and, of each picture, its words."""
    held = unpacked(opendocument)
    content = held["content.xml"].decode()
    for name, look in _CELLS.items():
        bare = rf'(style:name="{name}" style:family="table-cell">\s*<style:table-cell-properties) fo:border="none" />'
        content = re.sub(bare, rf'\1 {look} fo:padding="0.07cm" />', content)
    words = iter(alts)
    held["content.xml"] = re.sub(
        "(<draw:image [^>]*/>)</draw:frame>",
        lambda found: f"{found[1]}<svg:desc>{escape(next(words), quote=False)}</svg:desc></draw:frame>",
        content,
    ).encode()
    return packed(held)


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
