"""What takes the first page of a process a second, whoever asks for it: imports, the lists, the files of the map."""

import components.find.page
import components.shell.page  # noqa: F401  to import both is most of that second
from components.map.files import map_files
from components.state.lists.organizations import support_organizations
from components.state.resources import group_choices


def prepare_first_page() -> None:
    """Does it beside the start, so that the first visitor does not wait. What fails here fails for them too, and the
    log has it then."""
    map_files()
    group_choices()
    support_organizations()
