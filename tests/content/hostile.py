"""Files written to make reading fail: almost valid, then damaged."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from dateline.content.schema import KNOWN_KEYS

WORDS = (
    "Flood", "2014-03-12", "2024-02-30", "0000-00-00", "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00+14:00", "12:30", "1:2:3:4.5", "0x" + "F" * 4_000, "0b" + "1" * 300,
    "1" * 5_000, "-1e999", ".inf", ".nan", "0o7", "1_0", "true", "No", "null", "~", "=", "<<",
    "-", "", " ", "'", '"', "“curly”", "a: b", "a #b", "[a", "{a", "]", "&a x", "*a", "*b",
    "!!timestamp x", "!!bool x", "!!int x", "!!float x", "!!binary x", "!!set {a}",
    "!!omap [a: 1]", "!!python/name:os.system", "!x y", "!!null x", "javascript:alert(1)",
    "https://[", "http://a:b@c:d/", "//x", "/a b", "../../x", "mailto:",
    "en-" + "aa-" * 40 + "a", "\x1b[31m", "\u202e", "\ufeff", "\ud7ff", "\U0010ffff", "\x7f",
    "À\u0300", "é" * 300, "a" * 3_000, "%00", "%ff", "2024-13-45",
    "2001-12-14t21:59:43.10-99:99", "24.7 C", "-20.16", "1e400", "\\ud800", "\\u0000", "\\x1b",
    "{{ a }}", "<b>", "&#12;", "| x", ">-", "? a", "- - - a", "%YAML 1.2", "---", "...", "+++",
    "@", "`",
)  # fmt: skip
BODIES = (
    "Rain. ", "\n", "\n\n", "    ", "\t", "# ", "> ", "- ", "1. ", "```", "~~~", "|a|\n|-|\n",
    "*", "**", "_", "~~", "[", "](", "a.md)", "![", "[^1]", "[^1]: x\n", "^[", "]", "<",
    "<b id=1>", "</b>", "<table><td>", "<script>", "<svg><style>", "<!--", "-->", "<![CDATA[",
    "<a href='javascript:x'>", "<img src=\"x\" onerror=y>", "&#0;", "&#x1b;", "&amp", "&#xd800;",
    "https://[x]/", "<http://a b>", "{{", "{% x %}", "\\", "\0", "\x0b", "\ud7ff", "\u2028", "“",
    "'", "...", "--", "a\n: b\n", "[a]: <b", "[a]: /b 'c\n", "mailto:x", "www.x.org",
)  # fmt: skip

words = st.sampled_from(WORDS) | st.text(max_size=12)
keys = (
    st.sampled_from((*KNOWN_KEYS, "name", "src", "lat", "lon", "text", "Title", "<<", "a.b", ""))
    | words
)
values = st.recursive(
    words | st.integers() | st.floats() | st.booleans() | st.none() | st.integers(2**62, 2**70),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
tables = st.dictionaries(keys, values, max_size=6)
bodies = st.lists(st.sampled_from(BODIES) | st.text(max_size=8), max_size=25).map("".join)


def yaml_text(value: object, raw: bool) -> str:
    """`value` in YAML's flow style; with `raw`, texts are not quoted."""
    if isinstance(value, dict):
        pairs = (f"{yaml_text(key, raw)}: {yaml_text(item, raw)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(yaml_text(item, raw) for item in value) + "]"
    return value if raw and isinstance(value, str) else json.dumps(value)


def toml_text(value: object, raw: bool) -> str:
    """`value` as TOML writes it within a line."""
    if isinstance(value, dict):
        pairs = (f"{toml_text(key, False)} = {toml_text(item, raw)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml_text(item, raw) for item in value) + "]"
    if value is None:
        return '""'
    return value if raw and isinstance(value, str) else json.dumps(value)


@st.composite
def toml_files(draw: st.DrawFn, tops: st.SearchStrategy[str]) -> str:
    """A file of tables."""
    raw = draw(st.booleans())
    text = ""
    for name, table in draw(st.dictionaries(tops, tables | values, max_size=4)).items():
        if isinstance(table, dict) and draw(st.booleans()):
            text += f"[{toml_text(name, raw)}]\n"
            text += "".join(
                f"{toml_text(k, raw)} = {toml_text(v, raw)}\n" for k, v in table.items()
            )
        else:
            text = f"{toml_text(name, raw)} = {toml_text(table, raw)}\n{text}"
    return draw(damaged(text))


@st.composite
def articles(draw: st.DrawFn) -> bytes:
    """A file of an article in one of the three formats."""
    table = {"title": "Flood", "date": "2014-03-12", **draw(tables)}
    if draw(st.booleans()):
        table["extra"] = draw(st.dictionaries(keys, values, max_size=3))
    form, raw = draw(st.sampled_from(("yaml", "block", "toml", "json"))), draw(st.booleans())
    body = draw(bodies)
    if form == "yaml":
        text = f"---\n{yaml_text(table, raw)}\n---\n{body}"
    elif form == "block":
        lines = "".join(f"{yaml_text(k, raw)}: {yaml_text(v, raw)}\n" for k, v in table.items())
        text = f"---\n{lines}---\n{body}"
    elif form == "toml":
        lines = "".join(f"{toml_text(k, raw)} = {toml_text(v, raw)}\n" for k, v in table.items())
        text = f"+++\n{lines}+++\n{body}"
    else:
        text = f"{json.dumps(table, ensure_ascii=raw)}\n{body}"
    return draw(damaged(text)).encode("utf-8", "surrogatepass")


def damaged(text: str) -> st.SearchStrategy[str]:
    """`text`, unchanged or with a piece inserted, removed or duplicated."""

    def damage(change: tuple[str, int, int, str]) -> str:
        kind, start, length, piece = change
        start = start % (len(text) + 1)
        if kind == "in":
            return text[:start] + piece + text[start:]
        if kind == "out":
            return text[:start] + text[start + length :]
        return text[: start + length] + text[start:]

    kinds = st.sampled_from(("in", "out", "twice"))
    changes = st.tuples(kinds, st.integers(0, 5_000), st.integers(0, 30), words)
    return st.just(text) | changes.map(damage)
