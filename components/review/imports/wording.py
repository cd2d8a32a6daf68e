"""The words for reviewers who bring a list in."""

from affiliates.content.labels import link_column_label, scope_label, status_label
from affiliates.content.wording import count_of, join_words
from affiliates.directory.schema import LINK_COLUMNS, Scope, Status
from affiliates.geo.regions import COUNTRIES, display_name
from affiliates.imports.desk.questions import QuestionKind
from affiliates.imports.mapping import EVERYWHERE, SKIP, TARGETS
from affiliates.imports.plan import Stage
from affiliates.languages.catalogs import ENGLISH

SCOPE_LABELS = {str(scope): scope_label(ENGLISH, scope) for scope in Scope}
STATUS_LABELS = {str(status): status_label(ENGLISH, status) for status in Status}
# What a column of a list may hold, the most frequent first.
_LABELS = {
    "name": "Name of the group",
    "regions": "State, province, ZIP code or address",
    "city": "City",
    "description": "What the group does",
    **{column: link_column_label(ENGLISH, column) for column in LINK_COLUMNS},
    "links": "Links of any kind",
    "email": "Email address that everybody may see",
    "languages": "Languages",
    "scope": "How far it reaches",
    "kind": "Affiliate group or ally",
    "status": "Active, paused or inactive",
    "country": "Country",
    "row_id": "The list’s own number of each row",
    "affiliate_since": "Affiliate since",
    "last_verified_on": "Last verified",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "id": "Id of the group on this map",
}
TARGET_LABELS = _LABELS | {target: target.replace("_", " ").capitalize() for target in TARGETS if target not in _LABELS}
MISSING_LABELS = {
    "name": "Choose the column with the names of the groups.",
    "regions": "Choose the column that says where each group is.",
    "scope": "Choose how far the groups reach.",
    "status": "Choose whether the groups are active.",
}
STAGE_LABELS = {
    Stage.READING: "Reading the rows",
    Stage.COMPARING: "Looking for groups that are listed already",
    Stage.ENTERING: "Putting it together",
}


def answer_label(kind: QuestionKind, answer: str) -> str:
    """An answer in words."""
    if kind is QuestionKind.STATUS:
        return STATUS_LABELS[answer].lower()
    if kind is QuestionKind.SCOPE:
        return SCOPE_LABELS[answer].lower()
    if kind is QuestionKind.DATE:
        return answer
    if answer == SKIP:
        return "left out"
    return places_label(answer)


def places_label(codes: str) -> str:
    """Regions and countries by their codes, or everywhere, in words."""
    if codes == EVERYWHERE:
        return "everywhere"
    return join_words(ENGLISH, (COUNTRIES.get(code) or display_name(code) for code in codes.split()))


def shorten(text: str, length: int) -> str:
    """The beginning of a text, with … where it goes on."""
    return text if len(text) <= length else f"{text[:length]}…"


def rows_label(count: int) -> str:
    """A number of rows in words."""
    return count_of(count, "row", "rows")
