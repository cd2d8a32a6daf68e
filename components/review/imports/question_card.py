"""One question about a list, with the ways to answer it, or with its answer."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from affiliates.content.wording import format_day
from affiliates.geo.regions import COUNTRIES, region_names
from affiliates.imports.cells.places import Doubt
from affiliates.imports.cells.values import DateFormat, parse_date
from affiliates.imports.desk.questions import Question, QuestionKind, with_answers
from affiliates.imports.mapping import EVERYWHERE, NOT_ANSWERED, SKIP
from affiliates.imports.wording import cause_label
from affiliates.languages.catalogs import ENGLISH
from affiliates.storage.contract.drafts import ListDraft
from components.review.imports.opened import change_list
from components.review.imports.wording import (
    SCOPE_LABELS,
    STATUS_LABELS,
    TARGET_LABELS,
    answer_label,
    places_label,
    rows_label,
    shorten,
)
from components.shared.markdown import escape_markdown

_MAX_TEXT, _MAX_NAME = 200, 60


@dataclass(frozen=True)
class AskedOnDesk:
    """A question about a list, and the reviewer who is asked."""

    token: str
    draft: ListDraft
    question: Question

    @property
    def key(self) -> str:
        """The beginning of the keys of its fields."""
        return f"desk_import_{key_of(self.question.kind, self.question.text)}"

    def answer(self, answer: str) -> None:
        """Keeps an answer, for callbacks."""
        answer_questions(self.token, self.draft, [(self.question.kind, self.question.text, answer)])


def question_card(asked: AskedOnDesk, answer: str | None) -> None:
    """Draws a question; ``answer`` is what was answered since the list was compared last."""
    question = asked.question
    with st.container(border=True, gap="xsmall"):
        if answer is not None:
            _answered(asked, answer)
            return
        text, column = escape_markdown(shorten(question.example, _MAX_TEXT)), escape_markdown(question.column)
        st.markdown(f"**“{text}”** · {rows_label(question.rows)} · {column}: {cause_label(question.code)}")
        if question.names:
            names = [shorten(name, _MAX_NAME) for name in question.names]
            more = " …" * (question.rows > len(names))
            st.caption(escape_markdown(f"{', '.join(names)}{more}"))
        match question.kind:
            case QuestionKind.PLACE:
                _ask_place(asked)
            case QuestionKind.STATUS:
                _ask_choice(asked, STATUS_LABELS)
            case QuestionKind.SCOPE:
                _ask_choice(asked, SCOPE_LABELS)
            case QuestionKind.DATE:
                _ask_choice(asked, _days(question.example))


def has_guess(question: Question) -> bool:
    """Whether there is a guess that can be taken as it is: a whole country is a place of few groups only."""
    return bool(question.suggestion) and question.code != Doubt.WHOLE_COUNTRY


def answer_questions(token: str, draft: ListDraft, answers: Sequence[tuple[QuestionKind, str, str]]) -> None:
    """Keeps answers, for callbacks."""
    change_list(token, draft, lambda mapping: with_answers(mapping, answers))


def key_of(kind: QuestionKind, text: str) -> str:
    """A key for what is asked: any text may be, and keys are short."""
    return hashlib.sha256(f"{kind} {text}".encode("utf-8", "replace")).hexdigest()[:16]


def _answered(asked: AskedOnDesk, answer: str) -> None:
    question = asked.question
    is_date = question.kind is QuestionKind.DATE
    what = TARGET_LABELS[question.text] if is_date else f"“{shorten(question.text, _MAX_TEXT)}”"
    with st.container(horizontal=True, vertical_alignment="center"):
        label = escape_markdown(f"{what} is {answer_label(question.kind, answer)}")
        st.markdown(f":material/check: {label} · {rows_label(question.rows)}", width="stretch")
        st.button("Change", key=f"{asked.key}_change", type="tertiary", on_click=asked.answer, args=(NOT_ANSWERED,))


def _ask_place(asked: AskedOnDesk) -> None:
    chosen = st.multiselect(
        "Which place is it?",
        [*region_names(), *COUNTRIES, EVERYWHERE],
        format_func=places_label,
        key=f"{asked.key}_places",
        placeholder="Choose one or several places",
        label_visibility="collapsed",
    )
    answer = EVERYWHERE if EVERYWHERE in chosen else " ".join(chosen)
    guess = asked.question.suggestion
    with st.container(horizontal=True):
        if has_guess(asked.question) and not chosen:
            st.button(f"It is {places_label(guess)}", key=f"{asked.key}_yes", on_click=asked.answer, args=(guess,))
        else:
            st.button("Save", key=f"{asked.key}_save", disabled=not chosen, on_click=asked.answer, args=(answer,))
        skip = f"{asked.key}_skip"
        st.button("Leave these rows out", key=skip, type="tertiary", on_click=asked.answer, args=(SKIP,))


def _days(text: str) -> dict[str, str]:
    """Which days a text may be, each once, by how it is then written."""
    found = {order: parse_date(text, order) for order in reversed(DateFormat)}
    orders = {day: order for order, day in found.items() if day}
    return {str(order): f"It is {format_day(ENGLISH, day)}" for day, order in orders.items()}


def _ask_choice(asked: AskedOnDesk, labels: Mapping[str, str]) -> None:
    with st.container(horizontal=True):
        for value, label in labels.items():
            st.button(label, key=f"{asked.key}_{value}", on_click=asked.answer, args=(value,))
