"""Which country somebody names in place of a state or province, in any of our languages."""

from functools import cache

from affiliates.geo.cities.names import plain_words
from affiliates.languages.catalogs import languages

# What else people write, by ISO 3166-1 code; all other names are Unicode's (CLDR, by Babel).
_ALSO = {
    "US": ("USA", "United States of America", "America", "The States", "EE. UU.", "EUA", "É.-U."),
    "GB": (
        *("UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"),
        *("Gran Bretaña", "Inglaterra", "Escocia", "Gales"),
        *("Grande-Bretagne", "Angleterre", "Écosse", "Pays de Galles"),
    ),
    "AE": ("UAE",),
}  # fmt: skip
# Codes in CLDR that are no country's: unions, currencies and tests.
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def country_named(words: list[str]) -> str:
    """The ISO 3166-1 code of the country whose name these words are (``plain_words``), empty where they are none.

    Georgia, Puerto Rico and Guam are names of regions too: whoever asks looks for those first.
    """
    return _countries().get("".join(words), "")


@cache
def _countries() -> dict[str, str]:
    """The code of each country by each of its names, as plain words without blanks."""
    names = [
        (name, code)
        for language in languages().values()
        for code, name in language.locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    names += [(name, code) for code, several in _ALSO.items() for name in several]
    return {"".join(plain_words(name)): code for name, code in names}
