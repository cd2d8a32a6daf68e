"""What an import would do: to new rows, to rows it brought in before, and to those that look like others."""

from typing import Any

import pytest

from affiliates.applications.batches import SourceRow
from affiliates.directory.mistakes import MISTAKE_MESSAGES
from affiliates.errors import MappingError
from affiliates.imports.cells.places import Doubt
from affiliates.imports.columns import guess_columns, unused_columns
from affiliates.imports.draft import draft_mapping, draft_toml
from affiliates.imports.findings import Cause, Effect, Finding
from affiliates.imports.mapping import ListMapping, parse_mapping
from affiliates.imports.plan import Outcome, Plan, Surroundings, make_plan
from affiliates.imports.problem_rows import problems_csv
from affiliates.imports.rows import row_keys
from affiliates.imports.wording import cause_label, finding_sentence
from tests.affiliates.imports.made_up_files import delimited, table_of
from tests.made_up import row

HEADER = ("Id", "Group", "State", "Site")
ONE = ("a1", "Made-up Lanterns", "Mich.", "lanterns.example")
TWO = ("a2", "Made-up Kites", "PA/NJ", "kites.example")
COLUMNS = {"row_id": ("Id",), "name": ("Group",), "regions": ("State",), "website": ("Site",)}
CONSTANTS = {"scope": "statewide", "status": "active"}


def mapping(**values: Any) -> ListMapping:
    return ListMapping(**{"source": "list", "columns": COLUMNS, "constants": CONSTANTS, **values})


def plan_of(*rows: tuple[str, ...], entries: dict[str, Any] | None = None, known: Any = (), **values: Any) -> Plan:
    waiting = values.pop("waiting", {})
    surroundings = Surroundings(entries or {}, waiting, known, frozenset(values.pop("taken", ())))
    return make_plan(table_of(delimited([HEADER, *rows], "\t")), mapping(**values), surroundings)


def listed(plan: Plan) -> dict[str, Any]:
    return dict(plan.after())


def known(plan: Plan) -> tuple[SourceRow, ...]:
    return tuple(SourceRow(keys=row_keys(e.row), group_id=e.group_id, values=e.row.values) for e in plan.rows)


def outcomes(plan: Plan) -> list[Outcome]:
    return [each.outcome for each in plan.rows]


def test_new_rows_become_groups_with_ids_of_their_own() -> None:
    plan = plan_of(ONE, TWO, ("a3", "Made-up Kites", "Texas", ""), taken=["made-up-lanterns"])

    assert outcomes(plan) == [Outcome.NEW] * 3
    assert list(listed(plan)) == ["made-up-lanterns-2", "made-up-kites", "made-up-kites-2"]
    assert listed(plan)["made-up-kites"] == row(
        1,
        id="made-up-kites",
        name="Made-up Kites",
        regions="US-PA US-NJ",
        website="https://kites.example",
    )


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("New England", Outcome.REFUSED),
        ("Curitiba, PR", Outcome.UNSURE),
        ("Nationwide", Outcome.REFUSED),
        ("USA", Outcome.REFUSED),
        ("n/a", Outcome.REFUSED),
        ("", Outcome.REFUSED),
    ],
)
@pytest.mark.parametrize("scope", ["statewide", "national", "virtual"])
def test_nothing_unsure_is_imported_and_nothing_becomes_everywhere(state: str, outcome: Outcome, scope: str) -> None:
    plan = plan_of(("a1", "Made-up Lanterns", state, "x.example"), constants={**CONSTANTS, "scope": scope})

    if state == "USA" and scope != "statewide":
        assert plan.after()["made-up-lanterns"]["regions"] == "US"
    else:
        assert outcomes(plan) == [outcome]
        assert plan.after() == {}


@pytest.mark.parametrize(
    ("answer", "outcome", "regions"),
    [
        ("US-ME US-VT", Outcome.NEW, "US-ME US-VT"),
        ("us-me", Outcome.NEW, "US-ME"),
        ("skip", Outcome.SKIPPED, None),
        ("?", Outcome.REFUSED, None),
        ("everywhere", Outcome.REFUSED, None),  # statewide groups are somewhere
    ],
)
def test_each_unknown_place_is_answered_once(answer: str, outcome: Outcome, regions: str | None) -> None:
    rows = [(f"a{n}", f"Made-up {name}", "New England", "") for n, name in enumerate(["Lanterns", "Kites"])]
    plan = plan_of(*rows, places={"New England": answer})

    assert outcomes(plan) == [outcome] * 2
    assert {each["regions"] for each in plan.after().values()} == ({regions} if regions else set())


