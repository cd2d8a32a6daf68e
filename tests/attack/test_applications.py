"""The forms: somebody sends more than reviewers can read, asks what others sent, or sends links that deceive."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from affiliates.applications.model import Application, SpamReason
from affiliates.review.passphrases import add_reviewer
from tests.affiliates.site.samples import parsed
from tests.attack.conftest import Attacked
from tests.attack.intruder import Intruder, intruding, said_in
from tests.attack.reviewers import cookies_of, signs_in

CONNECTIONS = 16
COMPARISONS = 20  # an hour, for each address
CANARY = "canary-7b21"
NAME, DESCRIPTION = "Name of the group (public, required)", "What the group does (public)"
MESSAGE, PHONE = "What should we know? (private)", "Your phone number (private)"
ANSWERS_ABOUT_PENDING = ("It is the same group: add this to it", "It is the same group: nothing to add")
EVIL = "https%3A%2F%2Fevil.example%2Fx"
# One sending each: what is typed into a field, and what it is refused with.
DECEPTIONS: list[dict[str, tuple[str, str]]] = [
    {
        "Website": ("https://faceb\u043eok.com/groups/1", "mixes letters of several alphabets"),
        "Facebook": ("https://facebook.com.evil.example/groups/1", "does not lead to Facebook"),
        "Twitter": ("https://x.com@evil.example/made-up", "does not name a website"),
        "Instagram": ("https://www.xn--instagrm-8fg.com/made-up", "mixes letters of several alphabets"),
        "YouTube": ("javascript:alert(1)//youtube.com/@made-up", "should begin with https://"),
        "Other link": ("https://bit.ly/made-up", "only leads on to another page"),
        "Email address for families": ("info@faceb\u043eok.com", "is not an email address"),
    },
    {
        "Website": (f"https://www.google.com/url?q={EVIL.replace('evil.', 'evil%40')}", "does not name a website"),
        "Facebook": (f"https://l.facebook.com/l.php?u={EVIL}", "does not lead to Facebook"),
        "Twitter": ("https://t.co/made-up", "does not lead to Twitter"),
        "Instagram": (f"https://www.instagram.com/x/../linkshim/?u={EVIL}", "does not lead to Instagram"),
        "YouTube": (f"https://www.youtube.com//redirect?q={EVIL}", "does not lead to YouTube"),
        "Other link": ("data:text/html,made-up", "should begin with https://"),
        "Your email address": ("me@made-up.example, you@made-up.example", "is not an email address"),
    },
    {
        "Website": ("https://0x7f.1/", "does not name a website"),
        "Facebook": (f"https://www.facebook.com/%6c.php?u={EVIL}", "does not lead to Facebook"),
        "Twitter": (f"https://twitter.com/safety/unsafe_link_warning?unsafe_link={EVIL}", "does not lead to Twitter"),
        "Instagram": ("https://l.instagram.com/made-up", "only leads on to another page"),
        "YouTube": ("https://youtube.com\\@evil.example/", "has a space or another character"),
        "Other link": ("https://l.facebook.com/l.php?u=" * 9 + "https://evil.example", "only leads on to another page"),
    },
]


@contextmanager
def somebody(server: Attacked, path: str, query: str = "", *, address: str, cookie: str = "") -> Iterator[Intruder]:
    """Somebody at an address, in a session of their own, who has a page open."""
    with intruding(server.address, headers={"X-Forwarded-For": address, "Cookie": cookie}) as sender:
        sender.opens(path, query)
        yield sender


def tells(server: Attacked, text: str, *, address: str, group: str = "group-1", **typed: str) -> str:
    """Tells what is wrong with an entry, with what else is ``typed``; returns what the page answered."""
    with somebody(server, "correct", f"group={group}", address=address) as sender:
        problem = "What is wrong?"
        return words(sender.uses("Tell us", **{problem: sender.widget(problem)[1].options[0], MESSAGE: text}, **typed))


def applies(sender: Intruder, **typed: str) -> list[ForwardMsg]:
    """Sends the form of a new group in Texas, with these values instead of its own; returns what was answered."""
    drawn = (message.delta.new_element for message in sender.heard)
    boxes = {element.checkbox.label: True for element in drawn if element.HasField("checkbox")}
    reach = "How far it reaches (public, required)"
    values = {
        NAME: "Made-up Families of Nowhere",
        "Website (public)": "nowhere.example",
        reach: sender.widget(reach)[1].options[2],
        "States or provinces it serves (public, required)": {"data": ["Texas"]},
        "Your name (private, required)": "Contact",
        "Your email address (private, required)": "contact@nowhere.example",
        **typed,
    }
    return sender.uses("Send the application", **boxes, **values)


def words(messages: list[ForwardMsg]) -> str:
    """What stands there to be read, without what escapes it."""
    return plain("\n".join(body for _, body in said_in(messages)))


def plain(markdown: str) -> str:
    return markdown.replace("\\", "").replace(":small[]", "")


def last_kept(server: Attacked) -> Application:
    return server.store.applications()[-1]


def test_flood_from_one_address_is_held_and_an_honest_one_waits_with_the_others(server: Attacked) -> None:
    """Sixteen connections filled the list within minutes, and then nobody could send anything any more."""
    for number in range(CONNECTIONS):
        assert "Thank you" in tells(server, f"flood {number}", address="192.0.2.1")
    assert "Thank you" in tells(server, "honest", address="198.51.100.1")

    kept = {each.message: each.spam_reason for each in server.store.applications()}
    assert len(kept) == CONNECTIONS + 1
    assert kept["honest"] is None
    assert kept[f"flood {CONNECTIONS - 1}"] is SpamReason.MANY_FROM_ONE_ADDRESS


def test_whoever_sends_what_another_sent_does_not_hear_that_it_waits(server: Attacked) -> None:
    """An application like somebody else's was answered with "is already waiting", 20 times in 3 seconds."""
    with (
        somebody(server, "apply", address="192.0.2.10") as applicant,
        somebody(server, "apply", address="192.0.2.11") as outsider,
    ):
        applies(applicant, **{PHONE: CANARY})
        theirs = last_kept(server).reference
        applicant.uses("Send another")
        assert "is already waiting" in words(applies(applicant))  # to the one who sent it, but not what stands in it
        buttons = [applicant.widget(answer)[1].id for answer in ANSWERS_ABOUT_PENDING]

        # Somebody who sent something too is compared with that alone.
        applies(outsider, **{NAME: "Parents of Elsewhere", "Website (public)": "elsewhere.example"})
        outsider.uses("Send another")
        forged = ClientState(fragment_id=outsider.fragment_of(outsider.widget("Send the application")[1].id))
        for button in buttons:
            forged.widget_states.widgets.add(id=button, trigger_value=True)
        outsider.reruns(forged)
        answer = applies(outsider)

        assert "Thank you" in words(answer)
        for secret in ("already", theirs, CANARY):
            assert secret not in words(answer)
        assert theirs not in outsider.text()
        assert CANARY not in outsider.text()
        assert (last_kept(server).proposal["name"], last_kept(server).follows) == ("Made-up Families of Nowhere", "")


