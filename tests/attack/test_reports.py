"""Reports, while somebody asks for more of them than can be made."""

from contextlib import ExitStack

import httpx

from tests.attack.conftest import Attacked
from tests.attack.intruder import Intruder, intruding

PDF = "PDF to read and print"
GREEDY = 8


def reader(server: Attacked, stack: ExitStack, address: str, query: str) -> Intruder:
    """Somebody at an address who has the coverage page open."""
    opened = stack.enter_context(intruding(server.address, headers={"X-Forwarded-For": address}))
    opened.opens("coverage", query)
    opened.opens_box("Reports")
    return opened


def test_eight_connections_keep_reports_from_nobody_else(server: Attacked) -> None:
    with ExitStack() as stack:
        greedy = [reader(server, stack, "192.0.2.1", f"weight={10 + each}&order=both") for each in range(GREEDY)]
        honest = [reader(server, stack, f"198.51.100.{each}", f"country=CA&target={50 + each}") for each in range(2)]
        for each in greedy:
            each.asks_for_file(PDF)
            each.asks_for_file("Excel")
        for each in honest:
            each.asks_for_file(PDF)
        answers = [each.hears("backend_operation_response").backend_operation_response for each in honest]

        for answer in answers:
            assert httpx.get(server.address + answer.deferred_file.url).content.startswith(b"%PDF-")
        assert "before yours" in honest[1].text()
