"""Numbers, dates, money and plurals are written as people of each language write them, in Python as on the page."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from geo.i18n import dates
from geo.i18n import format as written
from geo.vocabulary import LANGUAGES

CASES = json.loads((Path(__file__).parent / "fixtures" / "format.json").read_text(encoding="utf-8"))["cases"]


def say(call, args, lang):
    if call == "coordinates":
        return written.coordinates(*args)
    if call == "count":
        return written.count(*args, lang)
    if call in ("period", "as_of"):
        return getattr(dates, call)(*args, lang)
    value, *rest = args
    return getattr(written, call)(value, lang, *rest)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['call']} {case['args']}")
def test_python_writes_what_the_table_says(case, lang):
    assert say(case["call"], case["args"], lang) == case.get("all", case.get(lang))


def test_every_language_is_in_the_table():
    absent = [lang for lang in LANGUAGES if not all("all" in case or lang in case for case in CASES)]
    assert absent == [], "tests/fixtures/format.json"


def test_a_text_without_a_plural_form_of_its_own_takes_the_general_one():
    assert written.plural_form(1_000_000, "fr") == "many"
    assert written.count("count.no_such_key", 2, "en") == "count.no_such_key.other"


@pytest.mark.parametrize("command", ["import geo", "import geo.cli", "from geo import i18n; i18n.message('ui.close')"])
def test_babel_is_loaded_only_where_something_is_written(command):
    code = f"{command}\nimport sys\nassert 'babel' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
