"""Which columns of a list hold what: guessed from their names, in three languages, and from what is in them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from affiliates.directory.queries import normalize_for_search
from affiliates.directory.schema import COLUMNS, DATE_COLUMNS, LINK_COLUMNS, REQUIRED_COLUMNS
from affiliates.imports.cells.places import Certainty, read_place
from affiliates.imports.cells.values import is_nothing, parse_choice, parse_date, parse_languages, told_order
from affiliates.imports.reading.table import Table

# By target, in the order in which columns are given away: what columns are called, as whole normalized names.
_NAMES: dict[str, tuple[str, ...]] = {
    "country": ("country", "pais", "pays"),
    "latitude": ("(geo )?lat", "latitude?", "latitud"),
    "longitude": ("(geo )?(lon|lng|long)", "longitude?", "longitud"),
    "row_id": ("((record|row|entry|airtable|response) )?id", "uuid"),
    "name": (
        "name( of (the )?(group|organi[sz]ation|chapter))?",
        "(group|groups|organi[sz]ation|chapter|affiliate|org|club)( s)?( name)?",
        "nombre( (del|de la) (grupo|organizacion))?",
        "nom( (du groupe|de l organisation))?",
        "grupo|groupe|organizacion|title",
    ),
    "city": ("city", "town", "city town", "municipality", "ciudad", "ville", "municipio"),
    "regions": (
        "(states?|provinces?)( (served|s))?",
        "st|state (province|region)|states?( or | and | )provinces?|which states?.*|city state",
        "regions?( served)?|areas? (served|(you )?serves?)|service area|location|where",
        "estados?( provincia)?|provincia|ubicacion",
        "etats?|province etat|lieu",
    ),
    "postal": ("zip( ?codes?)?", "zip postal code", "postal ?code", "post ?code", "codigo postal", "code postal"),
    "address": ("(full |mailing )?address", "headquarters", "direccion", "adresse"),
    "description": ("description", "about( us)?", "mission( statement)?", "summary", "descripcion", "what .*do(es)?.*"),
    "facebook": ("(facebook|fb)( (page|group|url|link|address|groupe|grupo))*",),
    "twitter": ("(twitter|x|x twitter|twitter x)( (handle|url|link|account))*",),
    "instagram": ("(instagram|insta|ig)( (handle|url|link|account))*",),
    "youtube": ("youtube( (channel|url|link))*",),
    "website": (
        "web ?sites?( (url|link|address))?|url|web( page| address)?|home ?page|webpage",
        "sitio( web)?|pagina web",
        "site( web| internet)?",
    ),
    "links": (
        "(social( media)?|links?|other links?|online)( (links?|pages?|\\d|url))*",
        "redes sociales|enlaces?|reseaux sociaux|liens?",
    ),
    "languages": ("languages?( spoken)?", "idiomas?", "langues?"),
    "status": ("status", "active", "estatus", "activo", "statut", "actif"),
    "scope": ("scope", "reach", "level", "alcance", "portee"),
    "affiliate_since": (
        "affiliate since|joined( on)?|date joined|member since|since|start date",
        "fecha de (ingreso|inicio)|desde",
        "membre depuis|depuis",
    ),
    "last_verified_on": ("(last )?(verified|checked|confirmed)( on)?",),
}
# What forms ask, as parts of longer names; always a guess.
_QUESTIONS = {
    "name": r"name of (your|the|this) (group|organi[sz]ation|chapter)|(group|organi[sz]ation|chapter) s? ?name",
    "city": r"\b(city|town)\b",
    "regions": r"\b(states?|provinces?|estados?)\b",
    "description": r"\b(describe|description|mission)\b|what (does|do) (your|the) (group|organi[sz]ation|chapter)",
    "links": r"(web ?site|facebook|instagram|twitter).*\b(or|and|o|y|ou|et)\b.*(web ?site|facebook|instagram|twitter)",
    "facebook": r"\bfacebook\b",
    "twitter": r"\btwitter\b",
    "instagram": r"\binstagram\b",
    "youtube": r"\byoutube\b",
    "website": r"\b(web ?site|web page|home ?page)\b",
    "languages": r"\b(languages?|idiomas?|langues?)\b",
    "scope": r"\bhow far\b|\b(scope|reach)\b",
}
_PLACES = ("regions", "postal", "address")
_OWN_SITE = {"facebook", "twitter", "instagram", "youtube"}
_SAMPLE = 300
# The share of cells that fit what a column is called, from which on it is that for sure, or below which it is not.
_FITTING, _HOPELESS = 0.6, 0.2
_ID = re.compile(r"[\w-]{1,64}")
_LINK = re.compile(r"\S+\.\S+|@[\w.]+")
_NUMBER = re.compile(r"-?\d{1,3}(\.\d+)?")


@dataclass(frozen=True)
class ColumnGuess:
    """That a column of a list holds a target of ``mapping.TARGETS``: sure where its name and its cells say so."""

    target: str
    column: str
    certainty: Certainty


def guess_columns(table: Table) -> list[ColumnGuess]:
    """What the columns of a list hold; columns about which nothing is guessed are left out.

    Email addresses and notes are never guessed: only people can say which ones everybody may see.
    """
    if {"id", *REQUIRED_COLUMNS} <= set(table.columns):  # the directory itself, as it was exported
        return [ColumnGuess(each, each, Certainty.SURE) for each in table.columns if each in COLUMNS]
    left = list(table.columns)
    guesses = [each for target, names in _NAMES.items() for each in _by_name(table, target, names, left)]
    guesses += [each for target in _QUESTIONS for each in _by_question(table, target, guesses, left)]
    if not any(each.target in {"regions", "latitude"} for each in guesses):
        guesses += _by_cells(table, "regions", left)
    if not any(each.target == "name" for each in guesses):
        guesses += _most_telling_text(table, left)
    guesses += [each for column in [*left] for each in _by_cells(table, "links", [column])]
    return sorted(guesses, key=lambda each: [*_NAMES].index(each.target) if each.target in _NAMES else len(_NAMES))


def unused_columns(table: Table, guesses: Sequence[ColumnGuess]) -> list[str]:
    """The columns about which nothing was guessed, in their order."""
    return [column for column in table.columns if column not in {each.column for each in guesses}]


def holds_emails(table: Table, column: str) -> bool:
    """Whether most of a column's cells are email addresses."""
    return _share(table, column, lambda text: "@" in text and "." in text.partition("@")[2]) >= _FITTING


