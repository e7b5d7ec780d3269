"""TOML with the place of everything in it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.toml import TomlProblem, read_toml

TEXT = '''\
# A comment with key = "value" and [table]
title = "The = Meridian" # and another
url.host = 'example.org'
  "quoted key" = 1979-05-27 07:32:00

[languages.fr]
title = """
[not.a.table]
key = "no key"
"""
menu = [ { title = "A", url = "/a/" }, # first
  { title = 'B]', url = "/b/" },
]

[[people]]
name = "Anne \\" Li"
[people.born]
year = 1950
[[people]]
name = "Jean"
"born" = { year = 1960 }
'''


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("title",), (2, 1), (2, 9)),
        (("url",), (3, 1), (3, 12)),
        (("url", "host"), (3, 1), (3, 12)),
        (("quoted key",), (4, 3), (4, 18)),
        (("languages",), (6, 1), (6, 1)),
        (("languages", "fr"), (6, 1), (6, 1)),
        (("languages", "fr", "title"), (7, 1), (7, 9)),
        (("languages", "fr", "menu"), (11, 1), (11, 8)),
        (("languages", "fr", "menu", 0), (11, 10), (11, 10)),
        (("languages", "fr", "menu", 0, "url"), (11, 25), (11, 31)),
        (("languages", "fr", "menu", 1, "title"), (12, 5), (12, 13)),
        (("people",), (15, 1), (15, 1)),
        (("people", 0), (15, 1), (15, 1)),
        (("people", 0, "name"), (16, 1), (16, 8)),
        (("people", 0, "born", "year"), (18, 1), (18, 8)),
        (("people", 1), (19, 1), (19, 1)),
        (("people", 1, "born", "year"), (21, 12), (21, 19)),
    ],
)
def test_every_key_and_value_has_its_place(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    document = read_toml(TEXT, path="a.toml")
    assert (document.marks[path], document.values[path]) == (key, value)


def test_what_only_looks_like_a_key_has_none() -> None:
    document = read_toml(TEXT, path="a.toml")
    assert {path[0] for path in document.marks} == {
        "title", "url", "quoted key", "languages", "people",
    }  # fmt: skip
    assert ("languages", "fr", "key") not in document.marks


def test_the_place_of_something_missing_is_that_of_what_would_hold_it() -> None:
    document = read_toml(TEXT, path="a.toml")
    assert document.place(("people", 1, "born", "town")) == (21, 1)
    assert document.place(("nothing",)) == (1, 1)
    assert read_toml("a = 1\n", path="a", first_line=7).place(("a",)) == (7, 1)


def _paths(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return {path}.union(*(_paths(item, (*path, key)) for key, item in inner))


NAMES = st.one_of(st.sampled_from(["a", "b-c", "1"]), st.text(max_size=5))
VALUES = st.recursive(
    st.booleans()
    | st.integers(-9, 9)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def _write(value: object) -> str:
    """`value` as inline TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_write(str(k))} = {_write(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[ " + ",\n # [no]\n ".join(map(_write, value)) + " ]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'
    return str(value).lower()


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_places_are_of_exactly_what_the_text_holds(data: dict[str, object]) -> None:
    text = "".join(f"{_write(key)} = {_write(value)}\n" for key, value in data.items())
    document = read_toml(text, path="a.toml")
    assert document.data == tomllib.loads(text)
    assert set(document.values) == _paths(data) - {()}
    for line, column in document.values.values():
        assert text.split("\n")[line - 1][column - 1] not in " \n,=]}"


@given(st.text(alphabet="ab=[]{}\"'\\\n#., 1", max_size=30), st.booleans())
def test_any_text_gives_data_or_a_problem(text: str, by_line: bool) -> None:
    try:
        document = read_toml(text, path="a.toml", by_line=by_line)
    except TomlProblem as found:
        assert 1 <= found.problem.line <= text.count("\n") + 1 and found.problem.column >= 1
    else:
        assert set(document.values) == _paths(document.data) - {()}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a = 1\nb = x\n", "2:5", "This is not valid TOML: invalid value, at “b = x”"),
        ("a = 1\na = 2\n", "2:1", "“a = 2” is already defined"),
        ("[a]\n[b]\n[a]\n", "3:1", "“[a]” is already defined"),
        ("a = [1,\n\n", "1:1", "This is not valid TOML: invalid value, at “a = [1,”"),
        ("a = 2014-02-30\n", "1:5", "This is not valid TOML: invalid date or datetime, at"),
        ("a = " + "1" * 5_000, "1:1", "A number is too long, or lists are nested too deeply"),
        ("a = " + "[" * 9_000, "1:1", "A number is too long, or lists are nested too deeply"),
    ],
)
def test_faults_have_their_place(text: str, place: str, message: str) -> None:
    try:
        (problem,) = read_toml(text, path="a.toml").problems
    except TomlProblem as found:
        problem = found.problem
    assert problem.place == f"a.toml:{place}"
    assert problem.message.startswith(message)


def test_faults_within_lines_are_left_out_one_by_one() -> None:
    text = 'a = x\nb = 3\n[c]\nd = "e\nf = 6\n[g]\n[c]\nh = 1\ni =\n'
    document = read_toml(text, path="a.toml", by_line=True)
    assert [one.line for one in document.problems] == [1, 4, 7, 9]
    assert (document.data["b"], document.data["c"]["f"], document.data["g"]) == (3, 6, {})
    assert document.place(("c", "f")) == (5, 1)


def test_faults_before_one_that_cannot_be_left_out_are_told() -> None:
    with pytest.raises(TomlProblem) as found:
        read_toml("a = x\nb = [\nc = 1\n", path="a.toml", by_line=True)
    assert [one.line for one in (*found.value.before, found.value.problem)] == [1, 2]
    assert found.value.problem.message == "“b = [” is never closed"


def test_a_second_value_is_left_out_and_told() -> None:
    text = "a = 1\na = 2\nb = 3\n[c]\nd = 4\nd.e = 5\nf = 6\n"
    document = read_toml(text, path="a.toml")
    assert document.data == {"a": 1, "b": 3, "c": {"d": 4, "f": 6}}
    assert [(one.line, one.kind) for one in document.problems] == [
        (2, "key-twice"), (6, "key-twice"),
    ]  # fmt: skip
    assert document.faulty == {"a", "c"}
    assert document.place(("c", "f")) == (7, 1)


@pytest.mark.parametrize(
    "text",
    ["a = 1\na = [\n2]\n", 'a = 1\na = """\nb = 2\n"""\n', "[a]\n[a]\n", "a = 1\n" * 40],
)
def test_what_cannot_be_left_out_by_itself_is_refused(text: str) -> None:
    with pytest.raises(TomlProblem):
        read_toml(text, path="a.toml")


def test_ignored_keys_may_hold_anything() -> None:
    text = f"b = 1\n[a]\nc = {10**30}\nc = 2\n"
    document = read_toml(text, path="a.toml", ignored=frozenset({"a"}))
    assert document.data == {"b": 1} and not document.problems and not document.faulty


def test_a_number_too_large_is_told_and_becomes_text() -> None:
    document = read_toml(f"a = [1, {10**30}]\nb = 0x{'f' * 9000}\n", path="a.toml")
    assert document.data["a"] == [1, f"{10**30}"] and document.data["b"].startswith("0xff")
    assert [problem.place for problem in document.problems] == ["a.toml:1:9", "a.toml:2:5"]
