"""Elements are put where the HTML standard has them, and no word is lost on the way."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.markdown.nesting import settle_nesting
from dateline.markdown.sanitiser import TAGS, sanitise

WORDS = ["one", "two &amp; three", "4 &lt; 5", "\n", " "]
PIECES = st.lists(
    st.sampled_from(
        [
            *WORDS,
            *(f"<{tag}>" for tag in sorted(TAGS)),
            *(f"</{tag}>" for tag in sorted(TAGS)),
            *('<td colspan="3">', '<th rowspan="4" id="a">', '<td headers="a b">'),
            *(
                '<img src="https://x.example/a.png">',
                '<time datetime="2014">',
                '<li value="3">',
                '<bdo dir="rtl">',
            ),
        ]
    ),
    max_size=40,
).map("".join)


def letters(html: str) -> list[str]:
    return sorted("".join(unescape(re.sub(r"<[^>]*>", "", html)).split()))


@settings(max_examples=300)
@given(PIECES)
def test_every_word_stays_and_nothing_is_left_to_settle(written: str) -> None:
    safe = sanitise(written, "")
    settled = settle_nesting(safe)
    assert letters(settled) == letters(safe)
    assert settle_nesting(settled) == settled
    # A browser reads it as it was meant, but for the white space with which a <pre> begins.
    assert "".join(sanitise(settled, "").split()) == "".join(settled.split())


def test_what_is_right_stays_as_it_is() -> None:
    right = (
        '<h2 id="a">A</h2>\n<p>B <em>c</em><br>d &amp; <a href="https://x.example/?a=1&amp;b=2">e</a>'
        "</p>\n<figure><blockquote>\n<p>f</p>\n</blockquote><figcaption>g</figcaption></figure>\n"
        "<ul>\n<li>h\n<ol>\n<li>i</li>\n</ol>\n</li>\n</ul>\n"
        "<pre><code>j &lt; k\n</code></pre>\n<hr>\n"
    )
    assert settle_nesting(right) == right


def test_what_no_one_wrote_by_hand_is_left_alone() -> None:
    deep = "<div>" * 1_000 + "<li>One</li>" + "</div>" * 1_000
    assert settle_nesting(deep) == deep


def test_a_table_of_enormous_spans_takes_no_time() -> None:
    row = '<tr><td colspan="999" rowspan="9999">x</td></tr>'
    settled = settle_nesting(f"<table><tbody>{row * 2_000}</tbody></table>")
    assert settled.count("<td>x</td>") == 2_000