def _by_name(table: Table, target: str, names: tuple[str, ...], left: list[str]) -> list[ColumnGuess]:
    found = [column for column in left if any(re.fullmatch(name, _plain(column)) for name in names)]
    takes_several = target in {*_PLACES, "links", "description"}
    guesses = []
    for column in found if takes_several else found[:1]:
        share = _share(table, column, _fits(target))
        texts = [row.cells.get(column, "") for row in table.rows]
        if target == "row_id" and len(set(texts)) < len(texts):
            continue
        if share < _HOPELESS and target in {
            "status",
            "scope",
            "row_id",
            *_PLACES,
            "latitude",
            "longitude",
            *DATE_COLUMNS,
        }:
            continue
        left.remove(column)
        known = "regions" if target in _PLACES else target
        guesses.append(ColumnGuess(known, column, Certainty.SURE if share >= _FITTING else Certainty.GUESS))
    return guesses


def _by_question(table: Table, target: str, guesses: Sequence[ColumnGuess], left: list[str]) -> list[ColumnGuess]:
    """The column whose longer name asks for a target that no other column has."""
    if any(each.target == target for each in guesses):
        return []
    asking = (column for column in left if re.search(_QUESTIONS[target], _plain(column)))
    found = [column for column in asking if _share(table, column, _fits(target)) >= _HOPELESS]
    for column in found[:1]:
        left.remove(column)
    return [ColumnGuess(target, column, Certainty.GUESS) for column in found[:1]]


def _by_cells(table: Table, target: str, left: list[str]) -> list[ColumnGuess]:
    found = [
        column
        for column in left
        if _share(table, column, _fits(target)) >= _FITTING and not holds_emails(table, column)
    ]
    for column in found[:1]:
        left.remove(column)
    return [ColumnGuess(target, column, Certainty.GUESS) for column in found[:1]]


def _most_telling_text(table: Table, left: list[str]) -> list[ColumnGuess]:
    """The first column in which nearly every row has a text of its own that is no link, number or date."""
    for column in left:
        texts = [row.cells[column] for row in table.rows[:_SAMPLE] if column in row.cells]
        is_text = sum(not _LINK.fullmatch(text) and not re.fullmatch(r"[\d\W]+", text) for text in texts)
        if len(texts) >= _FITTING * len(table.rows[:_SAMPLE]) and min(is_text, len(set(texts))) >= 0.8 * len(texts):
            left.remove(column)
            return [ColumnGuess("name", column, Certainty.GUESS)]
    return []


def _fits(target: str) -> Callable[[str], bool]:
    if target in _PLACES:
        return lambda text: bool(read_place(text).regions)
    if target in LINK_COLUMNS or target == "links":
        return lambda text: bool(_LINK.search(text)) or (target in _OWN_SITE and " " not in text)
    if target in DATE_COLUMNS:
        return lambda text: bool(parse_date(text, None) or told_order([text]) or re.fullmatch(r"[\d/.-]{5,10}", text))
    if target in {"status", "scope"}:
        return lambda text: bool(parse_choice(target, text, {}))
    if target == "languages":
        return lambda text: bool(parse_languages(text)[0])
    if target in {"latitude", "longitude"}:
        return lambda text: bool(_NUMBER.fullmatch(text))
    if target == "row_id":
        return lambda text: bool(_ID.fullmatch(text))
    return lambda text: not _LINK.fullmatch(text)


def _share(table: Table, column: str, fits: Callable[[str], bool]) -> float:
    texts = [row.cells[column] for row in table.rows[:_SAMPLE] if not is_nothing(row.cells.get(column, ""))]
    return sum(map(fits, texts)) / len(texts) if texts else 0.0


def _plain(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)  # “ChapterName”
    return " ".join(re.sub(r"[^\w]+|_", " ", normalize_for_search(words)).split())
