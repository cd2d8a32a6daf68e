"""People who want a group where they live, region by region: who would help, who wants to be told, what they wrote."""

import streamlit as st

from affiliates.content.labels import language_label
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.people.desk import RegionPeople
from affiliates.people.retention import kept_until
from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep
from components.review.actions import perform
from components.review.people.actions import people_review
from components.review.people.message import message_form
from components.shared.markdown import escape_markdown
from components.state.settings import sends_letters

_MAX_SHOWN = 50
_LETTERS = {
    PersonLetterKind.CONFIRM: "The letter that asks them to confirm",
    PersonLetterKind.PUBLISHED: "The letter about the new group",
    PersonLetterKind.MESSAGE: "Your letter to all",
}
_STEPS = {
    PersonLetterStep.WAITING: "is going to be sent.",
    PersonLetterStep.BEGUN: "may not have been sent: the mail server did not say, or the server was stopped.",
    PersonLetterStep.SENT: "was sent.",
    PersonLetterStep.FAILED: "was not sent yet: the mail server did not take it. It will be tried again.",
    PersonLetterStep.RETURNED: "was refused: the mail server takes none for this address, or did not for days.",
}
_TO_DECIDE = {PersonLetterStep.BEGUN, PersonLetterStep.RETURNED}


def people_list(token: str) -> None:
    """A line for each region with people in it; behind it each of them, and a letter to all who would help."""
    regions = people_review().by_region(token)
    st.header(f"People who want a group: {sum(len(each.people) for each in regions):,}", anchor=False)
    st.caption(
        "They gave us their address for this only. Nobody else sees it; keep it out of other lists, and write to them "
        "one by one."
    )
    if not regions:
        st.markdown("Nobody yet. Every place without a group asks families whether they want one.")
    for each in regions:
        if each.to_be_told and not sends_letters():
            _told_by_hand(token, each)
    for each in regions:
        box = st.expander(_summary(each), key=f"desk_people_{each.region}", on_change="rerun")
        if box.open:
            with box:
                _region(token, each)


def _summary(region: RegionPeople) -> str:
    helpers, news = len(region.helpers), len(region.waiting_for_news)
    wanted = [f"{helpers:,} would help"] * bool(helpers) + [f"{news:,} want to be told"] * bool(news)
    waiting = sum(each.confirmed_at is None for each in region.people)
    return " · ".join(
        [f"{_name(region.region)}: {', '.join(wanted) or 'told of the group'}"]
        + [f"{waiting:,} not confirmed"] * bool(waiting)
    )


def _name(region: str) -> str:
    return escape_markdown(region_names().get(region, region))


def _region(token: str, region: RegionPeople) -> None:
    message_form(token, region)
    for person in region.people[:_MAX_SHOWN]:
        _person(token, person)
    if len(region.people) > _MAX_SHOWN:
        st.caption(f"And {len(region.people) - _MAX_SHOWN:,} more.")


def _person(token: str, person: Person) -> None:
    key = f"desk_person_{person.id}"
    with st.container(border=True, gap="xsmall", key=key):
        name = f"**{escape_markdown(person.first_name)}** · " if person.first_name else ""
        st.markdown(f"{name}{escape_markdown(person.email)}")
        st.caption(" · ".join(_facts(person)))
        if person.sentence:
            st.text(person.sentence)
        for letter in person.letters:
            if letter.step is not PersonLetterStep.SENT:
                _letter(token, person, letter, key)
        st.button("Remove", key=f"{key}_remove", on_click=_remove, args=(token, person))


def _facts(person: Person) -> list[str]:
    wants = ["would help"] * person.would_help + ["wants to be told"] * person.wants_news
    asked = f"asked {person.asked_at:%Y-%m-%d}"
    confirmed = f"confirmed {person.confirmed_at:%Y-%m-%d}" if person.confirmed_at else "**not confirmed**"
    language = [f"reads {language_label(ENGLISH, person.language)}"] * (person.language != ENGLISH.code)
    until = kept_until(person, has_mail=sends_letters())
    return [", ".join(wants), asked, confirmed, *language, f"erased by {until:%Y-%m-%d}"]


def _letter(token: str, person: Person, letter: PersonLetter, key: str) -> None:
    if letter.step is PersonLetterStep.WAITING and not sends_letters():
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{_LETTERS[letter.kind]} {_STEPS[letter.step]}")
        if letter.step in _TO_DECIDE:
            st.button("Send it again", key=f"{key}_{letter.id}", on_click=_again, args=(token, person, letter))


def _told_by_hand(token: str, region: RegionPeople) -> None:
    to = region.to_be_told
    with st.container(border=True, key=f"desk_people_told_{region.region}"):
        st.markdown(f"**There is a group in {_name(region.region)} now.** To be told of it: {len(to):,}")
        st.code("\n".join(each.email for each in to), language=None)
        st.caption("Write to each of them alone, or put the addresses into “Bcc”.")
        st.button(
            "I have told them", key=f"desk_people_told_{region.region}_done", on_click=_told, args=(token, region)
        )


def _remove(token: str, person: Person) -> None:
    perform(lambda: people_review().remove(token, person), "Erased: nothing is kept of this wish.")


def _again(token: str, person: Person, letter: PersonLetter) -> None:
    perform(lambda: people_review().send_again(token, person, letter), "The letter is going to be sent once more.")


def _told(token: str, region: RegionPeople) -> None:
    done = "Thank you. Those who only wanted to be told are erased."
    perform(lambda: people_review().note_told(token, region), done)
