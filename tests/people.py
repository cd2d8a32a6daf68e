"""People who use several replicas through nginx, without browsers: they come back by themselves, as a page does."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException

from affiliates.applications.model import ATTESTATIONS
from affiliates.applications.validation import CONSENT
from affiliates.review.sign_in import SIGN_IN_COOKIE, SIGN_IN_PAGE
from benchmarks.load import our_click
from benchmarks.visitor import ConnectionLostError, PageRun, VisitError, Visitor

# As Streamlit's page: half a second after the first failure, twice as long after each further one.
_FIRST_RETRY, _MAX_RETRY = 0.5, 4.0
_GIVE_UP = 60.0
_BEFORE_TRYING_AGAIN = 2.0  # as the page asks for
_SLOW = 3.0
_LOST = (OSError, ConnectionLostError, WebSocketException, TimeoutError, asyncio.IncompleteReadError)
_FORM, _NOT_SAVED = "new_", "We are sorry: we could not save what you sent."
_OPEN = "desk_open_"


@dataclass
class Acknowledged:
    """What people were told, and how long they waited: seconds by phase of the test."""

    phase: str = "before"
    waits: dict[str, list[float]] = field(default_factory=dict)
    slow: list[tuple[float, str]] = field(default_factory=list)  # and what of it took long, with the tries it took
    came_back: int = 0
    sent: dict[str, str] = field(default_factory=dict)  # names of groups by reference
    sent_again: set[str] = field(default_factory=set)  # names whose first sending was answered by nobody
    not_kept: int = 0  # times that a page said so, and what was typed was sent once more
    published: set[str] = field(default_factory=set)  # references
    unsure: set[str] = field(default_factory=set)  # references on which somebody pressed, whatever came of it

    def waited(self, seconds: float, what: str) -> None:
        """Notes how long an answer took, and what was asked."""
        self.waits.setdefault(self.phase, []).append(seconds)
        if seconds > _SLOW:
            self.slow.append((seconds, f"{what}, {self.phase}"))


class Person(Visitor):
    """A visitor whose page comes back by itself, as in a browser, and who presses once more where nobody answered."""

    def __init__(self, host: str, port: int, number: int, told: Acknowledged, *, page: str = "") -> None:
        """Comes from an address of their own."""
        super().__init__(host, port, our_click, source=f"127.1.{number // 250}.{number % 250 + 1}")
        self.page, self.told = page, told
        self._is_there = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    async def arrive(self) -> None:
        """Opens the page in place of one that is open, and stays."""
        await self.go()
        self._is_there.clear()
        await self._try_until_there(lambda: self.open(page=self.page))
        self._watch = asyncio.create_task(self._come_back_when_lost())

    async def go(self) -> None:
        """Closes the page."""
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self.leave()

    async def look_again(self) -> None:
        """Has the page drawn anew."""
        await self.insist(lambda: self.rerun(ClientState()), is_click=False)

    async def insist(
        self,
        act: Callable[[], Awaitable[object]],
        *,
        on_lost: Callable[[], None] = lambda: None,
        is_click: bool = True,
    ) -> None:
        """Does something, and again where the connection was lost; notes how long it took in all."""
        start, away, tries = time.perf_counter(), 0.0, 0
        while time.perf_counter() < start + _GIVE_UP:
            began = time.perf_counter()
            await asyncio.wait_for(self._is_there.wait(), _GIVE_UP)
            away, tries = away + time.perf_counter() - began, tries + 1
            try:
                await act()
            except _LOST:
                on_lost()
                self._is_there.clear()
            else:
                what = f"{type(self).__name__}: {tries} tries, {away:.1f} s of it until the page was back"
                return self.told.waited(time.perf_counter() - start, what) if is_click else None
        raise VisitError("no answer for a minute")

    async def press(
        self, key: str, *filled_in: WidgetState, is_answer: Callable[[PageRun], bool] = lambda _: True
    ) -> list[str]:
        """Presses a button, with what stands in its form; returns the texts of the answer."""
        widget = self.widgets[key]
        state = ClientState(fragment_id=widget.fragment)
        state.widget_states.widgets.extend(filled_in)
        state.widget_states.widgets.add(id=widget.id, trigger_value=True)
        return (await self.rerun(state, is_answer)).texts

    async def _come_back_when_lost(self) -> None:
        while True:
            await asyncio.wait([self._tasks["reader"]])
            self._is_there.clear()
            self.told.came_back += 1
            await self._try_until_there(self._draw_anew)

    async def _draw_anew(self) -> None:
        await self.connect()
        await self.rerun(ClientState())

    async def _try_until_there(self, come: Callable[[], Awaitable[object]]) -> None:
        pause = _FIRST_RETRY
        while not self._is_there.is_set():
            try:
                await self.leave()
                await come()
                self._is_there.set()
            except (*_LOST, VisitError):
                await asyncio.sleep(pause)
                pause = min(2 * pause, _MAX_RETRY)


class Applicant(Person):
    """Sends applications for groups."""

    async def apply(self, name: str, place: str) -> None:
        """Fills in the form and sends it, until there is a reference number."""
        answers: list[list[str]] = []

        async def send() -> None:
            filled_in = self._filled_in(name, place)
            answers.append(await self.press(f"{_FORM}_submit", *filled_in, is_answer=_is_answer))

        while True:
            await self.insist(send, on_lost=lambda: self.told.sent_again.add(name))
            if number := _number_in(answers[-1]):
                self.told.sent[number] = name
                return
            self.told.not_kept += 1
            await asyncio.sleep(_BEFORE_TRYING_AGAIN)

    def _filled_in(self, name: str, place: str) -> list[WidgetState]:
        texts = {
            "name": name,
            "city": "Madeup",
            "email": f"group@{name.split()[0].lower()}.example",
            "contact_name": "Contact",
            "contact_email": f"contact@{name.split()[0].lower()}.example",
        }
        boxes = (*ATTESTATIONS, CONSENT)
        return [
            *(WidgetState(id=self._id(field), string_value=text) for field, text in texts.items()),
            *(WidgetState(id=self._id(field), bool_value=True) for field in boxes),
            WidgetState(id=self._id("scope"), string_value="Local: a city, a county, a school district"),
            WidgetState(id=self._id("regions"), string_array_value=StringArray(data=[place])),
        ]

    def _id(self, name: str) -> str:
        return self.widgets[f"{_FORM}_{name}"].id


class Reviewer(Person):
    """Is signed in and publishes what waits."""

    async def sign_in(self, name: str, passphrase: str) -> None:
        """Gets the cookie, as the page to sign in gives it."""
        address = f"http://{self.host}:{self.port}"
        transport = httpx.AsyncHTTPTransport(local_address=self.source)
        async with httpx.AsyncClient(transport=transport, cookies=self.cookies, timeout=20) as client:
            form = {"name": name, "passphrase": passphrase}
            answer = await client.post(f"{address}/{SIGN_IN_PAGE}", data=form, headers={"Origin": address})
            assert SIGN_IN_COOKIE in client.cookies, answer.status_code
            self.cookies |= dict(client.cookies)

    async def publish_one(self) -> str | None:
        """Opens the first application that waits, if there is one, and publishes it; returns its reference."""
        await self.look_again()
        waiting = [each.removeprefix(_OPEN) for each in self.widgets if each.startswith(_OPEN)]
        reference = next((each for each in waiting if each not in self.told.published), None)
        if reference is None or f"{_OPEN}{reference}" not in self.widgets:
            await self.insist(lambda: self._press_if_there("desk_back"), is_click=False)
            return None
        await self.insist(lambda: self._press_if_there(f"{_OPEN}{reference}"))
        self.told.unsure.add(reference)
        try:
            texts = await self._press_if_there(f"desk_publish_{reference}")
        except _LOST:
            return None
        if not any(text.startswith("Published") for text in texts):
            return None  # somebody else was faster
        self.told.published.add(reference)
        return reference

    async def _press_if_there(self, key: str) -> list[str]:
        return await self.press(key) if key in self.widgets else []


def _is_answer(run: PageRun) -> bool:
    return bool(_number_in(run.texts)) or any(text.startswith(_NOT_SAVED) for text in run.texts)


def _number_in(texts: list[str]) -> str:
    """The reference number that a page tells."""
    return next((text.split("**")[1] for text in texts if "Your reference number is" in text), "")
