"""A real browser for the tests: Chrome, Chromium or Edge as installed, else installed here, else a clear refusal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Chromium without windows comes first: the same pages in the same engine, in two thirds of the time.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
HELP = """No Chrome, Chromium or Edge was found, and none could be installed. The page is tested in a real browser.
Either
  apt-get install chromium-headless-shell   (Debian), or
  install Chrome, Chromium or Edge by hand, or
  set KZUZ_BROWSER to the program's path, then run make test again."""


def find() -> str | None:
    """Path of a browser on this machine, or None; `KZUZ_BROWSER` comes first."""
    named = os.environ.get("KZUZ_BROWSER")
    if named:
        return named if Path(named).exists() else None
    found = next((path for command in COMMANDS if (path := shutil.which(command))), None)
    return found or next((place for place in PLACES if Path(place).exists()), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Try Debian's package as root or with sudo, then Playwright's own download; failures are left to `find`."""
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if not root or shutil.which("sudo"):
            _apt_get(root, "update", "-qq")
            # Debian's old releases have only the second, which brings the same fonts.
            choices = ["chromium-headless-shell", "fonts-liberation"], ["chromium"]
            any(_apt_get(root, "install", "-y", "-qq", *names) for names in choices)
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _apt_get(root: list[str], *arguments: str) -> bool:
    """Whether it did what it was asked."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run([*root, "apt-get", *arguments], check=False, env=quiet).returncode == 0


def main() -> None:
    """Print the browser's path, installing one if there is none; leave with 1 and advice if that fails."""
    if not find():
        install()
    path = find()
    if not path:
        sys.exit(HELP)
    print(f"browser: {path}")


if __name__ == "__main__":
    main()
