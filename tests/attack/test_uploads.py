"""Files sent to the server by those from whom it takes none: refused before a byte of them is read."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from affiliates.review.door.uploads import MAX_UPLOAD_MB
from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SIGN_IN_COOKIE, SignInRegistry
from tests.attack.conftest import Attacked
from tests.attack.intruder import Intruder, intruding
from tests.warm_server import process_at

LIST = b"Group,State\r\nMade-up Lanterns,MI\r\n"
PART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
MEGABYTE = 1_000_000


@pytest.fixture
def registry(server: Attacked) -> SignInRegistry:
    reviewers = server.store.reviewers
    if not reviewers.passphrase_hashes():
        add_reviewer(reviewers, "Robin")
    return SignInRegistry(reviewers, reviewers.passphrase_hashes().get)


@contextmanager
def at_import(server: Attacked, token: str) -> Iterator[Intruder]:
    """A reviewer at the place where lists are uploaded."""
    with intruding(server.address, headers={"Cookie": f"{SIGN_IN_COOKIE}={token}"}) as reviewer:
        reviewer.opens("review")
        state = ClientState()
        state.widget_states.widgets.add(id=reviewer.widget("What to work on")[1].id).string_array_value.data.append(
            "Import"
        )
        reviewer.reruns(state)
        yield reviewer


def puts(server: Attacked, session: str, *chunks: bytes, announced: int = 0) -> int:
    """The status with which a file is answered, of which as many ``chunks`` are sent as the server takes.

    Without chunks not one byte is: whoever waits for it fails.
    """
    token = httpx.get(f"{server.address}/_stcore/health").cookies["_streamlit_xsrf"]
    upload = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    upload.putrequest("PUT", f"/_stcore/upload_file/{session}/made-up")
    upload.putheader("X-Xsrftoken", token)
    upload.putheader("Cookie", f"_streamlit_xsrf={token}")
    upload.putheader("Content-Type", "multipart/form-data; boundary=b")
    upload.putheader(*(("Content-Length", str(announced)) if announced else ("Transfer-Encoding", "chunked")))
    upload.endheaders()
    try:
        for chunk in chunks:
            upload.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        if chunks:
            upload.send(b"0\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server has answered and ended it
    status = upload.getresponse().status
    upload.close()
    return status


class Memory:
    """The memory of the server's process, from now on."""

    def __init__(self, server: Attacked) -> None:
        """Sets the peak back."""
        self._process = Path("/proc") / str(process_at(server.address))
        (self._process / "clear_refs").write_text("5")  # the peak is what it takes now
        self._before = self._peak()

    def grown(self) -> int:
        """By how many bytes it was larger at most."""
        return self._peak() - self._before

    def _peak(self) -> int:
        lines = (self._process / "status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def sends_list(server: Attacked, session: str) -> int:
    return puts(server, session, PART + LIST + b"\r\n--b--\r\n")


def test_only_a_reviewer_who_is_at_the_place_for_it_may_upload(server: Attacked, registry: SignInRegistry) -> None:
    token = registry.begin("Robin", datetime.now(UTC))
    with intruding(server.address) as outsider, at_import(server, token) as robin:
        outsider.opens("review")

        assert puts(server, outsider.session) == 403
        assert puts(server, "made-up-session") == 403
        assert sends_list(server, robin.session) == 204


def test_reviewer_who_is_signed_out_may_not_upload_any_more(server: Attacked, registry: SignInRegistry) -> None:
    elsewhere, here = (registry.begin("Robin", datetime.now(UTC)) for _ in range(2))
    with at_import(server, elsewhere) as robin:
        registry.end(elsewhere)  # on another device
        assert puts(server, robin.session) == 403
    with at_import(server, here) as robin:
        robin.uses("Sign out")
        assert puts(server, robin.session) == 403


def test_file_without_end_is_refused_as_it_comes_and_fills_no_memory(
    server: Attacked, registry: SignInRegistry
) -> None:
    with at_import(server, registry.begin("Robin", datetime.now(UTC))) as robin:
        memory = Memory(server)
        assert puts(server, robin.session, announced=240 * MEGABYTE) == 413
        assert puts(server, robin.session, PART, *[b"x" * MEGABYTE] * 240) == 413

        assert memory.grown() < 3 * MAX_UPLOAD_MB * MEGABYTE
        assert sends_list(server, robin.session) == 204


def test_addresses_for_uploads_are_given_one_at_a_time(server: Attacked) -> None:
    with intruding(server.address) as visitor:
        visitor.opens()
        for count in (20_000, 2, 0, 1):
            request = BackMsg()
            request.file_urls_request.request_id = str(count)
            request.file_urls_request.file_names.extend(["made-up"] * count)
            visitor.sends(request)

        assert visitor.hears("file_urls_response").file_urls_response.response_id == "1"
