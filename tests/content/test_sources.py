"""Pictures of content/ and how large they are; finding files is tested with the scan."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dateline.content.sources import Walk, picture_size


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "webp"])
def test_pictures(form: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (30, 20)).save(data, form)
    assert picture_size(Path(f"a.{form.upper()}"), data.getvalue()) == (30, 20)
    assert picture_size(Path(f"a.{form}"), data.getvalue()[:10]) is None
    assert picture_size(Path("a.txt"), data.getvalue()) is None


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ('<svg width="30" height="20.4">', (30, 20)),
        ("<svg viewBox='0 0 300 200'>", (300, 200)),
        ('<svg width="100%" height="100%" viewBox="0,0,3,2">', (3, 2)),
        ('<svg xmlns="x"\n viewBox="0 0 3 2">', (3, 2)),
        ("<svg>", None),
        ('<svg viewBox="a b c d">', None),
        ('<svg width="inf" height="nan">', None),
        ('<svg stroke-width="9" viewBox="0 0 3 2">', (3, 2)),
        ("no picture", None),
    ],
)
def test_drawings(tag: str, size: tuple[int, int] | None) -> None:
    assert picture_size(Path("a.svg"), f"<?xml version='1.0'?>\n{tag}</svg>".encode()) == size


@given(st.binary(max_size=60), st.sampled_from(["a.svg", "a.png", "a.gif", "a.webp", "a.avif"]))
def test_any_bytes_have_a_size_or_none(data: bytes, name: str) -> None:
    for form in (data, b"<svg " + data + b">", b"\x89PNG\r\n\x1a\n" + data, b"GIF89a" + data):
        size = picture_size(Path(name), form)
        assert size is None or len(size) == 2


def test_registers_stand_at_the_top_alone(tmp_path: Path) -> None:
    for path in ("tags.toml", "a/tags.toml", "other.toml", "a/b.md", "c.MD", "d.markdown"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    folders = Walk(tmp_path, ["tags"]).below("")
    assert {source.path: source.kind for folder in folders for source in folder.sources} == {
        "tags.toml": "register", "a/tags.toml": "file", "other.toml": "file", "a/b.md": "article",
        "c.MD": "file", "d.markdown": "file",
    }  # fmt: skip
