"""What a chart says: values, units and reporters in the reader's language, each series and target in a sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geo.figures.series import Panel, Point, goal_of
from geo.i18n import has_message, message, text_in
from geo.i18n.dates import period
from geo.i18n.format import count, number
from geo.model import Atlas, Source
from geo.vocabulary import Language


@dataclass(frozen=True)
class ChartWords:
    """The words of a language: phrases are what the data say in English alone, by their English text."""

    lang: Language
    phrases: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, Source]

    @classmethod
    def of(cls, atlas: Atlas, lang: Language) -> "ChartWords":
        """Those of an atlas."""
        rows = [phrase.model_dump() for phrase in atlas.phrases]
        return cls(lang, {row["text_en"]: row for row in rows}, atlas.sources)

    def phrase(self, text: str) -> str:
        """A text that the data have in English alone, in the reader's language if it is known there."""
        found = text_in(self.phrases.get(text, {}), "text", self.lang)
        return found[0] if found else text

    def reporter(self, name: str) -> str:
        """Who reports a value."""
        return self.phrase(name)

    def unit(self, unit: str) -> str:
        """A unit of the data; one that no catalogue can write stays as the data have it."""
        key = _unit_key(unit)
        return message(key, self.lang) if has_message(key) else unit

    def value(self, value: float) -> str:
        """A value: below a hundred with two digits after the point at most."""
        return number(value, self.lang, 2 if abs(value) < 100 else 0)

    def amount(self, point: Point) -> str:
        """A value with its unit; what is counted takes the form its number asks for."""
        key = _unit_key(point.row["unit"])
        if has_message(f"{key}.other"):
            return count(key, round(point.value), self.lang)
        return f"{self.value(point.value)} {self.unit(point.row['unit'])}"

    def when(self, point: Point) -> str:
        """The period of a value."""
        return period(point.row["period"], self.lang)

    def target(self, point: Point) -> str:
        """A target as it stands beside its star."""
        return f"{self.amount(point)} · {self.when(point)}"

    def goal(self, panel: Panel) -> str:
        """How far the newest value is from what was promised; empty without a goal."""
        goal = goal_of(panel)
        if goal is None:
            return ""
        return message(
            "chart.goal", self.lang, value=self.amount(goal.latest), period=self.when(goal.latest),
            reporter=self.reporter(goal.latest.row["reporter"]), share=number(round(goal.share * 100), self.lang),
            target=self.amount(goal.target), year=self.when(goal.target),
        )  # fmt: skip

    def described(self, panel: Panel) -> Iterator[str]:
        """Every series and target in a sentence each."""
        for one in panel.series:
            first, last = one.points[0], one.points[-1]
            said: dict[str, Any] = {"reporter": self.reporter(one.reporter), "n": len(one.points)}
            if len(one.points) == 1:
                said |= {"period": self.when(last), "value": self.amount(last)}
                yield message("chart.describe_one", self.lang, **said)
                continue
            said |= {"from": self.when(first), "to": self.when(last)}
            said |= {"first": self.amount(first), "last": self.amount(last)}
            yield message("chart.describe", self.lang, **said)
        for point in panel.targets:
            who = self.reporter(point.row["reporter"])
            amount = self.amount(point)
            yield message("chart.describe_target", self.lang, reporter=who, period=self.when(point), value=amount)

    def row(self, point: Point) -> str:
        """A value in a line: period, value, who says so on what basis, the source, what else to know."""
        source = self.sources.get(point.row["source"])
        cited = (source.container_title or source.title) if source else None
        return " · ".join(filter(None, [
            f"{self.when(point)}: {self.amount(point)}", self.reporter(point.row["reporter"]),
            message(f"basis.{point.row['basis']}", self.lang), cited, self.phrase(point.row["note"] or ""),
        ]))  # fmt: skip


def _unit_key(unit: str) -> str:
    return "unit." + re.sub(r"[^a-z0-9]+", "_", unit.lower()).removesuffix("_")
