"""The atlas on somebody's own axes of matplotlib: all that has a place, beside what he draws himself."""

import matplotlib as mpl
import pytest
from matplotlib import pyplot

import geo
from geo import extras
from geo.figures.things import things
from geo.vocabulary import SURE_PRECISIONS

mpl.use("agg")


@pytest.fixture
def axes():
    figure, ax = pyplot.subplots()
    yield ax
    pyplot.close(figure)


def test_everything_with_a_place_is_on_the_very_axes_in_degrees(enriched, axes):
    part = geo.select(enriched, sector=["water", "energy"])
    assert geo.plot(part, ax=axes, lang="kk") is axes
    axes.scatter([69.28], [41.31], label="ours")
    placed = [thing for thing in things(part, "kk") if thing.shape is not None]
    drawn = {artist.get_gid() for artist in (*axes.collections, *axes.lines)} - {None}
    assert drawn == {thing.id for thing in placed}
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    assert all(west < thing.shape.bounds[0] and thing.shape.bounds[2] < east for thing in placed)
    assert all(south < thing.shape.bounds[1] and thing.shape.bounds[3] < north for thing in placed)
    assert "ODbL" in axes.get_xlabel()
    widths = {line.get_gid(): line.get_linewidth() for line in axes.lines}
    assert all(widths[one.id] > 2 for one in placed if not one.is_point and one.geometry_kind == "schematic")
    for thing in placed:
        if thing.is_point:
            [mark] = [one for one in axes.collections if one.get_gid() == thing.id]
            is_full = mpl.colors.to_hex(mark.get_facecolor()[0]) == thing.color
            assert is_full == (thing.precision in SURE_PRECISIONS)


def test_without_axes_or_ground_they_are_made_and_nothing_is_below(enriched):
    ax = geo.plot(geo.select(enriched, kind="crossing"), ground=False, legend=False, style="dark")
    assert ax.get_legend() is None
    assert all(artist.get_gid() for artist in ax.collections)
    pyplot.close(ax.figure)


def test_without_matplotlib_its_extra_is_named(enriched, monkeypatch):
    def absent(name: str):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", absent)
    with pytest.raises(extras.MissingPart, match=r"kzuz-atlas\[plot\]"):
        geo.plot(enriched)
    with pytest.raises(ValueError, match="lang='de' is not known"):
        geo.plot(enriched, lang="de")
