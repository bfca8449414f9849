"""What a rule is: a small function over a View that yields Problems and changes nothing.

Its words are in the catalogues (`i18n/problems`): what it is about under `rule.<id>.about`, what is wrong under the
key of the Problem, and how to mend that under `<key>.mend`, else `rule.<id>.mend`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from geo.errors import Problem, Said
from geo.validate.view import View
from geo.vocabulary import Language

Find = Callable[[View], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Parameters
    ----------
    id
        The name of its function, with hyphens.
    whole
        It compares parts of the atlas with each other, so it says nothing true of an atlas some of which was not read.
    wording
        It judges how something is said, not what: who draws a map need not wait for a better translation.
    """

    id: str
    find: Find
    whole: bool = False
    wording: bool = False

    def problems(self, view: View) -> Iterator[Problem]:
        """What it finds, each marked with its id."""
        for problem in self.find(view):
            yield replace(problem, rule=self.id)

    def about(self, lang: Language = "en") -> str:
        """What holds in a sound atlas, in a reader's language."""
        return Said(f"rule.{self.id}.about").text(lang)
