"""Fifty visitors while replicas die, the database and nginx start anew, and a new version is rolled out.

``make failover-test`` runs it for three minutes and prints what it checked. Nobody has a browser (tests/people.py);
nginx, both processes of the app and the store are real ones on the loopback interface.
"""

import argparse
import asyncio
import random
import shutil
import signal
import statistics
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from affiliates.applications.decisions import Verdict
from affiliates.geo.regions import SHIPPED_DATA, region_names
from affiliates.review.passphrases import add_reviewer
from affiliates.storage.contract.store import Store
from affiliates.storage.files.store import FileStore
from affiliates.storage.settings import STORE, open_store
from tests.people import Acknowledged, Applicant, Person, Reviewer
from tests.postgres.server import APP
from tools.replicas import Replicas, database, running

CLICKERS, APPLICANTS = 41, 6
REVIEWERS = ("Robin", "Alex", "Sam")
PAUSE = 2.5  # seconds between two clicks of a visitor, on average
BETWEEN_APPLICATIONS = 4.5  # nobody fills in a form in less than four
MAX_WAIT = 3.0  # seconds, for the answer to a click whatever happens meanwhile
DATABASE_AWAY = 1.0  # seconds
MAX_MINUTES = 4
LAST_WAIT = 20.0  # seconds, for answers at the end
MAX_SPREAD = 5.0  # seconds until every replica shows what was published
PLACES = {code: name for code, name in region_names().items() if code.startswith("US-")}


@dataclass
class Run:
    """One run: what is served, what people were told, and what was seen."""

    replicas: Replicas
    store: Store
    restart_database: Callable[[], None] | None
    told: Acknowledged = field(default_factory=Acknowledged)
    reviewers: list[Reviewer] = field(default_factory=list)
    spreads: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    wrong_sign_ins: int = 0
    is_over: bool = False

    def check(self, is_so: bool, sentence: str) -> None:
        """Prints one thing that was checked."""
        print(f"  {'yes' if is_so else 'NO '}  {sentence}", flush=True)
        if not is_so:
            self.faults.append(sentence)


async def click_around(run: Run, person: Person, seed: int) -> None:
    """Clicks one place after the other."""
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0, 3))
    await person.arrive()
    while not run.is_over:
        await asyncio.sleep(chance.expovariate(1 / PAUSE))
        place = chance.choice([*PLACES])
        await person.insist(partial(person.click, place, PLACES[place]))


async def apply_often(run: Run, applicant: Applicant, seed: int) -> None:
    """Sends applications, each in a browser of its own, as one that sends many is set apart."""
    chance = random.Random(seed)
    while not run.is_over:
        applicant.cookies = {}
        await applicant.arrive()
        await asyncio.sleep(BETWEEN_APPLICATIONS)
        await applicant.apply(f"{made_up_word(chance)} {made_up_word(chance)}", PLACES[chance.choice([*PLACES])])


def made_up_word(chance: random.Random) -> str:
    """A word that looks like no other one."""
    return "".join(chance.choices(string.ascii_lowercase, k=12)).title()


async def publish_often(run: Run, reviewer: Reviewer) -> None:
    """Publishes what waits, and looks how soon every replica shows it."""
    await reviewer.arrive()
    while not run.is_over:
        reference = await reviewer.publish_one()
        if reference and run.told.phase in {"quiet", "at the end"}:
            seconds = await seen_everywhere(run, run.told.sent.get(reference, ""))
            if run.told.phase in {"quiet", "at the end"}:  # still: nobody has been killed meanwhile
                run.spreads.append(seconds)
        await asyncio.sleep(1)


async def seen_everywhere(run: Run, name: str) -> float:
    """After how many seconds each replica lists a group."""
    start = time.perf_counter()
    async with httpx.AsyncClient(timeout=5) as client:
        for port in run.replicas.ports:
            while not await is_listed(client, port, name):
                if time.perf_counter() - start > 2 * MAX_SPREAD:
                    return 2 * MAX_SPREAD
                await asyncio.sleep(0.1)
    return time.perf_counter() - start


async def is_listed(client: httpx.AsyncClient, port: int, name: str) -> bool:
    """Whether a replica lists a group, as far as it answers."""
    try:
        return name in (await client.get(f"http://127.0.0.1:{port}/groups.geojson")).text
    except httpx.TransportError:
        return False


