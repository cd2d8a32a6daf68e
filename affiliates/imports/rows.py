"""From a row of a list to a group's values, with everything in it that a person should look at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from affiliates.applications.validation import clean_text
from affiliates.directory.links import canonical_link
from affiliates.directory.queries import normalize_for_search
from affiliates.directory.schema import (
    COLUMNS,
    DATE_COLUMNS,
    DECISIVE_COLUMNS,
    LINK_COLUMNS,
    NATIONAL_OR_VIRTUAL,
    EntryKind,
    find_mistakes,
    is_ally,
)
from affiliates.directory.values import split_codes
from affiliates.geo.regions import COUNTRIES, region_names
from affiliates.imports.cells.coordinates import read_coordinates
from affiliates.imports.cells.links import sort_links
from affiliates.imports.cells.place_names import country_in_column
from affiliates.imports.cells.places import Certainty, Doubt, PlaceReading, combine, read_place, sure_of
from affiliates.imports.cells.repairs import mended
from affiliates.imports.cells.values import (
    DateFormat,
    email_in,
    is_nothing,
    parse_choice,
    parse_date,
    parse_languages,
    told_order,
)
from affiliates.imports.findings import Cause, Effect, Finding
from affiliates.imports.mapping import ListMapping
from affiliates.imports.reading.table import Table, TableRow

_PLACEHOLDER_ID = "new"


@dataclass(frozen=True)
class ImportRow:
    """A row of a list as the directory would have it.

    ``values`` holds the columns of the directory that the list gives, as text, ``id`` only where the list is an export
    of the directory; a value that cannot be used is left out. ``is_skipped``: whoever imports said so.
    """

    source: TableRow
    values: dict[str, str]
    findings: tuple[Finding, ...] = ()
    row_id: str = ""
    is_skipped: bool = False
    key: str = field(default="", compare=False)

    def has(self, effect: Effect) -> bool:
        """Whether something with this effect was found in it."""
        return any(each.effect is effect for each in self.findings)


def read_rows(table: Table, mapping: ListMapping, rows: Iterable[TableRow] | None = None) -> list[ImportRow]:
    """The rows of a list, or only some ``rows`` of it, in their order."""
    reader = _RowReader(table, mapping)
    return [reader.read(row) for row in (table.rows if rows is None else rows)]


def row_keys(row: ImportRow) -> list[str]:
    """Under what a row is known again, the most telling first: its own id, its links, its name and regions."""
    links = [f"link:{canonical_link(row.values[column])}" for column in LINK_COLUMNS if row.values.get(column)]
    name = normalize_for_search(row.values.get("name", ""))
    return [*([f"id:{row.row_id}"] if row.row_id else []), *links, f"name:{name}|{row.values.get('regions', '')}"]


class _RowReader:
    """Reads rows by one mapping; what holds for a whole column is worked out once."""

    def __init__(self, table: Table, mapping: ListMapping) -> None:
        self._mapping = mapping
        self._orders = {target: self._order(table, target) for target in DATE_COLUMNS if target in mapping.columns}

    def read(self, row: TableRow) -> ImportRow:
        """One row."""
        cells, findings = self._mended(row)
        values = dict(self._mapping.constants)
        for target in self._mapping.columns:
            if target in COLUMNS and target not in {"regions", *LINK_COLUMNS}:
                values[target] = self._value(target, cells, findings)
        self._read_links(cells, values, findings)
        is_skipped = self._read_places(cells, values, findings)
        values = {column: clean_text(column, text) for column, text in values.items()}
        self._check(row, values, findings)
        row_id = next((cells[name] for name in self._mapping.columns.get("row_id", ()) if cells.get(name)), "")
        return ImportRow(row, values, tuple(findings), row_id, is_skipped)

    def _mended(self, row: TableRow) -> tuple[dict[str, str], list[Finding]]:
        used = {name for names in self._mapping.columns.values() for name in names}
        cells, findings = {}, []
        for name in used & row.cells.keys():
            text = row.cells[name]
            better = mended(text) if not text.isascii() or "&" in text else text
            if better != text:
                findings.append(Finding(Cause.TEXT_GARBLED, Effect.NOTE, name, text, better))
            cells[name] = better if self._mapping.mend_text else text
        return {name: "" if is_nothing(text) else text for name, text in cells.items()}, findings

    def _value(self, target: str, cells: dict[str, str], findings: list[Finding]) -> str:
        names = self._mapping.columns[target]
        text = " ".join(cells[name] for name in names if cells.get(name))
        if not text:
            return ""
        if target in DATE_COLUMNS:
            return self._date(target, names[0], text, findings)
        if target == "languages":
            codes, unknown = parse_languages(text)
            for each in unknown:
                findings.append(Finding(Cause.LANGUAGE_UNKNOWN, Effect.VALUE_LEFT_OUT, names[0], text, each))
            return " ".join(codes)
        if target in {"status", "scope"}:
            answers = self._mapping.statuses if target == "status" else self._mapping.scopes
            choice = parse_choice(target, text, answers)
            if not choice:
                findings.append(Finding(Cause.CHOICE_UNKNOWN, Effect.ASKED, names[0], text, target))
            return choice
        if target == "kind":  # as the file has it
            return "" if text.casefold() == EntryKind.AFFILIATE else text.casefold()
        return email_in(text) if target == "email" else text

    def _date(self, target: str, name: str, text: str, findings: list[Finding]) -> str:
        order = self._orders[target]
        found = parse_date(text, order)
        if found is None:
            could_be = any(parse_date(text, each) for each in DateFormat)
            cause = Cause.DATE_UNCLEAR if could_be and order is None else Cause.DATE_UNKNOWN
            findings.append(Finding(cause, Effect.VALUE_LEFT_OUT, name, text, target))
        return str(found or "")

    def _order(self, table: Table, target: str) -> DateFormat | None:
        names = self._mapping.columns[target]
        texts = (row.cells[name] for row in table.rows for name in names if name in row.cells)
        return self._mapping.dates.get(target) or told_order(texts)

    def _read_links(self, cells: dict[str, str], values: dict[str, str], findings: list[Finding]) -> None:
        mapped = [target for target in (*LINK_COLUMNS, "links") if target in self._mapping.columns]
        if not mapped:
            return
        named = [(target, name) for target in mapped for name in self._mapping.columns[target]]
        given = [("" if target == "links" else target, cells.get(name, "")) for target, name in named]
        found, mistakes = sort_links(given)
        for text, mistake in mistakes:
            name = next((name for _, name in named if text in cells.get(name, "")), named[0][1])
            findings.append(Finding(mistake.code, Effect.VALUE_LEFT_OUT, name, text))
        # A list with a column for links speaks for each column that it fills or names, not for others.
        values |= {target: "" for target in mapped if target in LINK_COLUMNS and not mistakes} | found

    def _read_places(self, cells: dict[str, str], values: dict[str, str], findings: list[Finding]) -> bool:
        """Puts the regions into ``values``; whether whoever imports leaves rows with this place out."""
        if "regions" in self._mapping.constants:
            return False
        is_wide = values.get("scope") in NATIONAL_OR_VIRTUAL or is_ally(values)
        names = self._mapping.columns.get("regions", ())
        texts = [cells.get(name, "") for name in names]
        if any(self._mapping.skips(text) for text in texts):
            return True
        country = self._country(cells)
        reading = self._place(texts, cells, country)
        if reading.doubt is Doubt.WHOLE_COUNTRY and is_wide:
            reading = sure_of(reading.regions)
        if is_wide and "id" in self._mapping.columns:  # an export of the directory, where CA is Canada, and no code
            codes = split_codes(" ".join(texts))  # means everywhere
            reading = sure_of(codes) if set(codes) <= {*COUNTRIES, *region_names()} else reading
        values["regions"] = " ".join(reading.regions) if reading.certainty is Certainty.SURE else ""
        if reading.doubt:
            place = next((place for place, text in enumerate(texts) if text), 0)
            effect = Effect.ASKED if reading.certainty is Certainty.GUESS else Effect.REFUSED
            column = names[place] if names else "latitude"
            text = texts[place] if names else " ".join(cells.get(each, "") for each in self._point_columns())
            if country and country not in COUNTRIES:
                column = self._mapping.columns["country"][0]
                text = cells[column]
            findings.append(Finding(reading.doubt, effect, column, text, " ".join(reading.regions)))
        return False

    def _place(self, texts: list[str], cells: dict[str, str], country: str) -> PlaceReading:
        answers = [answer for text in texts if text and (answer := self._mapping.place_answer(text))]
        if answers:
            return answers[0]
        if country and country not in COUNTRIES:
            return PlaceReading((), Certainty.UNKNOWN, Doubt.ABROAD)
        is_home = bool(country) or bool(self._mapping.all_in)
        readings = [read_place(text, is_home=is_home) for text in texts]
        if point := [cells.get(name, "") for name in self._point_columns()]:
            readings.append(read_coordinates(point[0], point[-1]))
        return _within(combine(readings), (country,) if country else self._mapping.all_in)

    def _country(self, cells: dict[str, str]) -> str:
        return next((country_in_column(cells.get(name, "")) for name in self._mapping.columns.get("country", ())), "")

    def _point_columns(self) -> list[str]:
        columns = self._mapping.columns
        return [columns[each][0] for each in ("latitude", "longitude") if columns.get(each)]

    def _check(self, row: TableRow, values: dict[str, str], findings: list[Finding]) -> None:
        """Leaves out values with mistakes; a mistake in what every group needs refuses the row."""
        has_place = any(each.code in set(Doubt) for each in findings)
        asked = {each.suggestion for each in findings if each.code == Cause.CHOICE_UNKNOWN}
        mistakes = find_mistakes({**dict.fromkeys(COLUMNS, ""), "id": _PLACEHOLDER_ID, **values})
        for column, mistake in mistakes.items():
            if column in asked or (column == "regions" and has_place):
                continue
            effect = Effect.REFUSED if column in DECISIVE_COLUMNS else Effect.VALUE_LEFT_OUT
            name = (*self._mapping.columns.get(column, ()), column)[0]
            findings.append(Finding(mistake.code, effect, name, row.cells.get(name, values.get(column, ""))))
        for column in mistakes.keys() - set(DECISIVE_COLUMNS):
            values.pop(column, None)
        for finding in findings:
            if finding.code in {Cause.DATE_UNCLEAR, Cause.DATE_UNKNOWN}:
                values.pop(finding.suggestion, None)


def _within(reading: PlaceReading, countries: tuple[str, ...]) -> PlaceReading:
    """A reading that is a guess where a region lies in none of the countries that the row, or the mapping, names."""
    outside = [code for code in reading.regions if countries and code.partition("-")[0] not in countries]
    if outside and reading.certainty is Certainty.SURE:
        return PlaceReading(reading.regions, Certainty.GUESS, Doubt.CONTRADICTION)
    return reading


def distinct_findings(rows: list[ImportRow]) -> Iterator[tuple[Finding, int]]:
    """Each finding once, with the number of rows that have it, the most frequent first."""
    counts: dict[Finding, int] = {}
    for row in rows:
        for finding in row.findings:
            counts[finding] = counts.get(finding, 0) + 1
    yield from sorted(counts.items(), key=lambda each: -each[1])
