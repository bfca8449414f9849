"""What the package offers by name stays what it is, however often and after whatever import it is asked for."""

import importlib
import pkgutil
import random
import subprocess
import sys
from pathlib import Path

import pytest

import geo

ROOT = Path(__file__).parents[1]
MODULES = [info.name for info in pkgutil.walk_packages(geo.__path__, "geo.") if info.name != "geo.__main__"]
PACKAGES = ["geo", *(info.name for info in pkgutil.walk_packages(geo.__path__, "geo.") if info.ispkg)]
CALLABLE = "assert all(callable(getattr(geo, name)) for name in geo.__all__), geo.__all__"


def run(code: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("name", PACKAGES)
def test_no_name_a_package_offers_is_the_name_of_one_of_its_modules(name):
    package = importlib.import_module(name)
    offered = set(getattr(package, "__all__", ()))
    assert offered.isdisjoint(info.name for info in pkgutil.iter_modules(package.__path__))


def test_the_lines_of_the_readme_run_twice_in_one_process(tmp_path):
    lines = (ROOT / "README.md").read_text(encoding="utf-8")
    code = lines.split("```python\n")[1].split("```")[0]
    (tmp_path / "data").symlink_to(ROOT / "data")
    twice = code + "\n" + code + "\n" + CALLABLE
    done = run(twice, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("seed", range(3))
def test_importing_every_module_first_in_any_order_changes_no_name(seed):
    order = random.Random(seed).sample(MODULES, len(MODULES))
    code = "import importlib, geo\n" + "".join(f"importlib.import_module({name!r})\n{CALLABLE}\n" for name in order)
    done = run(code)
    assert done.returncode == 0, done.stderr
