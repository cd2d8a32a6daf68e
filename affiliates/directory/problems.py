"""A finding about a data file that a person should look at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something in a data file that a person should look at.

    ``row`` counts as a spreadsheet does: the header is row 1; 0 means the file as a whole. ``is_error`` is false for
    a note that stops nothing. ``message`` continues the words "this value ...".
    """

    file: str
    row: int
    column: str
    message: str
    is_error: bool = True

    def __str__(self) -> str:
        """The problem as one line: ``file:row: column: message``; unprintable characters become \ufffd."""
        location = f"{self.file}:{self.row}: " if self.row else f"{self.file}: "
        column = f"{self.column}: " if self.column else ""
        line = f"{location}{'' if self.is_error else 'note: '}{column}{self.message}"
        return "".join(character if character.isprintable() else "\ufffd" for character in line)
