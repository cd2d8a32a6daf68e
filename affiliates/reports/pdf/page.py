"""A sheet of paper for a PDF: its margins and typefaces, and the few kinds of text we set on it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from fpdf import FPDF, XPos, YPos
from fpdf.enums import Align, TableBordersLayout, TableCellFillMode
from fpdf.fonts import FontFace

from affiliates.reports.pdf.typefaces import MISSING, bold, other_typeface, printable, regular

INK = (16, 24, 32)
MUTED = (80, 92, 104)
ACCENT = (31, 99, 153)
RULE = (178, 186, 195)
BAND = (242, 245, 248)
MARGIN = 17.0  # millimeters
_FAMILY = "text"
_LINE = 1.38  # height of a line, in heights of its letters
_MM_PER_POINT = 25.4 / 72
# Becomes the number of pages, wherever it stands. No text of a group can hold it: ``printable`` takes it out.
_PAGES = "\ue000"
# Two lines of a cell, less what words that go to the next line leave free.
_CELL_LINES = 1.75
# Letters: so few fit into any cell, and more than so many into none.
_SURELY_FITS, _SURELY_CUT = 8, 300


class Paper(FPDF):
    """US Letter, upright. Texts come out on one line per paragraph, letter by letter as they were typed."""

    def __init__(self, title: str, *, foot: str, made_on: date) -> None:
        """An empty document whose pages carry ``foot`` and their numbers; its only date is the day of making."""
        super().__init__(format="letter")
        self.foot = foot
        self.set_margins(MARGIN, 15, MARGIN)
        self.set_auto_page_break(True, margin=19)
        self.set_creation_date(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
        self.set_title(title)
        self.set_lang("en")
        self.add_font(_FAMILY, "", regular())
        self.add_font(_FAMILY, "B", bold())
        self.set_text_shaping(True)
        self.alias_nb_pages(_PAGES)
        self.lacks_letters = False
        self._added: list[str] = []
        self.set_text(10)

    def get_fallback_font(self, char: str, style: str = "") -> str | None:
        """The typeface for a letter that ours lacks, added to the document when it is first needed."""
        found = other_typeface(char)
        if found is None:
            return None
        name, path = found
        if name not in self._added:
            self.add_font(name, "", path)
            self._added.append(name)
            self.set_fallback_fonts(self._added, exact_match=False)
        return name.lower()

    def footer(self) -> None:
        """The foot of every page."""
        self.set_y(-14)
        self.set_text(7.5, MUTED)
        self.cell(self.epw - 25, 4, printable(self.foot))
        self.cell(0, 4, f"Page {self.page_no()} of {_PAGES}", align=Align.R)

    def set_text(self, size: float, color: tuple[int, int, int] = INK, *, strong: bool = False) -> None:
        """Sets the size in points, the color and the weight of what follows."""
        self.set_font(_FAMILY, "B" if strong else "", size)
        self.set_text_color(*color)

    def title_line(self, text: str, above: str) -> None:
        """What the document is called, and above it, small, what it belongs to."""
        self.paragraph(above, size=9, color=MUTED, after=0.5)
        self.start_section(text)
        self.paragraph(text, size=21, strong=True, after=2)

    def heading(self, text: str, *, room: float = 25) -> None:
        """A heading that stands in the outline; it goes to the next page where ``room`` millimeters are not left."""
        if self.will_page_break(room):
            self.add_page()
        self.ln(2.5)
        self.start_section(text, level=1)
        self.paragraph(text, size=13, color=ACCENT, strong=True, after=1)

    def paragraph(
        self,
        text: str,
        *,
        size: float = 10,
        color: tuple[int, int, int] = INK,
        strong: bool = False,
        after: float = 1.5,
        indent: float = 0,
    ) -> None:
        """A text over the whole width, with ``after`` millimeters of room below it."""
        self.set_text(size, color, strong=strong)
        self.set_x(self.l_margin + indent)
        report = self._told(text)
        self.multi_cell(0, size * _MM_PER_POINT * _LINE, report, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(after)

    def points(self, texts: Sequence[str], *, size: float = 10) -> None:
        """A list, one text per point."""
        for text in texts:
            self.set_text(size, ACCENT, strong=True)
            self.cell(4, size * _MM_PER_POINT * _LINE, "•")
            self.paragraph(text, size=size, after=0.8, indent=4)
        self.ln(1)

    def explanation(self, term: str, text: str, *, size: float = 8, after: float = 0.9) -> None:
        """A text that begins with what it explains, which stands out."""
        height = size * _MM_PER_POINT * _LINE
        self.set_text(size, strong=True)
        self.write(height, self._told(term) + " ")
        self.set_text(size)
        self.write(height, self._told(text))
        self.ln(height + after)

    def grid(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float],
        right: Sequence[int] = (),
        size: float = 8.5,
    ) -> None:
        """A table whose header stands on each page anew; the columns numbered in ``right`` hold figures.

        ``widths`` are in millimeters. A text that takes more than two lines is cut, and ends in an ellipsis.
        """
        self.set_text(size)
        self.set_fill_color(255)
        self.set_draw_color(*RULE)
        self.set_line_width(0.15)
        with self.table(
            headings_style=FontFace(emphasis="BOLD", color=INK, fill_color=BAND),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_mode=TableCellFillMode.NONE,
            col_widths=tuple(widths),
            line_height=size * _MM_PER_POINT * 1.5,
            padding=(0.35, 1),
            text_align=tuple(Align.R if column in right else Align.L for column in range(len(header))),
            width=min(sum(widths), self.epw),
            align=Align.L,
        ) as table:
            for cells in (header, *rows):
                row = table.row()
                for cell, width in zip(cells, widths, strict=True):
                    row.cell(self._fitting(self._told(cell), width * _CELL_LINES))
        self.ln(2)

    def _fitting(self, text: str, width: float) -> str:
        """A text, or as much of it as fits into ``width`` millimeters with an ellipsis."""
        if len(text) < _SURELY_FITS or self.get_string_width(text[:_SURELY_CUT]) <= width:
            return text
        cut = text[:_SURELY_CUT]
        while self.get_string_width(cut + "…") > width:
            cut = cut[: len(cut) * 19 // 20]
        return cut.rstrip() + "…"

    def _told(self, text: str) -> str:
        report = printable(text)
        self.lacks_letters |= MISSING in report
        return report
