"""One language: our texts in it, as GNU gettext names its functions.

A text is a whole sentence in English with its values named in braces. Whoever says something to a visitor is given the
``Language`` to say it in; none is ever kept for later, so that what one visitor reads never reaches another one.
"""

from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import NoReturn

from babel import Locale
from babel.numbers import format_decimal


@dataclass(frozen=True)
class Message:
    """A text to be translated when it is shown; not a string, so that it cannot be shown by mistake.

    ``context`` tells apart what is one word in English and several in other languages.
    """

    text: str
    context: str = ""

    def __str__(self) -> NoReturn:
        """Refuses."""
        raise TypeError(f"“{self.text}” has to be translated before it is shown: language.gettext(message)")


def N_(text: str) -> Message:  # noqa: N802 (the name by which translators' tools find it)
    """Marks the text of a constant."""
    return Message(text)


def NP_(context: str, text: str) -> Message:  # noqa: N802
    """Marks the text of a constant in a context."""
    return Message(text, context)


@dataclass(frozen=True)
class Language:
    """A language and our texts in it; equal to every other one with the same code.

    Attributes
    ----------
    code
        What stands for it in addresses, such as ``es`` in ``/?lang=es`` and ``/es/r/US-PR/``, and in HTML.
    locale
        How it writes numbers, days and lists.
    """

    code: str
    locale: Locale = field(compare=False)
    translations: NullTranslations = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """What those who speak it call it: "Español"."""
        name = self.locale.get_language_name(self.locale) or self.code
        return name[:1].upper() + name[1:]

    @property
    def direction(self) -> str:
        """``ltr``, or ``rtl`` where it is written from right to left."""
        return str(self.locale.text_direction)

    def gettext(self, message: str | Message, /, **values: str | float) -> str:
        """A text in this language, its values filled in, numbers as the language writes them."""
        if isinstance(message, Message):
            if message.context:
                return self.pgettext(message.context, message.text, **values)
            message = message.text
        return self._fill(self.translations.gettext(message), values)

    def pgettext(self, context: str, text: str, /, **values: str | float) -> str:
        """The same for a text that is translated differently in this context."""
        return self._fill(self.translations.pgettext(context, text), values)

    def ngettext(self, singular: str, plural: str, count: int, /, **values: str | float) -> str:
        """The form that a count asks for; the count itself is named ``{count}`` in it."""
        return self._fill(self.translations.ngettext(singular, plural, count), {"count": count, **values})

    def _fill(self, text: str, values: dict[str, str | float]) -> str:
        """What templates do otherwise: they need markup."""
        return text.format_map({name: self._in_words(value) for name, value in values.items()})

    def _in_words(self, value: str | float) -> str:
        return value if isinstance(value, str) else str(format_decimal(value, locale=self.locale))
