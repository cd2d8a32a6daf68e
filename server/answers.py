"""One answer of ours: its bytes in one encoding, and the headers that go with them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.datastructures import Headers
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

    @property
    def size(self) -> int:
        """Bytes that it takes to keep this."""
        return len(self.body) + 500


def answer_of(document: Document) -> Answer:
    """A document as it is."""
    mark = hashlib.sha256(document.body).hexdigest()[:20]
    return Answer(document.body, document.media_type, mark, is_open_data=document.is_open_data)


def encoded(plain: Answer, encoding: str, *, quality: int) -> Answer:
    """An answer in an encoding, the same where that saves nothing."""
    if not encoding or not is_compressible(plain.media_type, len(plain.body)):
        return plain
    body = compress(plain.body, encoding, quality=quality)
    return Answer(body, plain.media_type, plain.mark, encoding, plain.is_open_data)


async def send_answer(
    answer: Answer, scope: Scope, receive: Receive, send: Send, *, caching: str, status: int = HTTPStatus.OK
) -> None:
    """Sends an answer to GET and HEAD, or nothing but a 304 to a browser that has it."""
    headers = _headers(answer, caching)
    known = Headers(scope=scope).get("if-none-match", "")
    if status == HTTPStatus.OK and known and matches(known, answer.mark):
        response = Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    else:
        headers |= {"Content-Type": answer.media_type, "Content-Length": str(len(answer.body))}
        body = answer.body if scope["method"] == "GET" else b""
        response = Response(body, status, headers | ({"Content-Encoding": answer.encoding} if answer.encoding else {}))
    await response(scope, receive, send)


async def send_options(
    scope: Scope, receive: Receive, send: Send, *, is_open_data: bool, status: int = HTTPStatus.NO_CONTENT
) -> None:
    """Says which methods there are; with ``status`` 405, to one that there is not."""
    allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Max-Age": "86400"} if is_open_data else {}
    headers = {"Allow": METHODS, **_cross_origin(is_open_data), **allowed}
    await Response(status_code=status, headers=headers)(scope, receive, send)


def _headers(answer: Answer, caching: str) -> dict[str, str]:
    return {
        "ETag": etag_of(answer.mark, answer.encoding),
        "Cache-Control": caching,
        "Vary": "Accept-Encoding",
        **_cross_origin(answer.is_open_data),
    }


def _cross_origin(is_open_data: bool) -> Mapping[str, str]:
    return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"} if is_open_data else {}
