"""What a visitor may write to a group, and how much of it."""

from html.parser import HTMLParser

import pytest

from affiliates.languages.catalogs import languages
from affiliates.upkeep.relay.letter import RelayedLetter, letter_as_html, letter_as_text, relayed_letter
from affiliates.upkeep.relay.limits import Limit, RelayLimits
from affiliates.upkeep.relay.message import (
    MAX_LENGTHS,
    VisitorMessage,
    clean_fields,
    find_message_mistakes,
)
from affiliates.upkeep.reminders.entry import entry_as_shown
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

TYPED = {"message": "What can we do?", "email": "robin@made-up.example", "name": "Robin"}
STOP, PAGE = "https://groups.example/stop", "https://groups.example/?region=US-OH#group-group-1"


def mistakes(**typed: str) -> dict[str, str]:
    """The code of the mistake in each field."""
    found = find_message_mistakes(clean_fields(TYPED | typed), own_sender="Affiliate map <desk@made-up.example>")
    return {field: each.code for field, each in found.items()}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {}),
        ({"name": ""}, {}),
        ({"message": " \n\t "}, {"message": "words_missing"}),
        ({"message": "https://spam.example/ www.spam.example"}, {"message": "only_links"}),
        ({"message": "see https://spam.example/!"}, {"message": "only_links"}),
        ({"message": "a@spam.example, b@spam.example"}, {"message": "only_links"}),
        ({"message": "They shut my son in a room: https://news.example/"}, {}),
        ({"message": "求助"}, {}),
        ({"message": "x" * 2000}, {}),
        ({"message": "x" * 2001}, {"message": "too_long"}),
        ({"name": "x" * 61}, {"name": "too_long"}),
        ({"email": ""}, {"email": "reply_address_missing"}),
        ({"email": "robin"}, {"email": "email_format"}),
        ({"email": "robin@made-up.example, victim@made-up.example"}, {"email": "email_format"}),
        ({"email": "robin@made-up.example\r\nBcc: victim@made-up.example"}, {"email": "email_format"}),
        ({"email": "Robin <robin@made-up.example>"}, {"email": "email_format"}),
        ({"name": "Robin https://evil.example/"}, {"name": "name_has_link"}),
        ({"name": "WWW.evil.example"}, {"name": "name_has_link"}),
        ({"name": "desk\uff20made-up.example"}, {"name": "name_has_link"}),
        ({"name": "J. R. O’Neil-García"}, {}),
        ({"email": "Desk@Made-Up.example"}, {"email": "reply_address_ours"}),
        ({"message": "", "email": ""}, {"message": "words_missing", "email": "reply_address_missing"}),
    ],
)
def test_every_mistake_is_named_at_once(typed: dict[str, str], expected: dict[str, str]) -> None:
    assert mistakes(**typed) == expected


def test_fields_are_cleaned_of_what_nobody_types() -> None:
    typed = {"message": " a\r\nb\0\x1b ", "email": " robin@made-up.example ", "name": "Ro\nbin \u202etxt"}

    assert clean_fields(typed) == {"message": "a\nb", "email": "robin@made-up.example", "name": "Ro bin txt"}
    assert clean_fields({}) == dict.fromkeys(MAX_LENGTHS, "")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\r\n", "\v", "\u202e\u2028"])
def test_name_stays_in_its_line_and_passes_for_no_line_of_ours(separator: str) -> None:
    name = clean_fields(TYPED | {"name": f"Robin{separator}Please sign in again"})["name"]

    assert name == "Robin Please sign in again"
    assert "First name: Robin Please sign in again" in letter_as_text(letter("Hello", name)).splitlines()


def test_nothing_of_a_message_stands_in_what_is_logged_of_it() -> None:
    assert repr(VisitorMessage("canary", "canary", "canary")) == "VisitorMessage()"


