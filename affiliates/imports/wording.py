"""The words for what is found in a list: for the terminal, problems.csv and the desk."""

from collections.abc import Iterable, Mapping

from affiliates.content.wording import join_words
from affiliates.directory.mistakes import MISTAKE_MESSAGES
from affiliates.geo.regions import display_name
from affiliates.imports.cells.places import Doubt
from affiliates.imports.findings import Cause, Effect, Finding
from affiliates.imports.plan import Outcome
from affiliates.languages.catalogs import ENGLISH

# What is the matter, in words that follow a count of rows and the name of a column.
CAUSE_LABELS: Mapping[str, str] = {
    Doubt.EMPTY: "no place is given",
    Doubt.UNKNOWN_NAME: "not a place we know",
    Doubt.WHOLE_COUNTRY: "a whole country, which is for national and virtual groups only",
    Doubt.ABROAD: "outside the United States and Canada",
    Doubt.MAY_BE_ABROAD: "may be a city in another country",
    Doubt.MAY_BE_A_WORD: "may be an abbreviation of a state, or a word",
    Doubt.SIMILAR_NAME: "looks misspelled",
    Doubt.TWO_READINGS: "can be read in two ways",
    Doubt.PARTLY_READ: "only a part of it is a place we know",
    Doubt.LOST_ZEROS: "may be a ZIP code that lost its zeros",
    Doubt.POSTAL_CODE: "a postal code that belongs to no state or province",
    Doubt.CONTRADICTION: "two columns name different places",
    Doubt.NEAR_BORDER: "too near to a border to tell",
    Cause.CHOICE_UNKNOWN: "not one of the choices",
    Cause.DATE_UNCLEAR: "day and month could be either way round",
    Cause.DATE_UNKNOWN: "not a date",
    Cause.LANGUAGE_UNKNOWN: "not a language we know",
    Cause.TEXT_GARBLED: "looks garbled",
    Cause.LOOKS_LISTED: "looks like a listed group",
    Cause.LOOKS_WAITING: "looks like an application that waits for review",
    Cause.LOOKS_LIKE_ROW: "looks like another row",
    Cause.UNKNOWN_GROUP: "the answer names a group that is not listed",
    Cause.CONFLICT: "not what the entry here says",
    "link_characters": "not a link",
    "link_malformed": "not a link",
    "link_scheme": "not a link",
    "link_host": "not a link",
    "link_cut_short": "a link that is cut short",
    "link_left_over": "more links than an entry has room for",
    "email_format": "not an email address",
    "name_missing": "no name is given",
    "missing": "nothing is given",
    "choice_missing": "nothing is given",
    "regions_missing": "no place is given",
    "region_unknown": "not a place we know",
    "stacked_marks": "too many marks on one letter",
    "date_in_future": "a day that has not come yet",
    "date_format": "not a date",
    "id_format": "not an id",
    "language_unknown": "not a language we know",
}
# Whether the row is imported all the same.
EFFECT_LABELS = {
    Effect.REFUSED: "not imported",
    Effect.ASKED: "not imported until you answer",
    Effect.VALUE_LEFT_OUT: "imported without this value",
    Effect.NOTE: "imported as it is",
}
# What happens to rows, after the number of them: one, several.
OUTCOME_LABELS = {
    Outcome.NEW: ("new group", "new groups"),
    Outcome.CHANGED: ("group with changes", "groups with changes"),
    Outcome.SAME: ("group that is the same", "groups that are the same"),
    Outcome.LOOK_ALIKE: ("row that looks like another group", "rows that look like another group"),
    Outcome.UNSURE: ("row that waits for an answer", "rows that wait for an answer"),
    Outcome.REFUSED: ("row that cannot be imported", "rows that cannot be imported"),
    Outcome.SKIPPED: ("row that you leave out", "rows that you leave out"),
}
_PLACES = {each.value for each in Doubt}


def cause_label(code: str) -> str:
    """What is the matter, as words that follow the name of a column."""
    return CAUSE_LABELS.get(code) or MISTAKE_MESSAGES[code].text.partition(":")[0]


def suggestion_label(finding: Finding) -> str:
    """What a finding's cell may mean, as a question or a remark; empty where nobody can say."""
    if not finding.suggestion:
        return ""
    if finding.code in _PLACES - {Doubt.WHOLE_COUNTRY}:
        return f"{join_words(ENGLISH, map(display_name, finding.suggestion.split()))} ({finding.suggestion})?"
    labels: Mapping[str, str] = {
        Cause.LOOKS_LISTED: f"the listed group {finding.suggestion}",
        Cause.LOOKS_WAITING: f"application {finding.suggestion}",
        Cause.LOOKS_LIKE_ROW: f"row {finding.suggestion}",
        Cause.UNKNOWN_GROUP: f"“{finding.suggestion}”",
        Cause.CONFLICT: f"the entry says “{finding.suggestion}”, which stays",
        Cause.TEXT_GARBLED: f"“{finding.suggestion}”?",
        Cause.LANGUAGE_UNKNOWN: f"“{finding.suggestion}”",
    }
    return labels.get(finding.code, "")


def finding_sentence(finding: Finding) -> str:
    """One finding with its cell, as a row of problems.csv says it."""
    quoted = f" “{finding.text}”" if finding.text else ""
    parts = [f"{finding.column}{quoted}: {cause_label(finding.code)}", suggestion_label(finding)]
    return ": ".join(filter(None, parts)) + f" ({EFFECT_LABELS[finding.effect]})"


def grouped(findings: Iterable[Finding]) -> list[tuple[tuple[str, str, Effect], int, list[tuple[Finding, int]]]]:
    """Findings by cause, column and effect, the most frequent first, each with its cells by how often they occur."""
    groups: dict[tuple[str, str, Effect], dict[str, tuple[Finding, int]]] = {}
    for finding in findings:
        cells = groups.setdefault((finding.code, finding.column, finding.effect), {})
        cells[finding.text] = (cells.get(finding.text, (finding, 0))[0], cells.get(finding.text, (finding, 0))[1] + 1)
    counted = [
        (key, sum(count for _, count in cells.values()), sorted(cells.values(), key=lambda each: -each[1]))
        for key, cells in groups.items()
    ]
    return sorted(counted, key=lambda each: -each[1])
