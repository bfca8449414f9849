"""A brief as one HTML file that asks for nothing: our template, with the brief as context that is escaped."""

from base64 import b64encode

from geo.reports.brief import Brief
from geo.reports.values import values_of
from geo.templating import digest, templates


def html(brief: Brief) -> bytes:
    """The brief; its policy lets nothing in but its own style and pictures."""
    values = values_of(brief)
    for block in values["blocks"]:
        if block["is"] == "picture":
            block["address"] = f"data:image/svg+xml;base64,{b64encode(block['svg'].encode()).decode()}"
    ours = templates("geo.reports")
    style_hash = digest(ours.get_template("brief.css").render())  # of the style sheet that the template includes
    return ours.get_template("brief.html").render(brief=values, style_hash=style_hash).encode()
