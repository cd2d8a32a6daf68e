"""What a preview of each of the app's pages says, beside the find page, whose words depend on the place."""

from dataclasses import dataclass

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.find_words import PAGE_TITLE


@dataclass(frozen=True)
class PageWords:
    """The title of a page as its tab shows it first, and its description."""

    title: str
    description: str


FIND = PageWords(
    PAGE_TITLE,
    "Find the volunteer group near you that helps families of children who are restrained or secluded at school.",
)
# By the path of the page. The reviewers' page is for nobody else: search engines are asked to leave it out.
OTHERS = {
    "coverage": PageWords("Coverage", "Where groups are, and where children have none yet."),
    "apply": PageWords("Start a group", "How to start an affiliate group, or to have yours listed on the map."),
    "correct": PageWords("Change an entry", "Tell us what should change in the entry of a group."),
    "about": PageWords("About", WHAT_AFFILIATES_ARE),
    "review": PageWords("For reviewers", "For the volunteers who look after the list."),
}
