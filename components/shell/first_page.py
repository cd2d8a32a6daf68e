"""What takes the first page of a process a second, whoever asks for it: imports, the lists, the map."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


def prepare_first_page() -> None:
    """Does it beside the start, so that the first visitor does not wait. What fails here fails for them too, and the
    log has it then."""
    with _no_page_is_missed():
        # To import both is most of that second; who starts the server must not wait for it either.
        import components.find.page
        import components.shell.page  # noqa: F401
        from components.map.region_map import prepare_map
        from components.state.lists.organizations import support_organizations
        from components.state.resources import group_choices

        prepare_map()
        group_choices()
        support_organizations()


def map_script() -> str:
    """The address of the map's script, from within the map's frame."""
    with _no_page_is_missed():
        from components.map.files import map_files

        return map_files()["map.js"]


@contextmanager
def _no_page_is_missed() -> Iterator[None]:
    """Keeps Streamlit from warning that what runs here runs for no visitor."""
    logger = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
