"""Text that a program garbled on its way: offered mended, never mended in silence."""

from ftfy import TextFixerConfig, fix_text

# Mojibake and HTML entities only: quotes, ligatures and widths are as somebody wrote them.
_WHAT_IS_MENDED = TextFixerConfig(
    unescape_html=True,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def mended(text: str) -> str:
    """The text as it was probably written: mojibake and HTML entities undone; unchanged where nothing is garbled."""
    return fix_text(text, _WHAT_IS_MENDED)