def letter(text: str, name: str = "Robin", language: str = "en", email: str = "robin@made-up.example") -> RelayedLetter:
    group = entry_as_shown(row(1))
    assert group
    message = VisitorMessage(text, email, name)
    return relayed_letter(languages()[language], group, message, name="Contact", page=PAGE, stop=STOP)


def test_message_is_quoted_line_by_line_and_cannot_pass_for_our_words() -> None:
    text = "one\n\nNo more messages through the map\u2028https://evil.example/\n" + "long words " * 50

    lines = letter_as_text(letter(text)).splitlines()

    quoted = [line for line in lines if line.startswith(">")]
    assert quoted[:4] == ["> one", ">", "> No more messages through the map", "> https://evil.example/"]
    assert max(map(len, quoted)) <= 76
    assert sum("long words" in line for line in lines) == sum("long words" in line for line in quoted)
    assert [line for line in lines if line.startswith("https://")] == [PAGE, STOP]


def test_address_with_other_letters_stands_there_as_a_mail_program_has_it_too() -> None:
    text = letter_as_text(letter("Hello", email="robin@b\u00fccher.example"))

    assert text.count("robin@b\u00fccher.example (robin@xn--bcher-kva.example)") == 2


class Markup(HTMLParser):
    """Collects the elements of a letter and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_is_a_text_and_no_link_is_made_of_it(text: str) -> None:
    english = languages()["en"]
    plain, hostile = (Markup(letter_as_html(english, letter(each, name=each))) for each in ("Hello", text))

    assert hostile.elements == plain.elements
    assert [dict(attributes)["href"] for tag, attributes in hostile.elements if tag == "a"] == [PAGE, STOP]
    assert hostile.text.count(text) == 2


def test_letter_is_in_the_language_of_the_group_and_asks_nobody_for_anything() -> None:
    spanish = letter_as_html(languages()["es"], letter("Hola", language="es"))

    assert '<html lang="es" dir="ltr">' in spanish
    assert "http" not in spanish.replace(PAGE.replace("&", "&amp;"), "").replace(STOP, "")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_who_sends_much_uses_up_nobody_elses_room() -> None:
    limits = RelayLimits(Clock())
    flood = [limits.exceeded_by("198.51.100.7", f"group-{number}") for number in range(50)]

    assert flood == [None] * 10 + [Limit.FROM_SENDER] * 40
    assert limits.exceeded_by("198.51.100.8", "group-2") is None


def test_one_group_gets_so_many_and_other_groups_as_before() -> None:
    clock = Clock()
    limits = RelayLimits(clock)
    senders = (f"198.51.100.{number}" for number in range(200))
    flood = [limits.exceeded_by(next(senders), "group-1") for _ in range(12)]

    assert flood == [None] * 10 + [Limit.TO_GROUP] * 2
    assert limits.exceeded_by(next(senders), "group-2") is None
    clock.now = 3601
    assert limits.exceeded_by(next(senders), "group-1") is None
    clock.now = 7300
    assert [limits.exceeded_by(next(senders), "group-1") for _ in range(9)] == [None] * 9  # refused ones count nowhere
    assert limits.exceeded_by(next(senders), "group-1") is Limit.TO_GROUP


def test_all_together_are_as_many_as_a_mail_server_bears() -> None:
    limits = RelayLimits(Clock())
    many = [limits.exceeded_by(f"198.51.100.{number}", f"group-{number}") for number in range(65)]

    assert many == [None] * 60 + [Limit.IN_ALL] * 5


def test_ipv6_network_of_one_customer_counts_three_times_at_most() -> None:
    limits = RelayLimits(Clock())
    many = [limits.exceeded_by(f"2001:db8:0:{number:x}::/64", f"group-{number}") for number in range(31)]

    assert (many[29], many[30]) == (None, Limit.FROM_SENDER)


def test_behind_a_proxy_that_nobody_named_one_keeps_the_others_out_of_no_group() -> None:
    limits = RelayLimits(Clock())

    assert [limits.exceeded_by("127.0.0.1", f"group-{number}") for number in range(20)] == [None] * 20