def test_one_address_asks_so_often_whether_its_own_application_waits_and_no_more(server: Attacked) -> None:
    with somebody(server, "apply", address="192.0.2.12") as applicant:
        applies(applicant)
        applicant.uses("Send another")
        for _ in range(COMPARISONS):
            assert "is already waiting" in words(applies(applicant))
            applicant.uses("Back to the form")

        assert "Thank you" in words(applies(applicant))  # it is kept all the same


@pytest.mark.parametrize("deceptions", DECEPTIONS)
def test_link_that_does_not_lead_where_it_seems_to_is_refused(
    server: Attacked, deceptions: dict[str, tuple[str, str]]
) -> None:
    before = server.store.applications()
    with somebody(server, "apply", address="192.0.2.13") as sender:
        required = {"Your email address": "Your email address (private, required)"}
        typed = {required.get(label, f"{label} (public)"): link for label, (link, _) in deceptions.items()}
        answer = words(applies(sender, **typed))

    for label, (_, refusal) in deceptions.items():
        assert refusal in next(line for line in answer.splitlines() if f"“{label}”" in line)
    assert server.store.applications() == before


def test_correction_takes_no_email_address_with_look_alike_letters(server: Attacked) -> None:
    before = server.store.applications()
    typed = {"Your email address (private)": "me@faceb\u043eok.com"}

    assert "is not an email address" in tells(server, "hello", address="192.0.2.18", **typed)
    assert server.store.applications() == before


def test_link_is_nowhere_called_by_the_name_of_a_site_that_it_only_looks_like(server: Attacked) -> None:
    """From the forms to the desk, and from there to the map."""
    hostile = "[Facebook](https://evil.example) www.evil.example <https://evil.example> ![](https://evil.example/x.png)"
    name = "Made-up Families of Facebook"
    links = {"Website (public)": "facebook.com.evil.example", "Other link (public)": "xn--80ak6aa92e.com"}
    tells(server, hostile, address="192.0.2.14", group="group-2")
    with (
        somebody(server, "", "region=US-TX", address="192.0.2.15") as parent,
        somebody(server, "apply", address="192.0.2.16") as sender,
        somebody(server, "review", address="192.0.2.17", cookie=cookie_of_reviewer(server)) as reviewer,
    ):
        applies(sender, **{NAME: name, DESCRIPTION: hostile, **links})
        reviewer.reruns(ClientState())
        reviewer.uses(row_of("Parents of Iowa", reviewer))
        assert ("text", hostile) in said_in(reviewer.heard)
        reviewer.uses("Back to the list")
        reviewer.uses(row_of(name, reviewer))
        assert "opens facebook.com.evil.example" in words(reviewer.heard)
        reviewer.uses("Publish")
        while name not in words(parent.heard):
            parent.hears_end_of_run()  # by itself

        said = said_in([*parent.heard, *reviewer.heard])
        shown = [link for kind, body in said if kind == "html" for link in parsed(body).all("a")]
        called = {
            link.attributes["href"]: link.text for link in shown if re.search("evil|xn--", link.attributes["href"])
        }
        assert called == {"https://facebook.com.evil.example": "Website", "https://xn--80ak6aa92e.com": "Other link"}
        for kind, body in said:  # where it is read as Markdown, every dot is escaped
            assert kind in {"text", "html"} or "evil.example" not in body


def cookie_of_reviewer(server: Attacked) -> str:
    passphrase = add_reviewer(server.store.reviewers, "Sam")
    cookies = cookies_of(signs_in(server.address, "Sam", passphrase, sender="192.0.2.17"))
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def row_of(name: str, desk: Intruder) -> str:
    """The label of the row that opens an application."""
    drawn = (message.delta.new_element for message in desk.heard)
    return next(each.button.label for each in drawn if f"**{name}" in plain(each.button.label))
