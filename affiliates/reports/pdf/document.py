"""A PDF document with our margins and typefaces, and the few kinds of text that the reports set."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from fpdf import FPDF, XPos, YPos
from fpdf.enums import Align, RenderStyle, TableBordersLayout, TableCellFillMode, TextDirection
from fpdf.fonts import FontFace
from fpdf.line_break import Fragment

from affiliates.content.mark import BLUE, CORNER, PEOPLE
from affiliates.languages.language import Language
from affiliates.reports.pdf.measuring import MeasuredTypeface, runs_left_to_right
from affiliates.reports.pdf.typefaces import MISSING, bold_path, fallback_typeface, printable, static_regular_path

TEXT_COLOR = (16, 24, 32)
MUTED_COLOR = (80, 92, 104)
ACCENT_COLOR = (31, 99, 153)
RULE_COLOR = (178, 186, 195)
HEADER_FILL = (242, 245, 248)
_MARGIN = 17.0  # millimeters
_FAMILY = "text"
_MARK_SIDE, _PAGE_NUMBER_WIDTH = 8.0, 22.0  # millimeters
_LINE_HEIGHT, _LINE_HEIGHT_IN_TABLES = 1.38, 1.5  # in font sizes
_MM_PER_POINT = 25.4 / 72
# fpdf2 replaces it with the number of pages. No group's text can contain it: ``printable`` removes it.
_PAGE_COUNT = "\ue000"
# A cell has two lines; words that wrap to the second leave a part of the first empty.
_LINES_PER_CELL = 1.75
# In characters: a text this short fits into any cell, and no cell holds more than this many.
_ALWAYS_FITS, _NEVER_FITS = 8, 300


class PdfDocument(FPDF):
    """US Letter, portrait. Nothing in a text is markup: every character is printed as it was typed.

    In a language that is written from right to left, lines begin on the right, and so do the columns of tables.
    """

    def __init__(self, title: str, *, language: Language, footer: str, made_on: date, scale: float = 1) -> None:
        """A document without pages. Its pages end with ``footer`` and their numbers; its only date is ``made_on``.

        All sizes of texts are multiplied by ``scale``.
        """
        super().__init__(format="letter")
        self.language, self.text_scale = language, scale
        self.is_rtl = language.direction == "rtl"
        self.start, self.end = (Align.R, Align.L) if self.is_rtl else (Align.L, Align.R)
        self.footer_text = footer
        self.set_margins(_MARGIN, 15, _MARGIN)
        self.set_auto_page_break(True, margin=19)
        self.set_creation_date(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
        self.set_title(title)
        self.set_lang(language.code)
        for style, path in (("", static_regular_path()), ("B", bold_path())):
            self.add_font(_FAMILY, style, path)
            self.fonts[f"{_FAMILY}{style}"].__class__ = MeasuredTypeface
        # Otherwise each text has the direction of its first letter.
        self.set_text_shaping(True, direction="rtl" if self.is_rtl else None)
        self.alias_nb_pages(_PAGE_COUNT)
        self.has_missing_characters = False
        self._fallback_names: list[str] = []
        self.set_text(10)

    def get_fallback_font(self, char: str, style: str = "") -> str | None:
        """The name of a typeface for a character that ours lacks, added to the document when it is first needed."""
        typeface = fallback_typeface(char)
        if typeface is None:
            return None
        name, path = typeface
        if name not in self._fallback_names:
            self.add_font(name, "", path)
            self._fallback_names.append(name)
            self.set_fallback_fonts(self._fallback_names, exact_match=False)
        return name.lower()

    def _preload_bidirectional_text(self, text: str, markdown: bool) -> Sequence[Fragment]:
        """The text in pieces of one direction; fpdf2 calls it, and would look for them character by character."""
        if self.is_rtl or not self.text_shaping or not runs_left_to_right(text):
            return super()._preload_bidirectional_text(text, markdown)
        self.text_shaping |= {"paragraph_direction": TextDirection.LTR, "fragment_direction": TextDirection.LTR}
        return self._preload_font_styles(text, markdown)

    def footer(self) -> None:
        """Prints the end of every page; fpdf2 calls it."""
        self.set_y(-14)
        self.set_text(7.5, MUTED_COLOR)
        page = self.language.gettext("Page {page} of {pages}", page=self.page_no(), pages=_PAGE_COUNT)
        footer = self._shortened(printable(self.footer_text), self.epw - _PAGE_NUMBER_WIDTH)
        cells = [(self.epw - _PAGE_NUMBER_WIDTH, footer, self.start), (_PAGE_NUMBER_WIDTH, page, self.end)]
        for width, text, align in reversed(cells) if self.is_rtl else cells:
            self.cell(width, 4, text, align=align)

    def set_text(self, size: float, color: tuple[int, int, int] = TEXT_COLOR, *, bold: bool = False) -> None:
        """Sets the size in points, the color and the weight of the text that follows."""
        self.set_font(_FAMILY, "B" if bold else "", size * self.text_scale)
        self.set_text_color(*color)

    def title_block(self, text: str, above: Sequence[str]) -> None:
        """Prints the title of the document, and above it our mark with small lines beside it."""
        top = self.get_y()
        self._mark(self._start_of_line(_MARK_SIDE), top)
        for line in above:
            self.paragraph(line, size=8, color=MUTED_COLOR, after=0, indent=_MARK_SIDE + 2.5)
        self.set_xy(self.l_margin, max(self.get_y(), top + _MARK_SIDE) + 1)
        self.start_section(text)
        self.paragraph(text, size=21, bold=True, after=2)

    def _mark(self, x: float, y: float) -> None:
        """Draws our mark; its picture needs no words, so readers for the blind pass over it."""
        self.set_fill_color(*BLUE)
        corner = CORNER * _MARK_SIDE
        self.rect(x, y, _MARK_SIDE, _MARK_SIDE, style=RenderStyle.F, round_corners=True, corner_radius=corner)
        self.set_fill_color(255)
        for person in PEOPLE:
            center, radius = x + person.x * _MARK_SIDE, person.shoulders_radius * _MARK_SIDE
            self.circle(center, y + person.head_y * _MARK_SIDE, person.head_radius * _MARK_SIDE, style=RenderStyle.F)
            shoulders = y + person.shoulders_y * _MARK_SIDE
            self.solid_arc(center - radius, shoulders - radius, 2 * radius, 180, 360, 2 * radius, style=RenderStyle.F)

    def heading(self, text: str, *, room: float = 25) -> None:
        """Prints a heading and adds it to the outline; starts a new page if less than ``room`` millimeters are left."""
        if self.will_page_break(room):
            self.add_page()
        self.ln(2.5)
        self.start_section(text, level=1)
        self.paragraph(text, size=13, color=ACCENT_COLOR, bold=True, after=1)

    def paragraph(
        self,
        text: str,
        *,
        size: float = 10,
        color: tuple[int, int, int] = TEXT_COLOR,
        bold: bool = False,
        after: float = 1.5,
        indent: float = 0,
    ) -> None:
        """Prints a text over the whole width, with ``after`` millimeters of space below it."""
        self.set_text(size, color, bold=bold)
        width, height = self.epw - indent, self._line_height(size)
        self.set_x(self._start_of_line(width, indent))
        self.multi_cell(width, height, self._printable(text), align=self.start, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(after)

    def bullet_list(self, texts: Sequence[str], *, size: float = 10) -> None:
        """Prints a list with one bullet per text."""
        for text in texts:
            self.set_text(size, ACCENT_COLOR, bold=True)
            self.set_x(self._start_of_line(4))
            self.cell(4, self._line_height(size), "•", align=self.start)
            self.paragraph(text, size=size, after=0.8, indent=4)
        self.ln(1)

    def definition(self, term: str, text: str, *, size: float = 7.5, after: float = 0.8) -> None:
        """Prints a term in bold and, on the same line, the text that explains it."""
        if self.is_rtl:  # fpdf2 goes on from left to right
            self.paragraph(term, size=size, bold=True, after=0)
            self.paragraph(text, size=size, after=after)
            return
        height = self._line_height(size)
        self.set_text(size, bold=True)
        self.write(height, self._printable(term) + " ")
        self.set_text(size)
        self.write(height, self._printable(text))
        self.ln(height + after)

    def text_table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float],
        numbers: Sequence[int] = (),
        size: float = 8.5,
    ) -> None:
        """Prints a table; its header is repeated on every page.

        ``widths`` are in millimeters. ``numbers`` are the positions of the columns of numbers, which are aligned to the
        other side than words. A text that would take more than two lines is cut and ends with an ellipsis.
        """
        step = -1 if self.is_rtl else 1
        alignment = [self.end if column in numbers else self.start for column in range(len(header))]
        self.set_text(size)
        self.set_fill_color(255)
        self.set_draw_color(*RULE_COLOR)
        self.set_line_width(0.15)
        with self.table(
            headings_style=FontFace(emphasis="BOLD", color=TEXT_COLOR, fill_color=HEADER_FILL),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_mode=TableCellFillMode.NONE,
            col_widths=tuple(widths)[::step],
            line_height=self._line_height(size, _LINE_HEIGHT_IN_TABLES),
            padding=(0.35, 1),
            text_align=tuple(alignment)[::step],
            width=min(sum(widths), self.epw),
            align=self.start,
        ) as table:
            for cells in (header, *rows):
                row = table.row()
                for cell, width in [*zip(cells, widths, strict=True)][::step]:
                    row.cell(self._shortened(self._printable(cell), width * _LINES_PER_CELL))
        self.ln(2)

    def _line_height(self, size: float, spacing: float = _LINE_HEIGHT) -> float:
        """In millimeters, for a size in points."""
        return size * self.text_scale * _MM_PER_POINT * spacing

    def _start_of_line(self, width: float, indent: float = 0) -> float:
        """Where something of this width begins on the page, so that it stands at the start of a line."""
        return self.w - self.r_margin - indent - width if self.is_rtl else self.l_margin + indent

    def _shortened(self, text: str, width: float) -> str:
        """The text, or as much of it as fits into ``width`` millimeters together with an ellipsis."""
        if len(text) < _ALWAYS_FITS or self.get_string_width(text[:_NEVER_FITS]) <= width:
            return text
        cut = text[:_NEVER_FITS]
        while self.get_string_width(cut + "…") > width:
            cut = cut[: len(cut) * 19 // 20]
        return cut.rstrip() + "…"

    def _printable(self, text: str) -> str:
        line = printable(text)
        self.has_missing_characters |= MISSING in line
        return line
