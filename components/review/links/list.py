"""Links that no longer work, on the reviewers' desk: what was found, and what to do about it in one press."""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from affiliates.applications.model import Application
from affiliates.content.labels import link_column_label
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.views import OpenEntry
from affiliates.storage.contract.links import LinkFinding
from affiliates.upkeep.links.desk import FaultyLink
from affiliates.upkeep.links.history import GONE_FOR_SURE, SEEN_FOR
from affiliates.upkeep.links.listed import ListedLink
from components.review.actions import perform
from components.review.mail import prepare_link_mail
from components.shared.markdown import escape_markdown, link_target
from components.state.resources import link_review

_MAX_SHOWN = 20
_FOUND = {
    LinkFinding.GONE: "The site says that there is no such page.",
    LinkFinding.NAME_LOST: "The name of the site leads nowhere any more.",
    LinkFinding.PARKED: "It looks like a page that sells the name of the site. Please open it and see.",
    LinkFinding.NOT_PUBLIC: "It leads to an address that is not on the public internet. Please do not open it.",
    LinkFinding.CERTIFICATE_ENDED: "The site’s certificate has ended: browsers warn of it.",
    LinkFinding.UNREACHABLE: "The site does not answer, or fails.",
    LinkFinding.MOVED: "The site says that the page has moved for good.",
}


def faulty_links(token: str) -> None:
    """Every link that is known not to work, or to have moved, with its remedies."""
    faulty = link_review().faulty(token, datetime.now(UTC).date())
    st.header(f"Links to look at: {len(faulty):,}", anchor=False)
    if not faulty:
        st.markdown(
            "Nothing is known to be wrong with a link. Whoever runs the app has them looked at once a week by "
            "`python -m affiliates links`."
        )
    for each in faulty[:_MAX_SHOWN]:
        opened = link_review().entry(token, each.link)
        if opened and opened.entry.get(each.link.column) == each.link.address:
            _faulty_link(token, each, opened)
    if len(faulty) > _MAX_SHOWN:
        st.caption(f"And {len(faulty) - _MAX_SHOWN:,} more, once these are done.")
    _left_links(token)


def _left_links(token: str) -> None:
    """The links that a reviewer left because they work for people, each with the way to take that back."""
    left = link_review().left(token, datetime.now(UTC).date())
    if not left:
        return
    st.header(f"Left because they work for people: {len(left):,}", anchor=False)
    for link, seen in left[:_MAX_SHOWN]:
        key = f"desk_link_left_{link.entry_id}_{link.column}"
        with st.container(border=True, gap="xsmall", key=key):
            st.markdown(f"**{escape_markdown(link.name)}** · {link_column_label(ENGLISH, link.column)}")
            st.markdown(f"[{escape_markdown(link.address)}]({link_target(link.address)})")
            until = (seen.last_at + SEEN_FOR).date()
            st.text(f"{seen.reviewer} opened it on {seen.last_at:%Y-%m-%d}. Nothing is said of it until {until}.")
            st.button("Look at it again", key=f"{key}_again", on_click=_look_again, args=(token, link))
    if len(left) > _MAX_SHOWN:
        st.caption(f"And {len(left) - _MAX_SHOWN:,} more.")


def _faulty_link(token: str, faulty: FaultyLink, opened: OpenEntry) -> None:
    link, fault = faulty.link, faulty.fault
    key = f"desk_link_{link.entry_id}_{link.column}"
    with st.container(border=True, gap="xsmall", key=key):
        st.markdown(f"**{escape_markdown(link.name)}** · {link_column_label(ENGLISH, link.column)}")
        is_safe = fault.finding is not LinkFinding.NOT_PUBLIC
        shown = escape_markdown(link.address)
        st.markdown(f"[{shown}]({link_target(link.address)})" if is_safe else shown)
        hidden = " Visitors are no longer led there." if fault.finding in GONE_FOR_SURE else ""
        st.markdown(f"{_FOUND[fault.finding]} Found at every look since {fault.since}.{hidden}")
        if fault.moved_to:
            st.markdown(f"New address: [{escape_markdown(fault.moved_to)}]({link_target(fault.moved_to)})")
        with st.container(horizontal=True):
            if faulty.new_address:
                arguments = (token, faulty, opened, faulty.new_address)
                st.button("Use the new address", key=f"{key}_use", type="primary", on_click=_replace, args=arguments)
            st.button("Remove the link", key=f"{key}_remove", on_click=_replace, args=(token, faulty, opened, ""))
            if is_safe:
                st.button("It works: leave it", key=f"{key}_keep", on_click=_keep, args=(token, faulty))
            if not link.is_organization:
                _ask_button(token, faulty, opened.entry, key)


def _ask_button(token: str, faulty: FaultyLink, entry: Mapping[str, str], key: str) -> None:
    sender = link_review().contact(token, faulty.link.entry_id)
    has_address = bool(sender or entry["email"])
    st.button(
        "Ask the group",
        key=f"{key}_ask",
        disabled=not has_address,
        help=None if has_address else "It did not apply here, and its entry has no email address.",
        on_click=_ask,
        args=(sender, entry, faulty.link.address),
    )


def _replace(token: str, faulty: FaultyLink, opened: OpenEntry, address: str) -> None:
    done = "The entry has the new address." if address else "The link is removed."
    perform(lambda: link_review().replace(token, faulty.link, opened, address), done)


def _keep(token: str, faulty: FaultyLink) -> None:
    done = f"Thank you. The link stays as it is; nothing is said of it for {SEEN_FOR.days} days."
    perform(lambda: link_review().keep(token, faulty.link), done)


def _look_again(token: str, link: ListedLink) -> None:
    done = "Taken back. What was found at this link counts again, and so does what the next look finds."
    perform(lambda: link_review().stop_keeping(token, link), done)


def _ask(sender: Application | None, entry: Mapping[str, str], address: str) -> None:
    perform(lambda: prepare_link_mail(sender, entry, address), "The letter is prepared for you to send.")
