"""How many people live where there is no statewide group, as a fraction in everyday use: a whole sentence per case."""

from dataclasses import dataclass
from fractions import Fraction

from affiliates.coverage.summary import CoverageSummary
from affiliates.languages.language import N_, Language, Message

# Fractions in everyday use; below and above them it is "fewer than 1 of 20" and "more than 19 of 20".
_EVERYDAY_FRACTIONS = [Fraction(n, d) for d in (2, 3, 4, 5, 6, 8, 10) for n in range(1, d)]
_FEW = Fraction(1, 20)
# Closer than this, a fraction is called exact.
_TOLERANCE = Fraction(1, 1000)


@dataclass(frozen=True)
class _Sentences:
    """What is said of a share of the people, and where it is not known."""

    exactly: Message
    about: Message
    fewer: Message
    more: Message
    everyone: Message
    unknown: Message


_CHILDREN_WHERE_NONE = _Sentences(
    exactly=N_("{numerator} of {denominator} children live where there is none."),
    about=N_("About {numerator} of {denominator} children live where there is none."),
    fewer=N_("Fewer than 1 of 20 children live where there is none."),
    more=N_("More than 19 of 20 children live where there is none."),
    everyone=N_("Every child lives where there is none."),
    unknown=N_("We do not know how many children live where there is none."),
)
_CHILDREN_WITHOUT_STATEWIDE = _Sentences(
    exactly=N_("{numerator} of {denominator} children live where there is no statewide group."),
    about=N_("About {numerator} of {denominator} children live where there is no statewide group."),
    fewer=N_("Fewer than 1 of 20 children live where there is no statewide group."),
    more=N_("More than 19 of 20 children live where there is no statewide group."),
    everyone=N_("Every child lives where there is no statewide group."),
    unknown=N_("We do not know how many children live where there is no statewide group."),
)
_CHILDREN_WHERE_NONE_IS_KNOWN = _Sentences(
    exactly=N_("{numerator} of {denominator} children live where no statewide group is known."),
    about=N_("About {numerator} of {denominator} children live where no statewide group is known."),
    fewer=N_("Fewer than 1 of 20 children live where no statewide group is known."),
    more=N_("More than 19 of 20 children live where no statewide group is known."),
    everyone=N_("Every child lives where no statewide group is known."),
    unknown=N_("We do not know how many children live where no statewide group is known."),
)
_PEOPLE_WHERE_NONE = _Sentences(
    exactly=N_("{numerator} of {denominator} people live where there is none."),
    about=N_("About {numerator} of {denominator} people live where there is none."),
    fewer=N_("Fewer than 1 of 20 people live where there is none."),
    more=N_("More than 19 of 20 people live where there is none."),
    everyone=N_("Everyone lives where there is none."),
    unknown=N_("We do not know how many people live where there is none."),
)
_PEOPLE_WITHOUT_PROVINCEWIDE = _Sentences(
    exactly=N_("{numerator} of {denominator} people live where there is no province-wide group."),
    about=N_("About {numerator} of {denominator} people live where there is no province-wide group."),
    fewer=N_("Fewer than 1 of 20 people live where there is no province-wide group."),
    more=N_("More than 19 of 20 people live where there is no province-wide group."),
    everyone=N_("Everyone lives where there is no province-wide group."),
    unknown=N_("We do not know how many people live where there is no province-wide group."),
)
_PEOPLE_WHERE_NONE_IS_KNOWN = _Sentences(
    exactly=N_("{numerator} of {denominator} people live where no province-wide group is known."),
    about=N_("About {numerator} of {denominator} people live where no province-wide group is known."),
    fewer=N_("Fewer than 1 of 20 people live where no province-wide group is known."),
    more=N_("More than 19 of 20 people live where no province-wide group is known."),
    everyone=N_("Everyone lives where no province-wide group is known."),
    unknown=N_("We do not know how many people live where no province-wide group is known."),
)
# By country: where no group at all is, where local groups only may be, and where nobody knows.
_SENTENCES = {
    "US": (_CHILDREN_WHERE_NONE, _CHILDREN_WITHOUT_STATEWIDE, _CHILDREN_WHERE_NONE_IS_KNOWN),
    "CA": (_PEOPLE_WHERE_NONE, _PEOPLE_WITHOUT_PROVINCEWIDE, _PEOPLE_WHERE_NONE_IS_KNOWN),
}
_ALL_COVERED = {"US": N_("Every child lives where there is one."), "CA": N_("Everyone lives where there is one.")}


def people_sentence(language: Language, summary: CoverageSummary) -> str:
    """How many people live where there is no statewide group: "About 7 of 8 children live where there is none.".

    It follows the sentence about the regions. The fraction is the nearest one in everyday use (halves to tenths,
    without sevenths and ninths), with "about" unless it is exact to a thousandth. It says everyone or no one only if
    that is true, and no population is unknown.
    """
    if not summary.people_total:
        return language.gettext(_sentences(summary).unknown)
    without = Fraction(summary.people_total - summary.people_statewide, summary.people_total)
    if without == 0 and not summary.unknown_population:
        return language.gettext(_ALL_COVERED[summary.country])
    sentences = _sentences(summary)
    if without == 1 and not summary.unknown_population:
        return language.gettext(sentences.everyone)
    if without < _FEW:
        return language.gettext(sentences.fewer)
    if without > 1 - _FEW:
        return language.gettext(sentences.more)
    nearest = everyday_fraction(without)
    sentence = sentences.exactly if abs(nearest - without) <= _TOLERANCE else sentences.about
    return language.gettext(sentence, numerator=nearest.numerator, denominator=nearest.denominator)


def everyday_fraction(fraction: Fraction) -> Fraction:
    """The nearest of the fractions in everyday use; of two that are as near, the one with the smaller denominator."""
    return min(_EVERYDAY_FRACTIONS, key=lambda each: (abs(each - fraction), each.denominator))


def _sentences(summary: CoverageSummary) -> _Sentences:
    none, no_statewide, none_known = _SENTENCES[summary.country]
    if summary.doubtful:
        return none_known
    return no_statewide if summary.local_only else none