async def signed_in_as(port: int, reviewer: Reviewer) -> str:
    """Whom one replica takes the holder of a reviewer's cookies for; empty: nobody."""
    visitor = Reviewer("127.0.0.1", port, 999, Acknowledged(), page="review")
    visitor.cookies = {**reviewer.cookies}
    await visitor.open(page="review")
    found = [text.removeprefix("Signed in as ") for text in visitor.texts if text.startswith("Signed in as ")]
    await visitor.leave()
    return found[0] if found else ""


async def in_thread(work: Callable[..., object], *arguments: object) -> None:
    """What stops or starts processes, while everybody goes on."""
    await asyncio.to_thread(work, *arguments)


async def kill(run: Run, port: int) -> None:
    """A process is gone without a word, and comes back after a while."""
    await in_thread(run.replicas.stop_app, port, signal.SIGKILL)
    await asyncio.sleep(8)
    await start(run, port)


async def start(run: Run, port: int) -> None:
    run.replicas.start_app(port)
    await in_thread(run.replicas.wait_for_app, port)


async def roll_out(run: Run) -> None:
    """One process after the other is ended in order and started again, as with a new version."""
    for port in run.replicas.ports:
        await in_thread(run.replicas.stop_app, port)
        await start(run, port)
        await asyncio.sleep(5)


async def misfortunes(run: Run, passphrases: dict[str, str]) -> None:
    """What happens, one thing after the other, and what has to hold after each."""
    first, second = run.replicas.ports
    sam, restart = run.reviewers[-1], run.restart_database
    events: list[tuple[str, Callable[[], Awaitable[object]]]] = [
        ("quiet", lambda: asyncio.sleep(15)),
        ("a replica is killed", lambda: kill(run, first)),
        ("nginx reads its settings anew", lambda: reload_twice(run)),
        *([("the database is restarted", lambda: asyncio.to_thread(restart))] if restart else []),
        ("the other replica is killed", lambda: kill(run, second)),
        ("a new version is rolled out", lambda: roll_out(run)),
        ("at the end", lambda: asyncio.sleep(10)),
    ]
    for name, happen in events:
        run.told.phase = name
        print(f"{name} …", flush=True)
        await happen()
        await asyncio.sleep(5)
        if name == "quiet":
            await sam.press("sign_out")
        await check_sign_ins(run, passphrases)


async def reload_twice(run: Run) -> None:
    for _ in range(2):
        run.replicas.nginx.reload()
        await asyncio.sleep(2)


async def check_sign_ins(run: Run, passphrases: dict[str, str]) -> None:
    """Who is signed in is so on every replica, and who has signed out is not."""
    *others, sam = run.reviewers
    for name, reviewer, expected in [*((n, r, n) for n, r in zip(passphrases, others, strict=False)), ("Sam", sam, "")]:
        seen = [await signed_in_as(port, reviewer) for port in run.replicas.ports]
        if set(seen) != {expected}:
            run.wrong_sign_ins += 1
            run.check(False, f"{name} is {expected or 'signed out'} on every replica; they say {seen}")


async def visit(run: Run) -> None:
    """Lets everybody come, and everything happen."""
    nginx = urlsplit(run.replicas.nginx.address)
    host, port = str(nginx.hostname), int(nginx.port or 0)
    passphrases = {name: add_reviewer(run.store.reviewers, name) for name in REVIEWERS}
    clickers = [Person(host, port, number, run.told) for number in range(CLICKERS)]
    applicants = [Applicant(host, port, 100 + number, run.told, page="apply") for number in range(APPLICANTS)]
    run.reviewers = [Reviewer(host, port, 200 + number, run.told, page="review") for number in range(len(REVIEWERS))]
    for reviewer, (name, passphrase) in zip(run.reviewers, passphrases.items(), strict=True):
        await reviewer.sign_in(name, passphrase)
    await run.reviewers[-1].arrive()
    tasks = [asyncio.create_task(click_around(run, each, seed)) for seed, each in enumerate(clickers)]
    tasks += [asyncio.create_task(apply_often(run, each, seed)) for seed, each in enumerate(applicants)]
    tasks += [asyncio.create_task(publish_often(run, each)) for each in run.reviewers[:-1]]
    try:
        await asyncio.wait_for(misfortunes(run, passphrases), MAX_MINUTES * 60)
    except TimeoutError:
        run.faults.append(f"not all happened within {MAX_MINUTES} minutes; the last was: {run.told.phase}")
    run.is_over = True
    ended, stuck = await asyncio.wait(tasks, timeout=LAST_WAIT)
    for task in stuck:
        task.cancel()
    reasons = [str(task.exception())[:200] for task in ended if task.exception()] + ["still waiting"] * len(stuck)
    run.faults += [f"somebody left without an answer: {reason}" for reason in reasons]
    await asyncio.gather(*(each.go() for each in (*clickers, *applicants, *run.reviewers)))


