"""Texts that break, run or load something where they are not treated as text."""

HOSTILE_TEXTS = (
    "sum {{ 7*7 }} end",
    "{% for x in range(9) %}{{ x }}{% endfor %}",
    "{# gone #} ${alert(1)} `whoami`",
    "<img src=x onerror=\"document.title='taken'\">",
    "</script><script>document.title='taken'</script>",
    "![pixel](https://evil.example/pixel.png) [free](javascript:alert(1))",
    "www.evil.example https://evil.example mail@evil.example",
    ":red[loud] :material/home: :smile: :streamlit: $x^2$ # no heading",
    "a -- b -> c <- d <-> e >= f ~= *g* _h_ ~~i~~ [ ] &amp; &lt;b&gt; \\ | ^ 1. 2)",
    '=HYPERLINK("https://evil.example","go")',
    "+1 @SUM(1) -2",
    "Good \u202e gnihtemos",
    "Good \u2069 \u2067 \u2066",
    "WWW.evil.example Www.evil.example",
    "\u202egnihtemos\u202c \u200f\u061c مجموعة (الآباء). קבוצה",
    "Québec — « Ça suffit ! » … 日本語 🏫 Ñ",
    "x" * 10_000,
)
