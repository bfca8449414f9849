"""Start the editor, wait for its first page as a browser would, and end it: how long that takes is the figure."""

import re
import subprocess
import sys
from urllib.request import urlopen


def main() -> None:
    """Arguments: the folder of data, then the command `kzuz` in its parts."""
    data, *kzuz = sys.argv[1:]
    with subprocess.Popen([*kzuz, "serve", "--no-open", "--data", data], stdout=subprocess.PIPE, text=True) as editor:
        try:
            told = editor.stdout.readline() if editor.stdout else ""
            address = re.search(r"http://\S+", told)
            if address is None:
                raise SystemExit(f"no address in {told!r}")
            with urlopen(f"{address[0]}en/", timeout=60) as page:
                page.read()
        finally:
            editor.terminate()


if __name__ == "__main__":
    main()
