"""What the columns hold: guessed, drafted for people to edit, and read again."""

import pytest

from affiliates.errors import MappingError
from affiliates.imports.columns import guess_columns, unused_columns
from affiliates.imports.draft import draft_mapping, draft_toml
from affiliates.imports.mapping import parse_mapping
from affiliates.imports.plan import Outcome, Surroundings, make_plan
from tests.affiliates.imports.made_up_files import delimited, table_of
from tests.affiliates.imports.made_up_plans import HEADER, ONE


@pytest.mark.parametrize(
    ("header", "targets"),
    [
        (("Group Name", "State", "Web site", "Facebook page", "E-mail"), ["name", "regions", "facebook", "website"]),
        (("Nombre", "Estado", "Sitio web", "Ciudad", "Correo"), ["name", "city", "regions", "website"]),
        (("Nom du groupe", "Province", "Site Web", "Ville", "Courriel"), ["name", "city", "regions", "website"]),
    ],
)
def test_columns_are_guessed_from_names_in_three_languages(header: tuple[str, ...], targets: list[str]) -> None:
    third = "Lansing" if "city" in targets else "made.example"
    sites = ("made.example", third) if "city" in targets else ("made.example", "facebook.com/made-up")
    table = table_of(delimited([header, ("Made-up Lanterns", "MI", *sites, "a@made.example")]))
    guesses = guess_columns(table)

    assert [each.target for each in guesses] == targets
    assert unused_columns(table, guesses) == [header[-1]]  # addresses are published only where somebody says so


def test_columns_of_a_form_are_guessed_from_its_questions() -> None:
    header = ["Timestamp", "Your name", "Your email", "What is the name of your group?", "Which state(s) do you serve?"]
    header += ["In which city or town do you meet?", "Facebook page or group", "Anything else (not published)?"]
    answers = (
        "3/4/2026 10:15:00",
        "Made-up Person",
        "a@b.example",
        "Made-up Lanterns",
        "Ohio",
        "Akron",
        "@lanterns",
        "no",
    )
    table = table_of(delimited([header, answers, answers]))
    guesses = guess_columns(table)

    assert [each.target for each in guesses] == ["name", "city", "regions", "facebook"]
    assert unused_columns(table, guesses) == [*header[:3], header[-1]]


def test_columns_are_guessed_from_their_cells_where_names_do_not_tell() -> None:
    rows = [
        ("A", "B", "C"),
        ("Made-up Lanterns", "MI", "https://a.example"),
        ("Made-up Kites", "Ohio", "https://b.example"),
    ]
    guesses = guess_columns(table_of(delimited(rows)))

    assert {each.target: each.column for each in guesses} == {"name": "A", "regions": "B", "links": "C"}


def test_draft_says_what_is_guessed_asks_what_is_unknown_and_can_be_used_as_it_is() -> None:
    rows = [HEADER, ONE, ("a2", 'Made-up "Kites"', 'New "England"', ""), ("a3", "Made-up Boats", 'New "England"', "")]
    table = table_of("\n".join("\t".join(each) for each in rows).replace('"', '""'))
    draft = draft_mapping(table, guess_columns(table), source="a list", encoding="", delimiter="")
    text = draft_toml(draft)
    read = parse_mapping(text, table.columns)

    assert read.model_copy(update={"places": {}}) == draft.mapping
    assert list(read.places.values()) == ["?"]
    assert "# 2 rows, not a place we know" in text


SOURCE = 'source = "x"'
NAME, STATE = 'name = "Group"', 'regions = "State"'
SAME = '[constants]\nscope = "local"\nstatus = "active"'


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["source = list"], "not valid TOML"),
        ([SOURCE, "sauce = 1"], "sauce"),
        ([SOURCE, SAME, "[columns]", STATE], "names of the groups"),
        ([SOURCE, SAME, "[columns]", NAME], "where the groups are"),
        ([SOURCE, "[columns]", NAME, STATE], "Nothing says the scope"),
        ([SOURCE, "[columns]", 'title = "Group"'], "no “title”"),
        ([SOURCE, SAME, "[columns]", 'name = "Gruppe"', STATE], "no column “Gruppe”"),
        ([SOURCE, SAME, "[columns]", NAME, STATE, 'scope = "Scope"'], "“scope” is under"),
        ([SOURCE, SAME, "[columns]", NAME, STATE, "[places]", 'x = "US-QQ"'], "US-QQ"),
        ([SOURCE, SAME, "[columns]", NAME, STATE, "[scopes]", 'x = "wide"'], "wide"),
        ([SOURCE, SAME, "[columns]", NAME, STATE, "[look_alikes]", 'x = "old"'], "same as GROUP-ID"),
        ([SOURCE, 'all_in = "MX"', SAME, "[columns]", NAME, STATE], "“MX”"),
    ],
)
def test_mistake_in_a_mapping_is_named(lines: list[str], words: str) -> None:
    with pytest.raises(MappingError, match=words):
        parse_mapping("\n".join(lines), HEADER)


def test_many_cities_are_one_question() -> None:
    rows = [HEADER, *((f"a{n}", f"Made-up {n}", f"Made-up Town {n}, MI", "") for n in range(300))]
    table = table_of(delimited(rows, "\t"))
    text = draft_toml(draft_mapping(table, guess_columns(table), source="list", encoding="", delimiter=""))
    assert "# 300 rows have a city and an abbreviation, such as “Made-up Town 0, MI”" in text
    assert text.count('"?"  #') == 20
    answered = parse_mapping(text.replace("# all_in", "all_in"), table.columns)

    assert make_plan(table, answered, Surroundings({}, {})).count(Outcome.UNSURE) == 0


def test_unclear_dates_and_choices_are_asked_about() -> None:
    rows = [
        ("Group", "State", "Joined", "Status"),
        ("Made-up A", "Ohio", "3/4/2026", "Active"),
        ("Made-up B", "Iowa", "5/6/2026", "Resting"),
    ]
    table = table_of(delimited(rows))
    text = draft_toml(draft_mapping(table, guess_columns(table), source="list", encoding="", delimiter=""))
    assert '# affiliate_since = "month/day/year"' in text
    assert '"Resting" = "?"' in text
    answers = text.replace('# affiliate_since = "month', 'affiliate_since = "month').replace(
        '"Resting" = "?"', '"Resting" = "paused"'
    )
    after = make_plan(table, parse_mapping(answers, table.columns), Surroundings({}, {})).after()

    assert [(each["affiliate_since"], each["status"]) for each in after.values()] == [
        ("2026-03-04", "active"),
        ("2026-05-06", "paused"),
    ]
