"""A list of groups that takes long to read, or cannot be one."""

from tests.attack.conftest import Attacked
from tests.attack.intruder import intruding
from tests.made_up import row, write_directory


def test_visitors_see_the_last_good_list_while_the_file_is_no_list(server: Attacked) -> None:
    """50 MB of line ends kept every visitor waiting for half a minute."""
    with intruding(server.address) as visitor:
        visitor.opens(query="region=US-OH")
        (server.folder / "affiliates.csv").write_text("id,name,scope,regions,status" + "\n" * 50_000_000)
        with intruding(server.address) as newcomer:
            newcomer.opens(query="region=US-OH")

            assert "Parents of Somewhere in Ohio" in newcomer.text()
            assert "cannot show the list" not in newcomer.text()
        write_directory(server.folder, row(1, name="Parents of Elsewhere in Ohio"))
        while "Parents of Elsewhere in Ohio" not in visitor.text():
            visitor.hears_end_of_run()  # by itself
    assert "it has more than 400,000 lines" in server.log.read_text()
