"""Every line of docs/python.md runs as it stands, in one process, from a folder without an atlas."""

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "python.md"


def test_every_block_runs_in_the_order_of_the_page(tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 7
    (tmp_path / "page.py").write_text("\n".join(blocks), encoding="utf-8")
    done = subprocess.run([sys.executable, "page.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "energy" in done.stdout
    written = {path.name for path in tmp_path.iterdir()}
    assert written >= {
        "energy.html",
        "with_marker.html",
        "energy.gpkg",
        "energy.xlsx",
        "energy.svg",
        "energy.pdf",
        "energy.png",
        "trade.svg",
        "plot.png",
    }
