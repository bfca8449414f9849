"""A command written wrong is answered in the reader's language: what, where, how to mend it, exit code 2."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo import cli
from geo.i18n import message
from geo.vocabulary import LANGUAGES

# What was typed; the key of the answer; the place it names; what the mend has to name.
MISTAKES = {
    "no such command": (["xyz"], "usage.no_command", "kzuz xyz", "kzuz --help"),
    "a command nearly": (["chek"], "usage.no_command_like", "kzuz chek", "check"),
    "an option for a command": (["--", "-x"], "usage.no_command", "kzuz -x", "kzuz --help"),
    "no command": (["--"], "usage.which", "kzuz", "kzuz --help"),
    "no such option": (["build", "-x"], "usage.no_option", "kzuz build -x", "kzuz build --help"),
    "no such option before": (["--xyz", "build"], "usage.no_option", "kzuz --xyz", "kzuz --help"),
    "an option nearly": (["build", "--otu", "x"], "usage.no_option_like", "kzuz build --otu", "--out"),
    "an option without its value": (["build", "--out"], "usage.no_value", "kzuz build --out", "kzuz build --help"),
    "a value too many": (["check", "--json=3"], "usage.takes_none", "kzuz check --json", ""),
    "a help with a value": (["--help=3"], "usage.takes_none", "kzuz --help", ""),
    "an argument too few": (["remove"], "usage.missing", "kzuz remove ID", "kzuz remove --help"),
    "arguments too many": (["build", "a", "(b)"], "usage.extra", "kzuz build a (b)", "kzuz build --help"),
    "no such language": (["check", "--lang", "xx"], "usage.not_a_choice", "kzuz check --lang", "uz"),
    "no such word": (["stats", "--by", "xx"], "usage.not_a_choice", "kzuz stats --by", "sector"),
    "not a whole number": (["serve", "--port", "xx"], "usage.not_whole", "kzuz serve --port", "12"),
    "half a whole number": (["serve", "--port", "1.5"], "usage.not_whole", "kzuz serve --port", "12"),
    "an argument no number": (["undo", "xx"], "usage.not_whole", "kzuz undo N", "12"),
    "not a number": (["export", "--km", "xx"], "usage.not_a_number", "kzuz export --km", "12.5"),
    "a number too large": (["serve", "--port", "99999"], "usage.out_of_bounds", "kzuz serve --port", "0…65535"),
    "a number too small": (["serve", "--port", "-1"], "usage.out_of_bounds", "kzuz serve --port", "0…65535"),
}


def answer(args: list[str], locale: str) -> str:
    done = CliRunner().invoke(cli.app, args, env={"LC_ALL": "", "LC_MESSAGES": "", "LANG": locale}, prog_name="kzuz")
    assert (done.exit_code, done.stdout) == (2, "")
    assert isinstance(done.exception, SystemExit)
    return done.stderr


def fixed(key: str, lang: str) -> list[str]:
    """What a sentence says whatever fills its places."""
    gaps = dict.fromkeys(("value", "help", "near", "choices", "bounds"), "\0")
    return message(key, lang, domain="problems", **gaps).split("\0")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_command_written_wrong_is_answered_in_the_language_of_the_environment(mistake, lang):
    args, key, place, named = MISTAKES[mistake]
    first, mend = answer(args, f"{lang}_XX.UTF-8").rstrip("\n").split("\n")
    assert first.startswith(f"{place}: ")
    assert named in mend
    for part in fixed(key, lang):
        assert part in first
    for part in fixed(f"{key}.mend", lang):
        assert part in mend


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", [["--lang", "{}"], ["--lang={}"]], ids=["apart", "joined"])
def test_a_language_among_the_arguments_goes_before_that_of_the_environment(asked, lang):
    other = "en_GB.UTF-8" if lang != "en" else "ru_RU.UTF-8"
    asked = [word.format(lang) for word in asked]
    for typed, rest in (
        (["chek", *asked], []),
        (["build", *asked], ["-x"]),
        (["check", *asked], ["--json=3"]),
        (["build", *asked], ["--out"]),
        (["serve", *asked], ["--port", "xx"]),
    ):
        assert answer([*typed, *rest], other) == answer([typed[0], *rest], f"{lang}_XX.UTF-8")


def test_what_was_typed_cannot_write_to_the_terminal():
    assert "\x1b" not in answer(["\x1b[2J"], "en_GB.UTF-8") + answer(["build", "--\x1b[2J"], "en_GB.UTF-8")


def test_a_folder_that_cannot_be_read_is_told_as_typer_tells_it(monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_args, **_options: False)
    told = answer(["build", "--out", str(Path.cwd())], "fr_FR.UTF-8")
    assert told.startswith("kzuz build --out: ce qui a été donné n’est pas accepté")
    assert "is not readable" in told
    assert "kzuz build --help" in told
