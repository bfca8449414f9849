"""Every command and every line of Python on the page about embedding does what the page says."""

import re
import shlex
from html import unescape

import pytest
from conftest import DATA, ROOT

from geo import slicing

PAGE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
BEYOND = {"--split": 3, "--resize": 4, "--picture": 2, "--markdown": 2, "--quarto": 2, "--oembed": 3}


@pytest.fixture
def here(monkeypatch, enriched, tmp_path):
    """An empty folder, and the atlas read once."""
    monkeypatch.setattr(slicing, "checked", lambda *_: enriched)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_writes_its_files_and_prints_what_is_pasted(run, here, command):
    program, *arguments = shlex.split(command)
    said = run(*arguments, "--data", DATA)
    assert (program, said.code) == ("kzuz", 0), said.err
    files = [path for path in here.rglob("*") if path.is_file()]
    assert len(files) == max([1, *(n for option, n in BEYOND.items() if option in arguments)])
    [page] = [path for path in files if path.suffix == ".html"]
    assert page.name in said.err
    assert "srcdoc=" in said.out if "--inline" in arguments else page.name in said.out


def test_what_the_page_shows_of_the_first_command_is_what_it_prints(run, here):
    said = run(*shlex.split(COMMANDS[0])[1:], "--data", DATA)
    [shown] = re.findall(r"```html\n(.*?)```", PAGE, re.DOTALL)
    assert said.out == shown


def test_the_lines_of_python_run(here, enriched, monkeypatch):
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(block, "docs/embedding.md", "exec"), names)
    made = names["made"]
    assert "Вода" in unescape(made.iframe("water.html"))
    for name in re.findall(r"`made\.(\w+)", PAGE):
        assert hasattr(made, name), name


def test_every_option_of_its_own_is_on_the_page(run):
    told = set(re.findall(r"--[a-z]+", run("embed", "--help").out))
    of_slices = set(re.findall(r"--[a-z]+", run("export", "--help").out))
    assert told - of_slices - set(re.findall(r"--[a-z]+", PAGE)) == set()
