"""What the browser's tab is called."""

from affiliates.content.find_words import tab_title
from components.state.language import current_language
from components.state.page_query import read_page_query


def page_title(page: str) -> str:
    """The title in the browser's tab: the open region, the page, and the site."""
    return tab_title(current_language(), page, read_page_query().region)
