"""What a printer is sent of a map, and what the screen shows before and after."""

from typing import Any

import pytest

VIEW = """() => {
    const { lat, lng } = kzuz.map.getCenter();
    const { width, height } = kzuz.map.getContainer().getBoundingClientRect();
    return [lat, lng, kzuz.map.getZoom(), width, height, document.documentElement.className];
}"""
# What a printer is about to be sent, seen when all who prepare for it have done so.
WATCH = """() => addEventListener('beforeprint', () => {
    const box = (name) => {
        const { left, top, right, bottom } = document.querySelector(name).getBoundingClientRect();
        return [left, top, right, bottom];
    };
    const seen = kzuz.map.getBounds();
    const legend = document.querySelector('.print-legend');
    const controls = document.querySelectorAll('button, summary, select');
    window.sent = {
        parts: ['.print-top', '.map-area', '.print-legend', '.print-foot'].map(box),
        cut: legend.scrollHeight - legend.clientHeight,
        seen: [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()],
        controls: [...controls].filter((one) => one.checkVisibility()).length,
    };
})"""


def assert_a_map_on_paper(sent: dict[str, Any], width: float, height: float) -> None:
    """Title, map, legend and credits beside each other within so many pixels, and both countries on the map."""
    top, area, legend, foot = sent["parts"]
    assert area[2] - area[0] > 0.6 * width
    assert area[3] - area[1] > 0.5 * height
    assert top[3] <= area[1] + 1
    assert area[2] <= legend[0] + 1
    assert max(area[3], legend[3]) <= foot[1] + 1
    for left, upper, right, lower in sent["parts"]:
        assert left >= 0
        assert upper >= 0
        assert right <= width + 1
        assert lower <= height + 1
    assert sent["cut"] <= 1
    west, south, east, north = sent["seen"]
    assert west < 47
    assert south < 37.5
    assert east > 87
    assert north > 55
    assert sent["controls"] == 0


def assert_same_view(after: list[Any], before: list[Any]) -> None:
    """The same middle, within a pixel, and all else exactly."""
    pixel = 360 / (256 * 2 ** before[2])
    assert after[:2] == pytest.approx(before[:2], abs=pixel)
    assert after[2:] == before[2:]
