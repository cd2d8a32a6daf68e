"""Our small mark, two people side by side on a blue ground, as shapes: each format draws it in its own way."""

from dataclasses import dataclass

BLUE = (31, 99, 153)
# Of the rounded ground, as a part of its side.
CORNER = 0.22


@dataclass(frozen=True)
class Person:
    """A head and shoulders; x and y from the upper left corner, every length a part of the mark's side."""

    x: float
    head_y: float = 0.365
    head_radius: float = 0.108
    shoulders_y: float = 0.735
    shoulders_radius: float = 0.2


PEOPLE = (Person(0.33), Person(0.67))
