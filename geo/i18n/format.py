"""Numbers, dates, lengths, money and plurals as each of the five languages writes them (Babel, Unicode CLDR).

The same texts as the page's `atlas/format.ts` and `atlas/i18n.ts`; `tests/fixtures/format.json` holds both to them.
Words, names of months too, are those of the catalogues. Import this module where it is needed: Babel takes its time.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from geo.i18n import Domain, has_message, message
from geo.i18n.dates import date as date
from geo.vocabulary import Language

# A double may have this many digits before the point, and as many behind.
_EXACT = Context(prec=700)


@cache
def _locale(lang: Language) -> Locale:
    return Locale.parse("en_GB" if lang == "en" else lang)


def plural_form(n: float, lang: Language) -> str:
    """Which of `one`, `few`, `many`, `other` a counted text takes.

    >>> plural_form(3, "ru")
    'few'
    """
    return _locale(lang).plural_form(n)


def count(key: str, n: int, lang: Language, *, domain: Domain = "interface") -> str:
    """A counted text: `key.one`, `key.few`, `key.many` or `key.other`, with `{n}` written as the language does."""
    form = f"{key}.{plural_form(n, lang)}"
    known = form if has_message(form, domain=domain) else f"{key}.other"
    return message(known, lang, domain=domain, n=number(n, lang))


def number(n: float, lang: Language, digits: int = 0) -> str:
    """A number with at most so many digits after the point, halves rounded away from nought.

    >>> number(1234567.25, "fr", 1)
    '1\\u202f234\\u202f567,3'
    """
    rounded = _rounded(Decimal(repr(float(n))), digits)
    return format_decimal(rounded, format="#,##0." + "#" * digits, locale=_locale(lang))


def _rounded(n: Decimal, digits: int) -> Decimal:
    return n.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=_EXACT)


def km(n: float, lang: Language) -> str:
    """A length: in whole kilometres from a hundred on, below with one digit after the point."""
    return message("number.km", lang, n=number(n, lang, 1 if abs(n) < 100 else 0))


def minutes(n: int, lang: Language) -> str:
    """A time of travel: minutes below two hours, then hours and minutes."""
    if n < 120:
        return message("number.minutes", lang, n=number(n, lang))
    return message("number.hours", lang, h=number(n // 60, lang), m=f"{n % 60:02d}")


def usd(n: float, lang: Language) -> str:
    """US dollars: `1.2 billion US dollars`, in each language's words."""
    return _large("money.usd", n, lang) if n >= 1e6 else message("money.usd", lang, n=number(n, lang))


def kzt(n: float, lang: Language) -> str:
    """Tenge, in millions at the least."""
    return _large("money.kzt", n, lang)


def _large(key: str, n: float, lang: Language) -> str:
    if n >= 1e9:
        return message(f"{key}_billion", lang, n=number(n / 1e9, lang, 2))
    return message(f"{key}_million", lang, n=number(n / 1e6, lang, 1))


def coordinates(lon: float, lat: float, decimals: int) -> str:
    """A position as people read it: latitude first, decimal points in every language, so that it can be typed."""
    return ", ".join(f"{_rounded(Decimal(value), decimals):f}" for value in (lat + 0.0, lon + 0.0))


def listed(items: Sequence[str], lang: Language, style: Literal["standard", "or"] = "standard") -> str:
    """Words in a row, the last after the language's word for `and`, or for `or`.

    >>> listed(["KZ", "UZ"], "ru", "or")
    'KZ или UZ'
    """
    return format_list(list(items), style=style, locale=_locale(lang))
