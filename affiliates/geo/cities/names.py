"""The names of places in one form for all spellings."""

import re
import unicodedata

# What the words of a city's name are short for, as people and the U.S. Postal Service write them.
_SHORT_FORMS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without accents, periods and whatever else is not a letter or digit."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.findall(r"\w+", plain.casefold().replace(".", ""))


def city_key(city: str) -> str:
    """What all spellings of a city's name have in common: ``saint-louis`` for "St. Louis" and "SAINT LOUIS".

    Empty for a text without letters and digits.
    """
    return "-".join(_SHORT_FORMS.get(word, word) for word in plain_words(city))
