"""The fields of a group in a form: each says whether it is public, and names its own mistake."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from affiliates.applications.model import ATTESTATIONS, YES
from affiliates.applications.validation import CONSENT, FORM_FIELDS, NO_CONTACT
from affiliates.content.wording import country_in_sentence
from affiliates.directory.links import LINK_LABELS
from affiliates.directory.schema import OFFERED_LANGUAGES, Scope, language_name
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from components.shared.markdown import escape_markdown

_SCOPES = {
    Scope.LOCAL: "Local: a city, a county, a school district",
    Scope.REGIONAL: "Regional: part of a state, or parts of several",
    Scope.STATEWIDE: "Statewide: a whole state or province",
    Scope.NATIONAL: "National",
    Scope.VIRTUAL: "Virtual: online, wherever families live",
}
_HINTS = {
    "website": "www.example.org",
    "facebook": "www.facebook.com/groups/…",
    "twitter": "@name",
    "instagram": "@name",
    "youtube": "@name",
    "email": "name@example.org",
    "contact_email": "name@example.org",
}
_NEEDED = {"name", "regions", "scope", "contact_name", "contact_email"}
_TYPES: dict[str, Any] = {"email": "email", "contact_email": "email", "contact_phone": "phone"}
_FILLED_IN_BY_BROWSER = {"contact_name": "name", "contact_email": "email", "contact_phone": "tel"}


class FormFields:
    """The fields of one form, under keys that begin with ``key``: what they show first, and the mistakes to name."""

    def __init__(self, key: str, given: Mapping[str, str], mistakes: Mapping[str, str]) -> None:
        """Shows ``given`` where nothing was typed yet."""
        self._key = key
        self._given = given
        self._mistakes = mistakes

    def about_the_group(self) -> None:
        """Name, place, reach and words of a group."""
        self.text("name")
        self._several("regions", [*region_names(), *COUNTRIES], _region_label)
        self._one_of("scope", list(Scope), _SCOPES)
        self.text("city")
        self.area("description", height=160)

    def ways_to_reach_it(self) -> None:
        """Links, e-mail address and languages of a group."""
        self.mistake(NO_CONTACT)
        for column in LINK_LABELS:
            self.text(column)
        self.text("email")
        known = [*OFFERED_LANGUAGES, *(code for code in self._given.get("languages", "").split())]
        self._several("languages", list(dict.fromkeys(known)), _language_label)

    def agreement(self, keys: Sequence[str]) -> None:
        """Sentences to agree to, one by one."""
        for key in keys:
            self._tick(key, ATTESTATIONS[key])

    def consent(self) -> None:
        """May the public fields be shown?"""
        self._tick(CONSENT, "We agree that everything marked “public” is shown on this site once it is reviewed.")

    def text(self, field: str, *, needed: bool | None = None) -> None:
        """One line of text; ``needed`` says whether the form asks for it where forms differ."""
        st.text_input(
            _label(field, needed=needed),
            self._given.get(field, ""),
            key=self._key_of(field),
            max_chars=FORM_FIELDS[field].most,
            placeholder=_HINTS.get(field),
            type=_TYPES.get(field, "default"),
            validate="" if field in _TYPES else None,  # we name every mistake at once, in our own words
            autocomplete=_FILLED_IN_BY_BROWSER.get(field, "off"),
            persist_state="session",
        )
        self.mistake(field)

    def area(self, field: str, *, height: int) -> None:
        """A longer text, with a counter."""
        st.text_area(
            _label(field),
            self._given.get(field, ""),
            key=self._key_of(field),
            max_chars=FORM_FIELDS[field].most,
            height=height,
            persist_state="session",
        )
        self.mistake(field)

    def mistake(self, field: str) -> None:
        """What is wrong in a field, where something is."""
        if field in self._mistakes:
            st.markdown(f":red[:material/error: {escape_markdown(self._mistakes[field])}]")

    def _one_of(self, field: str, choices: list[Any], labels: Mapping[Any, str]) -> None:
        given = self._given.get(field, "")
        st.radio(
            _label(field),
            choices,
            format_func=labels.__getitem__,
            index=choices.index(given) if given in choices else None,
            key=self._key_of(field),
            persist_state="session",
        )
        self.mistake(field)

    def _several(self, field: str, choices: list[str], label: Any) -> None:
        given = [code for code in self._given.get(field, "").split() if code in choices]
        st.multiselect(
            _label(field),
            choices,
            format_func=label,
            placeholder="Choose or type",
            default=given,
            key=self._key_of(field),
            select_all=False,
            persist_state="session",
        )
        self.mistake(field)

    def _tick(self, field: str, sentence: str) -> None:
        told = " :red[:material/error: not ticked yet]" if field in self._mistakes else ""
        st.checkbox(sentence + told, self._given.get(field) == YES, key=self._key_of(field), persist_state="session")

    def _key_of(self, field: str) -> str:
        # First values go to the widgets and not into the session: after a restart of the server, what stands in the
        # browser counts.
        return f"{self._key}_{field}"


def key_for_values(key: str, given: Mapping[str, str] | None) -> str:
    """A key for a form that shows ``given``: another one when these change, so that no field keeps an old value and
    sends it back."""
    told = repr(sorted(given.items())) if given else ""
    return f"{key}_{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def read_fields(key: str) -> dict[str, str]:
    """What stands in the fields of a form now, as text by field: lists as codes, a tick as "yes"."""
    return {
        field: _as_text(st.session_state.get(f"{key}_{field}"))
        for field in (*FORM_FIELDS, *ATTESTATIONS, CONSENT)
        if f"{key}_{field}" in st.session_state
    }


def clear_fields(key: str) -> None:
    """Forgets what was typed into a form."""
    for name in [name for name in st.session_state if str(name).startswith(f"{key}_")]:
        del st.session_state[name]


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else ""
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _label(field: str, *, needed: bool | None = None) -> str:
    is_needed = field in _NEEDED if needed is None else needed
    told = ["private" if FORM_FIELDS[field].private else "public", *(["needed"] if is_needed else [])]
    return f"{FORM_FIELDS[field].label} ({', '.join(told)})"  # plain: a screen reader reads Markdown aloud here


def _region_label(code: str) -> str:
    if code in COUNTRIES:
        return f"All of {country_in_sentence(code)}"
    return region_names()[code] + (", Canada" if country_of(code) == "CA" else "")


def _language_label(code: str) -> str:
    return language_name(code) or code