def test_everywhere_is_possible_where_somebody_says_so() -> None:
    constants = {**CONSTANTS, "scope": "virtual"}
    plan = plan_of(("a1", "Made-up", "Online", ""), places={"Online": "everywhere"}, constants=constants)

    assert plan.after()["made-up"]["regions"] == ""


@pytest.mark.parametrize(
    ("country", "outcome"), [("USA", Outcome.NEW), ("Brasil", Outcome.REFUSED), ("", Outcome.UNSURE)]
)
def test_country_column_decides_about_cities(country: str, outcome: Outcome) -> None:
    columns = {**COLUMNS, "country": ("Site",)}
    del columns["website"]
    plan = plan_of(("a1", "Made-up", "Lansing, MI", country), columns=columns)

    assert outcomes(plan) == [outcome]


def test_wrong_link_costs_the_link_and_not_the_group() -> None:
    plan = plan_of(("a1", "Made-up Lanterns", "Ohio", "no link at all"))

    assert outcomes(plan) == [Outcome.NEW]
    assert plan.after()["made-up-lanterns"]["website"] == ""
    assert {finding.effect for finding in plan.rows[0].findings} == {Effect.VALUE_LEFT_OUT}


def test_garbled_text_is_mended_only_where_that_is_wanted() -> None:
    garbled = ("a1", "Groupe inventÃ©", "QuÃ©bec", "")
    assert outcomes(plan_of(garbled)) == [Outcome.REFUSED]
    mended = plan_of(garbled, mend_text=True)

    assert mended.after()["groupe-invente"]["name"] == "Groupe inventé"
    assert mended.rows[0].findings[0].code == Cause.TEXT_GARBLED


def test_same_list_again_changes_nothing() -> None:
    first = plan_of(ONE, TWO)
    again = plan_of(ONE, TWO, entries=listed(first), known=known(first))

    assert outcomes(again) == [Outcome.SAME] * 2


@pytest.mark.parametrize(
    "row_of_it",
    [
        ("a1", "Made-up Lamps", "Ohio", "lamps.example"),  # by its own id
        ("", "Made-up Lamps", "Mich.", "https://www.lanterns.example/"),  # by its link
        ("", "made-up lanterns", "MI", "other.example"),  # by its name and region
    ],
)
def test_row_is_known_again_by_its_id_its_link_or_its_name(row_of_it: tuple[str, ...]) -> None:
    first = plan_of(ONE, TWO)
    again = plan_of(row_of_it, entries=listed(first), known=known(first))

    assert (again.rows[0].outcome, again.rows[0].group_id) == (Outcome.CHANGED, "made-up-lanterns")
    assert again.gone == ("made-up-kites",)
    assert set(again.after()) == {"made-up-lanterns", "made-up-kites"}


@pytest.mark.parametrize(
    ("theirs", "ours", "outcome", "site", "conflicts"),
    [
        ("new.example", "lanterns.example", Outcome.CHANGED, "new.example", 0),
        ("lanterns.example", "ours.example", Outcome.SAME, "ours.example", 0),
        ("new.example", "ours.example", Outcome.SAME, "ours.example", 1),
        ("new.example", "new.example", Outcome.SAME, "new.example", 0),
        ("", "lanterns.example", Outcome.CHANGED, "", 0),
        ("", "ours.example", Outcome.SAME, "ours.example", 1),
    ],
)
def test_three_ways_of_change(theirs: str, ours: str, outcome: Outcome, site: str, conflicts: int) -> None:
    first = plan_of(ONE)
    entries = listed(first)
    entries["made-up-lanterns"] |= {"website": f"https://{ours}"}
    again = plan_of((*ONE[:3], theirs), entries=entries, known=known(first))

    assert outcomes(again) == [outcome]
    assert again.after()["made-up-lanterns"]["website"] == (f"https://{site}" if site else "")
    assert [each.code for each in again.rows[0].findings] == [Cause.CONFLICT] * conflicts


