"""Step 2: what nobody can tell from the list, each thing asked once for all its rows."""

from collections.abc import Sequence

import streamlit as st

from affiliates.imports.cells.places import Doubt
from affiliates.imports.desk.questions import Question, QuestionKind, given_answers, open_questions
from affiliates.imports.desk.review import mapping_of
from affiliates.imports.mapping import NOT_ANSWERED, ListMapping
from affiliates.imports.plan import Plan
from affiliates.imports.reading.table import Table
from affiliates.storage.contract.drafts import ListDraft
from components.review.imports.opened import change_list, last_plan, look_again
from components.review.imports.question_card import (
    AskedOnDesk,
    answer_questions,
    has_guess,
    key_of,
    question_card,
)
from components.review.imports.wording import answer_label, shorten

_PAGE_SIZE = 10
_MAX_TEXT = 200
_HOME = ("US", "CA")


def questions(token: str, draft: ListDraft, table: Table) -> None:
    """A page of questions, each with its answer once it has one."""
    plan = last_plan(token, draft, table)
    asked, mapping = open_questions(plan), mapping_of(draft)
    left = questions_left(draft, plan)
    if not asked:
        st.success("Nothing to ask: every place, date and choice in this list is clear.")
    else:
        st.markdown(f"**{left:,} of {len(asked):,}** still open. Rows without an answer are not published.")
    _all_at_home(token, draft, plan, mapping)
    pages = -(-len(asked) // _PAGE_SIZE)
    page = st.pagination(pages, key="desk_import_questions_page") if pages > 1 else 1
    shown = asked[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]
    _all_suggestions(token, draft, mapping, shown)
    answers = _answers(mapping)
    for each in shown:
        question_card(AskedOnDesk(token, draft, each), answers.get((each.kind, each.text)))
    _earlier_answers(token, draft, mapping, asked)


def questions_left(draft: ListDraft, plan: Plan) -> int:
    """How many questions of a plan have no answer yet."""
    answered = _answers(mapping_of(draft))
    return sum((each.kind, each.text) not in answered for each in open_questions(plan))


def _answers(mapping: ListMapping) -> dict[tuple[QuestionKind, str], str]:
    return {(kind, text): answer for kind, text, answer in given_answers(mapping)}


def _all_suggestions(token: str, draft: ListDraft, mapping: ListMapping, shown: Sequence[Question]) -> None:
    answered = _answers(mapping)
    guesses = [
        (each.kind, each.text, each.suggestion)
        for each in shown
        if has_guess(each) and each.code != Doubt.MAY_BE_ABROAD and (each.kind, each.text) not in answered
    ]
    if len(guesses) > 1:
        st.button(
            f"All {len(guesses)} guesses on this page are right",
            key="desk_import_all_guesses",
            icon=":material/done_all:",
            on_click=answer_questions,
            args=(token, draft, guesses),
        )


def _all_at_home(token: str, draft: ListDraft, plan: Plan, mapping: ListMapping) -> None:
    """One answer for the cities of a list that may be abroad."""
    findings = (finding for each in plan.rows for finding in each.findings)
    if mapping.all_in or any(each.code == Doubt.MAY_BE_ABROAD for each in findings):
        key = f"desk_import_home_{draft.id}"
        st.session_state[key] = bool(mapping.all_in)
        st.checkbox(
            "Every place in this list is in the United States or Canada",
            key=key,
            on_change=_set_home,
            args=(token, draft, key),
        )


def _set_home(token: str, draft: ListDraft, key: str) -> None:
    countries = _HOME if st.session_state[key] else ()
    change_list(token, draft, lambda mapping: mapping.model_copy(update={"all_in": countries}))
    look_again()


def _earlier_answers(token: str, draft: ListDraft, mapping: ListMapping, asked: Sequence[Question]) -> None:
    """What was answered before the list was compared last, with the way to answer anew."""
    now = {(each.kind, each.text) for each in asked}
    earlier = [each for each in given_answers(mapping) if each[:2] not in now]
    if not earlier:
        return
    with st.expander(f"Answered before: {len(earlier):,}"):
        for kind, text, answer in earlier[-100:]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"“{shorten(text, _MAX_TEXT)}”: {answer_label(kind, answer)}", width="stretch")
                st.button(
                    "Ask again",
                    key=f"desk_import_again_{key_of(kind, text)}",
                    type="tertiary",
                    on_click=_ask_again,
                    args=(token, draft, kind, text),
                )


def _ask_again(token: str, draft: ListDraft, kind: QuestionKind, text: str) -> None:
    answer_questions(token, draft, [(kind, text, NOT_ANSWERED)])
    look_again()
