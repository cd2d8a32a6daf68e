"""What a preview of each of the app's pages says, beside the find page, whose words depend on the place."""

from dataclasses import dataclass

from affiliates.content.ally_words import ALLIES
from affiliates.content.charter import WHAT_AFFILIATES_ARE, WHAT_ALLIES_ARE
from affiliates.content.find_words import PAGE_TITLE
from affiliates.languages.language import N_, Message
from affiliates.site.addresses import ALLIES_PAGE


@dataclass(frozen=True)
class PageWords:
    """The title of a page as its tab shows it first, its description, and where the same can be read without scripts.

    ``static_page`` is the address of a page of the site in English, empty for a page that has none.
    """

    title: Message
    description: Message
    static_page: str = ""


FIND = PageWords(
    PAGE_TITLE,
    N_("Find the volunteer group near you that helps families of children who are restrained or secluded at school."),
)
# By the path of the page. The reviewers' page is for nobody else: search engines are asked to leave it out.
OTHERS = {
    "coverage": PageWords(N_("Coverage"), N_("Where groups are, and where children have none yet.")),
    "apply": PageWords(N_("Start a group"), N_("How to start an affiliate group, or to have yours listed on the map.")),
    "allies": PageWords(ALLIES, WHAT_ALLIES_ARE, ALLIES_PAGE),
    "correct": PageWords(N_("Change an entry"), N_("Tell us what should change in the entry of a group.")),
    "about": PageWords(N_("About"), WHAT_AFFILIATES_ARE),
    "review": PageWords(N_("For reviewers"), N_("For the volunteers who look after the list.")),
}
# Addresses that look like one of these with a slash at its end, and are pages of the site.
STATIC_PAGES = frozenset(each.static_page for each in OTHERS.values()) - {""}
