"""A brief as one HTML file that asks for nothing: our template, with the brief as context that is escaped."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

from geo.reports.brief import Brief
from geo.reports.values import values_of


@cache
def _templates() -> Environment:
    loader = PackageLoader("geo.reports")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def html(brief: Brief) -> bytes:
    """The brief; its policy lets nothing in but its own style and pictures."""
    values = values_of(brief)
    for block in values["blocks"]:
        if block["is"] == "picture":
            block["address"] = f"data:image/svg+xml;base64,{b64encode(block['svg'].encode()).decode()}"
    text = _templates().get_template("brief.html").render(brief=values, style_hash=_hash_of_style())
    return text.encode()


def _hash_of_style() -> str:
    """As the policy names it: of the style sheet that the template includes."""
    style = _templates().get_template("brief.css").render()
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"
