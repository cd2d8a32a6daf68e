"""Keeps the log readable whatever visitors send: no line is long, and none pretends to be another."""

import logging
from typing import Any

MAX_LENGTH = 2_000  # characters of a message, or of a value in it
MAX_TRACEBACK = 8_000
# All but the tabulator could begin a new line, or tell a terminal what to do.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(9), *range(10, 32), *range(127, 160), 0x2028, 0x2029)}
_FORMATTER = logging.Formatter()


class ShortLogRecord(logging.LogRecord):
    """A record with a message of one line; its traceback is indented, so that it cannot be taken for a message."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        """Takes what ``logging.LogRecord`` takes."""
        super().__init__(*arguments, **keywords)
        if isinstance(self.args, tuple):  # some formatters take the values, and not the message made of them
            self.args = tuple(_cut(each, MAX_LENGTH) if isinstance(each, str) else each for each in self.args)
        if self.exc_info and self.exc_info[0]:
            lines = _FORMATTER.formatException(self.exc_info).splitlines()
            self.exc_text = _cut("\n".join(f"  {line.translate(_CONTROLS)}" for line in lines), MAX_TRACEBACK)

    def getMessage(self) -> str:  # noqa: N802
        """The message in one line."""
        return _cut(super().getMessage(), MAX_LENGTH).translate(_CONTROLS)


def shorten_log_lines() -> None:
    """Lets every logger of this process, Streamlit's and the server's too, make such records."""
    logging.setLogRecordFactory(ShortLogRecord)


def leave_visitors_out() -> None:
    """Has uvicorn, where it runs the app by itself, write no line for each request: who came, and looked for what."""
    logging.getLogger("uvicorn.access").disabled = True


def _cut(text: str, length: int) -> str:
    """A text with its middle left out where it is too long: what went wrong stands at the end of a traceback."""
    if len(text) <= length:
        return text
    return f"{text[: length // 2]} … {len(text) - length:,} characters left out … {text[-length // 2 :]}"
