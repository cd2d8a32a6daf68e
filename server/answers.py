"""One answer of ours: its bytes in one encoding, and the headers that go with them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from affiliates.site.documents import Document
from server.compression import compress, etag_of, is_compressible, matches

METHODS = "GET, HEAD, OPTIONS"
# Streamlit's own scripts and ours have their content in their names.
IMMUTABLE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Answer:
    """A document in one encoding; ``mark`` is the same exactly for the same document."""

    body: bytes = field(repr=False)
    media_type: str
    mark: str
    encoding: str = ""
    is_open_data: bool = False
    language: str = ""
    is_by_preference: bool = False

    @property
    def size(self) -> int:
        """Bytes that it takes to keep this."""
        return len(self.body) + 2000

    @cached_property
    def etag(self) -> str:
        """The validator of these bytes."""
        return etag_of(self.mark, self.encoding)

    @cached_property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:
        """What a 304 says too, as ASGI sends it; made once, because a busy page is asked for thousands of times."""
        vary = "Accept-Encoding, Accept-Language" if self.is_by_preference else "Accept-Encoding"
        return _raw({"ETag": self.etag, "Vary": vary, **_cross_origin(self.is_open_data)})

    @cached_property
    def raw_content_headers(self) -> list[tuple[bytes, bytes]]:
        """What describes the body."""
        encoding = {"Content-Encoding": self.encoding} if self.encoding else {}
        language = {"Content-Language": self.language} if self.language else {}
        return _raw({"Content-Type": self.media_type, "Content-Length": str(len(self.body)), **encoding, **language})


def answer_of(document: Document) -> Answer:
    """A document as it is."""
    mark = hashlib.sha256(document.body).hexdigest()[:20]
    return Answer(
        document.body,
        document.media_type,
        mark,
        is_open_data=document.is_open_data,
        language=document.language,
        is_by_preference=document.is_by_preference,
    )


def encoded(plain: Answer, encoding: str, *, quality: int) -> Answer:
    """An answer in an encoding, the same where that saves nothing."""
    if not encoding or not is_compressible(plain.media_type, len(plain.body)):
        return plain
    body = compress(plain.body, encoding, quality=quality)
    return replace(plain, body=body, encoding=encoding)


async def send_answer(answer: Answer, scope: Scope, send: Send, *, caching: str, status: int = HTTPStatus.OK) -> None:
    """Sends an answer to GET and HEAD, or nothing but a 304 to a browser that has it."""
    known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
    headers, body = [*answer.raw_headers, (b"cache-control", caching.encode())], answer.body
    if status == HTTPStatus.OK and known and matches(known.decode("latin-1"), answer.etag):
        status, body = HTTPStatus.NOT_MODIFIED, b""
    else:
        headers += answer.raw_content_headers
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body if scope["method"] == "GET" else b""})


async def send_options(
    scope: Scope, receive: Receive, send: Send, *, is_open_data: bool, status: int = HTTPStatus.NO_CONTENT
) -> None:
    """Says which methods there are; with ``status`` 405, to one that there is not."""
    allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Max-Age": "86400"} if is_open_data else {}
    headers = {"Allow": METHODS, **_cross_origin(is_open_data), **allowed}
    await Response(status_code=status, headers=headers)(scope, receive, send)


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _cross_origin(is_open_data: bool) -> Mapping[str, str]:
    return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"} if is_open_data else {}
