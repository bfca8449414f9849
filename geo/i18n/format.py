"""Numbers, dates, money and plurals as each of the five languages writes them (Babel, Unicode CLDR)."""

from functools import cache

from babel import Locale

from geo.vocabulary import Language


@cache
def _locale(lang: Language) -> Locale:
    return Locale.parse(lang)


def plural_form(n: int, lang: Language) -> str:
    """Which of `one`, `few`, `many`, `other` a counted text takes.

    >>> plural_form(3, "ru")
    'few'
    """
    return _locale(lang).plural_form(n)
