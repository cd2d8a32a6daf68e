"""How the server looks after the list: it reads what has changed, and goes on after an error of ours."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from affiliates.site.documents import SiteData
from affiliates.site.loader import site_data
from affiliates.storage.contract.store import Store
from affiliates.storage.files.store import FileStore
from server.front import run_until_canceled
from server.site.watch import DirectoryWatch
from tests.loops import run_in_thread
from tests.made_up import support_row, write_support


def test_a_changed_list_of_organizations_is_read_anew(folder: Path) -> None:
    watch = DirectoryWatch(FileStore(folder), lambda store, day: site_data(store, "", day=day))
    write_support(folder, support_row(1))
    run_in_thread(watch.look())
    run_in_thread(watch.look())
    assert watch.number == 1
    write_support(folder, support_row(1), support_row(2))
    run_in_thread(watch.look())

    assert watch.number == 2
    assert watch.data
    assert [each.name for each in watch.data.support] == ["Made-up Center 1", "Made-up Center 2"]


def test_look_that_fails_as_no_look_should_keeps_nobody_waiting_and_is_done_again(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def read(store: Store, day: date) -> SiteData:
        data.append(site_data(store, "", day=day))
        if len(data) == 1:
            raise ZeroDivisionError("a mistake of ours")
        return data[-1]

    async def looks() -> tuple[bool, bool]:
        task = asyncio.create_task(run_until_canceled(watch.run, pause=1.0))
        await watch.first_look()
        before = watch.is_readable
        async with asyncio.timeout(30):
            while not watch.is_readable:
                await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return before, watch.data is not None

    data: list[SiteData] = []
    watch = DirectoryWatch(FileStore(folder), read)

    assert run_in_thread(looks()) == (False, True)
    assert "a mistake of ours" in caplog.text