def test_first_import_fills_in_what_a_listed_group_lacks_and_overwrites_nothing() -> None:
    ours = row(1, id="lanterns", name="Made-up Lanterns", regions="US-MI", description="In our words.")
    plan = plan_of(ONE, entries={"lanterns": ours})

    assert plan.after()["lanterns"] == {**ours, "website": "https://lanterns.example"}


def test_group_that_was_paused_here_stays_paused() -> None:
    first = plan_of(ONE)
    entries = listed(first)
    entries["made-up-lanterns"] |= {"status": "paused"}

    assert outcomes(plan_of(ONE, entries=entries, known=known(first))) == [Outcome.SAME]


@pytest.mark.parametrize(
    ("other", "cause"),
    [
        ({"entries": {"x": row(1, id="x", name="The Made-up Lantern", regions="US-MI")}}, Cause.LOOKS_LISTED),
        ({"waiting": {"AM-1": row(1, name="The Made-up Lantern", regions="US-MI")}}, Cause.LOOKS_WAITING),
    ],
)
def test_look_alike_waits_for_an_answer(other: dict[str, Any], cause: Cause) -> None:
    plan = plan_of(ONE, **other)

    assert outcomes(plan) == [Outcome.LOOK_ALIKE]
    assert plan.rows[0].findings[-1].code == cause
    assert outcomes(plan_of(ONE, look_alikes={"a1": "new"}, **other)) == [Outcome.NEW]
    assert outcomes(plan_of(ONE, look_alikes={"a1": "skip"}, **other)) == [Outcome.SKIPPED]


def test_look_alike_that_is_a_listed_group_changes_it() -> None:
    entries = {"x": row(1, id="x", name="The Made-up Lantern", regions="US-MI")}
    plan = plan_of(ONE, entries=entries, look_alikes={"a1": "same as x"})

    assert (plan.rows[0].outcome, plan.rows[0].group_id) == (Outcome.CHANGED, "x")


def test_rows_that_look_like_each_other_are_one_and_a_question() -> None:
    plan = plan_of(ONE, ("a9", "Made-up Lanterns Inc.", "MI", ""), ("a8", "Made-up Lanterns", "Texas", ""))

    assert outcomes(plan) == [Outcome.NEW, Outcome.LOOK_ALIKE, Outcome.NEW]


def test_problems_corrected_and_fed_back_are_the_same_rows() -> None:
    rows = (ONE, ("a2", "=Made-up Kites", "New England", "kites.example"))
    table = table_of("Our groups\n" + delimited([HEADER, *rows]))
    own = mapping(header_row=2)
    plan = make_plan(table, own, Surroundings({}, {}))
    text = problems_csv(table, plan).decode("utf-8-sig")
    assert '"\'=Made-up Kites"' in text
    known_names = [name for names in COLUMNS.values() for name in names]
    back = table_of(text.replace('"New England"', '"Vermont"'), header_row=2, known=known_names)
    again = make_plan(back, own, Surroundings(listed(plan), {}, known(plan)[:1]))

    assert [each.outcome for each in again.rows] == [Outcome.NEW]
    assert again.after()["made-up-kites"]["name"] == "=Made-up Kites"
    assert again.gone == ()


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


def test_answer_that_names_no_listed_group_is_told() -> None:
    plan = plan_of(ONE, look_alikes={"a1": "same as nobody"})

    assert outcomes(plan) == [Outcome.UNSURE]
    assert finding_sentence(plan.rows[0].findings[-1]) == (
        "name “Made-up Lanterns”: the answer names a group that is not listed: “same as nobody” "
        "(not imported until you answer)"
    )


def test_each_group_is_at_most_one_row() -> None:
    entries = {"x": row(1, id="x", name="Made-up Lanterns", regions="US-MI")}
    other = ("a5", "Made-up Candles", "Mich.", "")
    plan = plan_of(ONE, other, entries=entries, look_alikes={"a5": "same as x"})

    assert [each.group_id for each in plan.rows] == ["", "x"]
    assert plan.rows[0].outcome is Outcome.LOOK_ALIKE


@pytest.mark.parametrize("code", [*Doubt, *Cause, *MISTAKE_MESSAGES])
def test_every_finding_has_words(code: str) -> None:
    assert cause_label(code)
    for suggestion in ("", "US-MI"):
        assert finding_sentence(Finding(code, Effect.ASKED, "State", "a cell", suggestion)).startswith(
            "State “a cell”: "
        )
