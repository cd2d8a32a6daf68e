"""An organizer who takes one report after the other, while others click."""

import time
from itertools import cycle

from tests.attack.intruder import intruding

_REPORTS = ("PDF to read and print", "Excel", "Offline web page")


def take_reports(address: str, seconds: float) -> dict[str, list[float]]:
    """How many seconds each report took from the click to its address, by the label of its button, in their order.

    Each ranking is another one, so that no report is one that the server kept.
    """
    waits: dict[str, list[float]] = {label: [] for label in _REPORTS}
    until = time.monotonic() + seconds
    for weight in cycle(range(10, 91)):
        with intruding(address) as page:
            page.opens("coverage", f"order=both&weight={weight}")
            page.opens_box("Reports")
            for label in _REPORTS:
                if time.monotonic() > until:
                    return waits
                start = time.perf_counter()
                page.asks_for_file(label)
                answer = page.hears("backend_operation_response").backend_operation_response
                assert answer.deferred_file.url, answer.error_msg
                waits[label].append(time.perf_counter() - start)
    return waits