def report(run: Run) -> None:
    """Compares what people were told with what is kept, and prints both."""
    told, store = run.told, run.store
    applications, decisions = [*store.applications(), *store.overflow()], store.decisions()
    kept = Counter(each.reference for each in applications)
    published = Counter(each.application for each in decisions if each.verdict is Verdict.APPROVE)
    names = Counter(entry["name"] for entry in store.directory.entries().values())
    of_reference = {each.reference: each.proposal["name"] for each in applications if each.reference in published}
    twice = sum(count - 1 for count in Counter(each.proposal["name"] for each in applications).values())
    print(f"\n{'':32}{'answers':>9}{'median':>9}{'95 %':>9}{'slowest':>9}{'over 3 s':>9}   seconds")
    for phase, waits in told.waits.items():
        late = sum(each > MAX_WAIT for each in waits)
        line = (statistics.median(waits), statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0])
        print(f"{phase:32}{len(waits):9,}{line[0]:9.2f}{line[1]:9.2f}{max(waits):9.2f}{late:9}")
    for seconds, what in sorted(told.slow, reverse=True)[:8]:
        print(f"    {seconds:.1f} s: {what}")
    print(f"\n{told.came_back:,} times a page came back by itself; {len(told.sent_again)} sent a form twice because")
    print(f"nobody had answered, of which {twice} are kept twice, as they have no number of the first one.")
    print(f"{told.not_kept} times a page said that it could not save the form, and its button was pressed once more.\n")
    slowest = max(max(waits) for waits in told.waits.values())
    run.check(slowest <= MAX_WAIT, f"every click was answered within {MAX_WAIT:.0f} s; the slowest in {slowest:.2f} s")
    run.check(all(kept[each] == 1 for each in told.sent), f"{len(told.sent)} acknowledged applications are kept, once")
    run.check(twice <= len(told.sent_again), "nothing is kept twice that was sent once")
    run.check(
        all(published[each] == 1 for each in told.published),
        f"{len(told.published)} acknowledged decisions are kept, once",
    )
    run.check(
        set(published) <= told.unsure and max(published.values()) == 1,
        "and no other one, and none twice",
    )
    run.check(all(names[of_reference[each]] == 1 for each in published), "each published group is listed, once")
    run.check(
        bool(run.spreads) and max(run.spreads) <= MAX_SPREAD,
        f"what is published shows on every replica within {MAX_SPREAD:.0f} s; the last of {len(run.spreads)} after "
        f"{max(run.spreads, default=0):.1f} s",
    )
    run.check(
        run.wrong_sign_ins == 0, "nobody was signed out by any of it, and who signed out stayed out on every replica"
    )
    for fault in run.faults:
        print(f"FAULT: {fault}")


@contextmanager
def on_files() -> Iterator[tuple[Store, dict[str, str], None]]:
    """Both processes on one folder of this machine."""
    with tempfile.TemporaryDirectory(prefix="failover-") as folder:
        for file in ("affiliates.csv", "support_organizations.csv"):
            shutil.copy(SHIPPED_DATA / file, folder)
        yield FileStore(Path(folder)), {"AFFILIATES_DATA": folder}, None


@contextmanager
def on_postgresql() -> Iterator[tuple[Store, dict[str, str], Callable[[], None]]]:
    """Both on a database, which can be restarted."""
    with database() as (server, name):
        place = server.address(name, APP)

        def restart() -> None:
            server.stop()  # whoever is connected is cut off
            time.sleep(DATABASE_AWAY)
            server.start()

        yield open_store(place), {STORE: place}, restart


STORES = {"postgresql": on_postgresql, "files": on_files}


def main() -> None:
    """Prints the table, and ends with 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=STORES, default="postgresql", help="where everything is kept")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing is left behind
    with STORES[options.store]() as (store, environment, restart), running(environment) as replicas:
        run = Run(replicas, store, restart)
        asyncio.run(visit(run))
        report(run)
    sys.exit(bool(run.faults))


if __name__ == "__main__":
    main()
