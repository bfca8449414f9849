"""Rules over an Atlas: each yields Problems, none changes anything.

Rules that ask where something lies need `atlas.basemap`; without it they find nothing.
"""

from collections.abc import Iterable

from geo.door import BEARABLE, asked, refuse_unfit_frames
from geo.errors import InvalidData, Problem
from geo.model import Atlas
from geo.validate import crossings, identity, lines, places, references, texts, times, translations
from geo.validate.rule import Rule
from geo.validate.view import View

__all__ = ["RULES", "Rule", "View", "check", "problems"]

RULES: tuple[Rule, ...] = (
    Rule("unique-ids", identity.unique_ids),
    Rule("withdrawn-ids", identity.withdrawn_ids, whole=True),
    Rule("distinct-names", identity.distinct_names),
    Rule("near-duplicates", identity.near_duplicates),
    Rule("null-island", places.null_island),
    Rule("lon-lat-order", places.lon_lat_order),
    Rule("lon-lat-doubt", places.lon_lat_doubt),
    Rule("inside-bounds", places.inside_bounds),
    Rule("inside-country", places.inside_country),
    Rule("inside-region", places.inside_region),
    Rule("country-centroid", places.country_centroid),
    Rule("whole-degrees", places.whole_degrees),
    Rule("precision-decimals", places.precision_decimals),
    Rule("precision-none", places.precision_none),
    Rule("precision-basis", places.precision_basis),
    Rule("crossing-pair", crossings.crossing_pair),
    Rule("crossing-near-border", crossings.crossing_near_border),
    Rule("crossing-side", crossings.crossing_side),
    Rule("line-shape", lines.line_shape),
    Rule("geometry-kind", lines.geometry_kind),
    Rule("lines-not-exact", lines.lines_not_exact),
    Rule("planned-schematic", lines.planned_schematic),
    Rule("line-passes-stops", lines.line_passes_stops, whole=True),
    Rule("line-length", lines.line_length),
    Rule("stations-on-lines", lines.stations_on_lines, whole=True),
    Rule("ring-winding", lines.ring_winding),
    Rule("real-dates", times.real_dates),
    Rule("events-in-order", times.events_in_order),
    Rule("no-future", times.no_future),
    Rule("status-agrees", times.status_agrees),
    Rule("works-shown", times.works_shown),
    Rule("sources-known", references.sources_known, whole=True),
    Rule("sources-used", references.sources_used, whole=True),
    Rule("sources-once", references.sources_once),
    Rule("event-sources", references.event_sources),
    Rule("web-addresses", references.web_addresses),
    Rule("known-codes", references.known_codes),
    Rule("sectors-whole", references.sectors_whole, whole=True),
    Rule("known-icons", references.known_icons),
    Rule("synonyms-known", references.synonyms_known, whole=True),
    Rule("observations-known", references.observations_known, whole=True),
    Rule("observations-distinct", references.observations_distinct),
    Rule("units-spelt-alike", references.units_spelt_alike),
    Rule("clean-text", texts.clean_text),
    Rule("trimmed-text", texts.trimmed_text),
    Rule("no-markup", texts.no_markup),
    Rule("one-script", texts.one_script),
    Rule("languages-present", texts.languages_present),
    Rule("notes-translated", texts.notes_translated),
    Rule("text-status", texts.text_status),
    Rule("glossary-kept", translations.glossary_kept, wording=True),
    Rule("figures-kept", translations.figures_kept, wording=True),
)


def problems(atlas: Atlas, *, part: bool = False, wording: bool = True) -> list[Problem]:
    """Everything every rule finds, in the order of the rules.

    Parameters
    ----------
    part
        Some of the atlas could not be read: leave out the rules that only a whole one can answer.
    wording
        Ask the rules on wording as well.

    Raises
    ------
    InvalidData
        A layer is missing, without a column or not in EPSG:4326: no rule could say anything true of it.
    """
    refuse_unfit_frames(atlas)
    view = View(atlas)
    asked_now = (rule for rule in RULES if not (part and rule.whole) and (wording or not rule.wording))
    return [problem for rule in asked_now for problem in rule.problems(view)]


def check(atlas: Atlas, found: Iterable[Problem] = ()) -> None:
    """Refuse an atlas from anywhere that breaks a rule; where its frames are unfit no rule is asked.

    Parameters
    ----------
    found
        Problems of `store.read`, to be told together with those of the rules.

    Raises
    ------
    InvalidData
        With every problem.
    """
    fit, odd = asked(atlas)
    known = [*found]
    part = bool(known)
    known += odd
    if all(problem.key in BEARABLE for problem in odd):
        known += problems(fit, part=part)
    if known:
        raise InvalidData(known)
