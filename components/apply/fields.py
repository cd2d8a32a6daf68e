"""The fields of a group in a form: each says whether it is public, and shows its own mistake."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from affiliates.applications.model import ATTESTATIONS, YES
from affiliates.applications.validation import CONSENT, CONSENT_STATEMENT, FORM_FIELDS, NO_CONTACT, field_label
from affiliates.content.charter import translation
from affiliates.content.labels import language_label
from affiliates.content.place_names import country_in_sentence, names_in_order, region_name
from affiliates.directory.mistakes import Mistake, mistake_message
from affiliates.directory.schema import LINK_COLUMNS, OFFERED_LANGUAGES, Scope, is_ally
from affiliates.geo.regions import COUNTRIES, country_of
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import N_, Language, Message
from components.shared.markdown import escape_markdown

_SCOPES = {
    Scope.LOCAL: N_("Local: a city, a county, a school district"),
    Scope.REGIONAL: N_("Regional: part of a state, or parts of several"),
    Scope.STATEWIDE: N_("Statewide: a whole state or province"),
    Scope.NATIONAL: N_("National"),
    Scope.VIRTUAL: N_("Virtual: online, wherever families live"),
}
_PLACEHOLDERS = {
    "website": N_("www.example.org"),
    "facebook": N_("www.facebook.com/groups/…"),
    "twitter": N_("@name"),
    "instagram": N_("@name"),
    "youtube": N_("@name"),
    "email": N_("name@example.org"),
    "contact_email": N_("name@example.org"),
}
_REQUIRED = {"name", "regions", "scope", "contact_name", "contact_email"}
_REQUIRED_OF_ALLY = _REQUIRED - {"regions", "scope"}
# A browser sends the words that it shows, not the codes behind them: in another language these are other widgets.
_CHOSEN = {"regions", "scope", "languages"}
_INPUT_TYPES: dict[str, Any] = {"email": "email", "contact_email": "email", "contact_phone": "phone"}
_AUTOCOMPLETE = {"contact_name": "name", "contact_email": "email", "contact_phone": "tel"}


class FormFields:
    """The fields of one form, under keys that begin with ``key``: what they show first, and the mistakes to name.

    For one run: the next one may be in another language.
    """

    def __init__(
        self, language: Language, key: str, initial: Mapping[str, str], mistakes: Mapping[str, Mistake]
    ) -> None:
        """Shows ``initial`` where nothing was typed yet; its kind says whether the fields are those of an ally."""
        self._language = language
        self._key = key
        self._initial = initial
        self._mistakes = mistakes
        self._of_ally = is_ally(initial)

    def about_the_group(self) -> None:
        """Name, regions, scope, city and description of a group; an ally has no scope."""
        self.text("name")
        self._multiple_choice("regions", [*names_in_order(self._language), *COUNTRIES], self._region_label)
        if not self._of_ally:
            self._single_choice("scope", list(Scope), _SCOPES)
        self.text("city")
        self.area("description", height=160)

    def ways_to_reach_it(self) -> None:
        """Links, email address and languages of a group."""
        self.mistake(NO_CONTACT)
        for column in LINK_COLUMNS:
            self.text(column)
        self.text("email")
        known = [*OFFERED_LANGUAGES, *(code for code in self._initial.get("languages", "").split())]
        self._multiple_choice("languages", list(dict.fromkeys(known)), partial(language_label, self._language))

    def agreement(self, keys: Sequence[str]) -> None:
        """Statements to agree to, one by one."""
        for key in keys:
            self._statement(key, ATTESTATIONS[key])

    def consent(self) -> None:
        """May the public fields be shown?"""
        self._statement(CONSENT, CONSENT_STATEMENT)

    def text(self, field: str, *, required: bool | None = None) -> None:
        """One line of text; ``required`` says whether this form needs it, where forms differ."""
        self.mistake(field)
        st.text_input(
            self._label(field, required=required),
            self._initial.get(field, ""),
            key=self._key_of(field),
            max_chars=FORM_FIELDS[field].max_length,
            placeholder=self._language.gettext(_PLACEHOLDERS[field]) if field in _PLACEHOLDERS else None,
            type=_INPUT_TYPES.get(field, "default"),
            validate="" if field in _INPUT_TYPES else None,  # we name every mistake at once, in our own words
            autocomplete=_AUTOCOMPLETE.get(field, "off"),
            persist_state="session",
        )

    def area(self, field: str, *, height: int) -> None:
        """A longer text, with a counter."""
        self.mistake(field)
        st.text_area(
            self._label(field),
            self._initial.get(field, ""),
            key=self._key_of(field),
            max_chars=FORM_FIELDS[field].max_length,
            height=height,
            persist_state="session",
        )

    def mistake(self, field: str) -> None:
        """What is wrong in the field that follows, if anything is."""
        if field in self._mistakes:
            message = mistake_message(self._language, self._name_of(field), self._mistakes[field])
            st.markdown(f":red[:material/error: {escape_markdown(message)}]")

    def mistake_summary(self, attempt: int) -> None:
        """Every mistake by the name of its field, with a link into it. The page goes there after each ``attempt`` to
        send the form (server/first_page/assets/app.js)."""
        if self._mistakes:
            gettext = self._language.gettext
            links = [f"[{label}](#{self._key_of(field)})" for field, label in self._fields_with_mistakes().items()]
            with st.container(key=f"{self._key}_mistakes_{attempt}"):
                st.error(
                    gettext("Please look at: {fields}. Nothing you typed is lost.", fields=", ".join(links)),
                    title=gettext("Almost there."),
                )

    def _fields_with_mistakes(self) -> dict[str, str]:
        gettext = self._language.gettext
        found = {name: self._name_of(name) for name in FORM_FIELDS if name in self._mistakes}
        if NO_CONTACT in self._mistakes:
            found.setdefault(LINK_COLUMNS[0], gettext("A way to reach the group"))
        boxes = next((name for name in (*ATTESTATIONS, CONSENT) if name in self._mistakes), None)
        return found | ({boxes: gettext("The boxes to check")} if boxes else {})

    def _single_choice(self, field: str, choices: list[Any], labels: Mapping[Any, Message]) -> None:
        self.mistake(field)
        given = self._chosen(field)
        st.radio(
            self._label(field),
            choices,
            format_func=lambda choice: self._language.gettext(labels[choice]),
            index=choices.index(given) if given in choices else None,
            key=self._key_of(field),
            persist_state="session",
        )

    def _multiple_choice(self, field: str, choices: list[str], label: Callable[[str], str]) -> None:
        self.mistake(field)
        given = [code for code in self._chosen(field).split() if code in choices]
        st.multiselect(
            self._label(field),
            choices,
            format_func=label,
            placeholder=self._language.gettext("Choose or type"),
            default=given,
            key=self._key_of(field),
            select_all=False,
            persist_state="session",
        )

    def _statement(self, key: str, statement: Message) -> None:
        """A box to check: below a translation are the English words, which count."""
        translated = translation(self._language, statement)
        note = ""
        if key in self._mistakes:
            note = f" :red[:material/error: {mistake_message(self._language, '', self._mistakes[key])}]"
        with st.container(gap="xxsmall"):
            st.checkbox(
                (translated or statement.text) + note,
                self._initial.get(key) == YES,
                key=self._key_of(key),
                persist_state="session",
            )
            if translated:
                st.caption(statement.text)

    def _label(self, field: str, *, required: bool | None = None) -> str:
        """The label with its notes: plain, because a screen reader reads Markdown aloud here."""
        is_required = field in (_REQUIRED_OF_ALLY if self._of_ally else _REQUIRED) if required is None else required
        if FORM_FIELDS[field].private:
            message = N_("{label} (private, required)") if is_required else N_("{label} (private)")
        else:
            message = N_("{label} (public, required)") if is_required else N_("{label} (public)")
        return self._language.gettext(message, label=self._name_of(field))

    def _name_of(self, field: str) -> str:
        return field_label(self._language, field, of_ally=self._of_ally)

    def _region_label(self, code: str) -> str:
        if code in COUNTRIES:
            return self._language.gettext("All of {country}", country=country_in_sentence(self._language, code))
        name = region_name(self._language, code)
        if country_of(code) == "CA":
            return self._language.gettext("{region}, Canada", region=name)
        return name

    def _chosen(self, field: str) -> str:
        """What was chosen before the visitor turned to another language, else what the form shows first."""
        keys = [
            field_key(language, self._key, field) for language in languages().values() if language != self._language
        ]
        before = [_as_text(st.session_state.pop(key)) for key in keys if key in st.session_state]
        return before[0] if before else self._initial.get(field, "")

    def _key_of(self, field: str) -> str:
        # Initial values go to the widgets and not into the session: after a restart of the server, what the browser
        # still shows counts.
        return field_key(self._language, self._key, field)


def field_key(language: Language, key: str, field: str) -> str:
    """The key in the session of what stands in one field of a form."""
    return f"{key}_{field}_{language.code}" if field in _CHOSEN and language != ENGLISH else f"{key}_{field}"


def key_for_values(key: str, values: Mapping[str, str] | None) -> str:
    """A key for a form that shows ``values``: a new one when these change, so that no field keeps an old value and
    sends it back."""
    content = repr(sorted(values.items())) if values else ""
    return f"{key}_{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def read_fields(language: Language, key: str) -> dict[str, str]:
    """What stands in the fields of a form now, as text by field: lists as codes, a checked box as "yes"."""
    keys = {field: field_key(language, key, field) for field in (*FORM_FIELDS, *ATTESTATIONS, CONSENT)}
    return {field: _as_text(st.session_state[name]) for field, name in keys.items() if name in st.session_state}


def clear_fields(key: str) -> None:
    """Forgets what was typed into a form."""
    for name in [name for name in st.session_state if str(name).startswith(f"{key}_")]:
        del st.session_state[name]


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else ""
    return " ".join(value) if isinstance(value, list) else str(value or "")
