"""The URL owns what a visitor chose: widgets show what it says, and every change is written back to it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from affiliates.languages.catalogs import ENGLISH
from components.state.language import current_language, with_language


@dataclass(frozen=True)
class UrlWidget:
    """The widget of a URL parameter; it has to be drawn with the ``key``, and the parameter's value as its default."""

    name: str
    key: str

    @property
    def value(self) -> Any:
        """What the widget says."""
        return st.session_state[self.key]

    def sync_to_url(self, default: object = None) -> None:
        """Writes what the widget says to the URL, and nothing if it is the default."""
        update_query_params(**{self.name: None if self.value == default else self.value})


def url_widget(name: str, value: object) -> UrlWidget:
    """The widget of a parameter whose value is ``value``: the one that shows it, else a new one.

    A widget whose parameter was changed by the map, a link or Back is replaced, never set. A slow browser would go on
    sending what it showed before, or the first of its options, and Streamlit would take that for a visitor's choice.
    """
    # A browser sends the words that a widget shows: in another language it is another widget.
    language = current_language()
    key = f"query_{name}" if language == ENGLISH else f"query_{name}_{language.code}"
    return UrlWidget(name, current_key(key, lambda shown: sorted(_texts(shown)) == sorted(_texts(value))))


def current_key(name: str, is_current: Callable[[Any], bool]) -> str:
    """The key of a widget: the same while what it says ``is_current``, another one as soon as it is not."""
    counter = f"{name}_renewed"
    key = _numbered(name, st.session_state.get(counter, 0))
    if counter not in st.session_state:
        st.session_state[counter] = 0
    elif key not in st.session_state or not is_current(st.session_state[key]):
        st.session_state[counter] += 1
        key = _numbered(name, st.session_state[counter])
    return key


def update_query_params(**changes: Any) -> None:
    """Changes the URL once, so that Back undoes one choice; every choice but a page number starts at the first page.

    Nothing changes while a visitor goes back or forward: what a widget says then is what it said before.
    """
    context = get_script_run_ctx()
    if (context and context.is_history_navigation) or all(
        st.query_params.get_all(name) == _texts(value) for name, value in changes.items()
    ):
        return
    st.query_params.from_dict(changed_params(**changes))


def changed_params(**changes: Any) -> dict[str, list[str]]:
    """The parameters of the URL with some changed, as ``update_query_params`` changes them."""
    url = {name: st.query_params.get_all(name) for name in st.query_params if name != "page"}
    url |= {name: _texts(value) for name, value in changes.items()}
    return {name: texts for name, texts in url.items() if texts}


def same_page_url(params: Mapping[str, list[str] | str]) -> str:
    """The address of this page with these parameters, as a link on it."""
    return f"?{urlencode(params, doseq=True)}"


def page_url(page: str, query: dict[str, str], fragment: str = "") -> str:
    """The full address of a page of the app, with an empty name that of the first one, in the language of this one."""
    here = urlsplit(str(st.context.url or ""))
    return here._replace(
        path=f"{here.path.rstrip('/')}/{page}", query=urlencode(with_language(**query)), fragment=fragment
    ).geturl()


def relative_url(page: str, fragment: str = "", **query: str) -> str:
    """The same as a link from any page of the app."""
    asked = urlencode(with_language(**query))
    return f"./{page}{asked and f'?{asked}'}{fragment and f'#{fragment}'}"


def _numbered(name: str, number: int) -> str:
    return f"{name}_{number}" if number else name


def _texts(value: Any) -> list[str]:
    """A value as the texts that the URL holds of it."""
    values = value if isinstance(value, list) else [value]
    return [text for each in values if each and (text := str(each).strip())]


def known_values(name: str, choices: Sequence[str]) -> list[str]:
    """The choices that a parameter names, in the order of ``choices``."""
    given = set(st.query_params.get_all(name))
    return [choice for choice in choices if choice in given]


def value_or_default(choices: Collection[str], value: str, default: str) -> str:
    """The value if it is one of the choices, else the default."""
    return value if value in choices else default
