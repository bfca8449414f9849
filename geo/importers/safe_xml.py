"""XML of strangers by expat: no document types, so no entities and nothing fetched; names without their prefixes."""

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from geo.errors import Place
from geo.importers import charset
from geo.importers.rows import Unreadable

Begin = Callable[[str, Mapping[str, str]], object]
# Nobody nests folders so deep.
_DEEPEST = 200
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def run(data: bytes | str, begin: Begin, end: Callable[[str], object], text: Callable[[str], object] | None) -> None:
    """Go through a document; each element is told by its name without prefix, as are its attributes.

    Raises
    ------
    Unreadable
        It is no XML, has a document type, or nests without end.
    """
    parser = expat.ParserCreate(encoding="utf-8" if isinstance(data, str) else None)
    parser.buffer_text = True
    depth = 0

    def begun(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable("format", "import.xml_deep")
        begin(_bare(name), {_bare(key): value for key, value in attributes.items()})

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_bare(name))

    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data, True)
    except expat.ExpatError as error:
        place = Place(line=error.lineno)
        raise Unreadable("format", "import.xml_broken", place, reason=expat.errors.messages[error.code]) from error
    except LookupError as error:  # a charset that nobody has
        raise Unreadable("format", "import.xml_broken", reason=str(error)) from error


def tree(text: str) -> Element:
    """A document as elements; errors as in `run`."""
    builder = TreeBuilder()
    run(text, lambda name, attributes: builder.start(name, dict(attributes)), builder.end, builder.data)
    return builder.close()


def decoded(data: bytes, asked: str = "") -> charset.Decoded:
    """A document's text, by the charset it declares where that fits; its declaration is left out."""
    declared = _DECLARATION.match(data[:400])
    found = charset.decode(data, asked, declared[1].decode("ascii") if declared else "")
    return found._replace(text=re.sub(r"^\s*<\?xml[^>]*\?>", "", found.text, count=1).lstrip())


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("format", "import.xml_doctype")
