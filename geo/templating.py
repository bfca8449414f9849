"""Our HTML templates: what is filled in is data and is escaped; nothing that is filled in is ever compiled."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def templates(package: str) -> Environment:
    """The templates that a package of ours keeps in its folder `templates`."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def digest(text: str) -> str:
    """How a page's policy names a script or a style that stands in the page: `sha256-…`."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
