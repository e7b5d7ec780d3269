"""Placeholders become addresses when a page is built."""

from __future__ import annotations

import pytest

from dateline.markdown import Target, render, resolve

TARGETS = {
    ("article", "2014/the flood.md"): Target("/2014/the-flood/"),
    ("file", "2014/map.png"): Target("/2014/map.0a1b.png", 640, 480),
    ("root", "/about/"): Target("/site/about/"),
}


def build(text: str) -> str:
    body = render(text, source="2014/x.md", language="en")
    return resolve(body.html, lambda kind, target, _: TARGETS.get((kind, target))).rstrip("\n")


@pytest.mark.parametrize("raw", ["", "<b></b>"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](the%20flood.md#night)", '<a href="/2014/the-flood/#night">a</a>'),
        ("[a](/about/?x=1&y=2#team)", '<a href="/site/about/?x=1&amp;y=2#team">a</a>'),
        ("one [a *b*](gone.md) two", "one a <em>b</em> two"),
        (
            "[gone](gone.md) [web](https://example.org/) [gone](gone.md)",
            'gone <a href="https://example.org/">web</a> gone',
        ),
        (
            "see ![m](map.png)",
            'see <img src="/2014/map.0a1b.png" width="640" height="480" alt="m" '
            'loading="lazy" decoding="async">',
        ),
        ("see ![m](gone.png)", "see "),
        ("see [![m](gone.png)](gone.md) b", None),
    ],
)
def test_resolve(text: str, raw: str, expected: str | None) -> None:
    html = build(text + raw)
    assert "dateline:" not in html
    if expected is not None:
        assert html == f"<p>{expected}{raw}</p>"


def test_addresses_are_escaped() -> None:
    html = render("[a](a.md)", source="x.md", language="en").html
    assert '<a href="/?a=&quot;&lt;&amp;">' in resolve(html, lambda *_: Target('/?a="<&'))


def test_without_placeholders_the_text_is_the_same_object() -> None:
    html = "<p>dateline: Oldbridge</p>"
    assert resolve(html, lambda *_: None) is html


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rain.\n\n![m](gone.png)\n\nWind.", "<p>Rain.</p>\n<p>Wind.</p>"),
        ('![m](gone.png "A caption")\n\nWind.', "<p>Wind.</p>"),
        ("[![m](gone.png)](https://example.org/)\n\nWind.", "<p>Wind.</p>"),
        ("![m](gone.png)\n![n](gone.png)\n\nWind.", "<p>Wind.</p>"),
        ("<figure><img src=gone.png><figcaption>A</figcaption></figure>\n\nWind.", "<p>Wind.</p>"),
    ],
)
def test_a_picture_that_is_not_there_leaves_nothing_behind(text: str, left: str) -> None:
    assert " ".join(build(text).split()) == " ".join(left.split())


def test_a_figure_with_another_picture_stays() -> None:
    html = build("<figure><img src=gone.png><img src=map.png><figcaption>A</figcaption></figure>")
    assert html.count("<img") == 1 and "map.0a1b.png" in html and "A</figcaption>" in html
