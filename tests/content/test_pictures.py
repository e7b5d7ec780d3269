"""Pictures: how large they are, and drawings that must not be published."""

from __future__ import annotations

import gzip
import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dateline.content.pictures import read_picture

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}</svg>'
)
CONTENT = Path(__file__).parents[2] / "content"


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "webp"])
def test_pictures(form: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (30, 20)).save(data, form)
    name = {"jpeg": "jpg"}.get(form, form)
    assert read_picture(f"a.{name.upper()}", data.getvalue()) == ((30, 20, form, False), None)
    assert read_picture(f"a.{name}", data.getvalue()[:10])[0] is None
    assert read_picture("a.txt", data.getvalue())[0] is None


def test_a_moving_picture_in_avif_is_not_called_damaged() -> None:
    data, frames = io.BytesIO(), [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    frames[0].save(data, "avif", save_all=True, append_images=frames[1:])
    picture, problem = read_picture("a.avif", data.getvalue())
    assert picture is None and problem
    assert problem.message.startswith("This is a moving picture in AVIF")
    assert problem.fix == "Save it as a moving WebP and use that"


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
    found, _ = read_picture("a.svg", f"<?xml version='1.0'?>\n{tag}</svg>".encode())
    assert (found and found[:2]) == size


@given(st.binary(max_size=60), st.sampled_from(["a.svg", "a.png", "a.gif", "a.webp", "a.avif"]))
def test_any_bytes_have_a_size_or_none(data: bytes, name: str) -> None:
    for form in (data, b"<svg " + data + b">", b"\x89PNG\r\n\x1a\n" + data, b"GIF89a" + data):
        picture, _ = read_picture(name, form)
        assert picture is None or picture.width > 0 < picture.height


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.svg")), ids=lambda path: path.name)
def test_the_samples_drawings_are_taken(path: Path) -> None:
    size, problem = read_picture(path.name, path.read_bytes())
    assert size and problem is None


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0" style="fill:url(#a)" fill="url(a.svg#b)"/>',
        '<use href="#a"/><use xlink:href="#a"/><a href="https://example.org/"><text>x</text></a>',
        '<image href="map.png"/><image xlink:href="data:image/png;base64,AAAA"/>',
        '<animate attributeName="opacity" to="1"/><set attributeName="fill" to="red"/>',
        "<style>/* a */ path { fill: url(#a) } @font-face { src: url(data:font/woff2;base64,AA) }"
        "</style>",
        "<style>@namespace s url(http://www.w3.org/2000/svg); a { fill: url('data:image/png,x') }"
        "</style><text aria-label='url(#a)“//”' style='font-family: \\41 rial, &quot;B:c&quot;'/>",
        '<text content="&lt;mxfile host=&quot;https://example.org/&quot; d=(a)>"/>',
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
        '<i:namedview xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:zoom="1"/>',
        "<!-- <script>no tag</script> --><title>&lt;script&gt; &amp; &#60;</title>",
        "<desc><![CDATA[<script>no tag</script>]]></desc>",
    ],
)
def test_what_draws_is_taken(inside: str) -> None:
    assert read_picture("a.svg", SVG.format(inside).encode())[1] is None


def test_drawing_programs_write_a_document_type() -> None:
    kind = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/G/SVG/1.1/a.dtd">'
    assert read_picture("a.svg", (kind + SVG.format("")).encode())[1] is None


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<g>\n <script>alert(1)</script></g>", "3:2 <script> runs programs"),
        ('<script href="/a.js"/>', "2:1 <script> runs programs"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "2:1 <script> runs programs"),
        ('<g onload="alert(1)"/>', "2:1 “onload” of <g> runs programs"),
        ('<g xlink:onClick="x"/>', "2:1 “onClick” of <g> runs programs"),
        ('<a href="javascript:alert(1)"/>', "2:1 “javascript:” addresses are not allowed"),
        ('<a xlink:href=" java&#9;script:x"/>', "2:1 “javascript:” addresses are not allowed"),
        ('<a href="data:text/html,x"/>', "2:1 “data:” addresses are not allowed"),
        ('<image href="data:text/html,x"/>', "2:1 “data:” addresses are not allowed"),
        ('<use href="other.svg#a"/>', "2:1 <use> brings part of another file"),
        ('<use href="data:image/svg+xml,x#a"/>', "2:1 “data:” addresses are not allowed"),
        ('<set attributeName="href" to="#"/>', "2:1 <set> changes “href”"),
        ('<animate attributeName=" xlink:href" to="#"/>', "2:1 <animate> changes “href”"),
        ('<set attributeName="onclick" to="x"/>', "2:1 <set> changes “onclick”"),
        ("<foreignObject/>", "2:1 <foreignObject> does not belong in a drawing"),
        ("<iframe/>", "2:1 <iframe> does not belong in a drawing"),
        ('<body xmlns="http://www.w3.org/1999/xhtml"/>', "2:1 <body> does not belong in a drawing"),
        ('<b xmlns="http://www.w3.org/1998/Math/MathML"/>', "2:1 <b> does not belong in a drawing"),
        ('<g xml:base="https://evil.example/"/>', "2:1 “xml:base” changes"),
        ('<g style="x:expression(1)"/>', "2:1 “expression(” in the drawing's style"),
        ("<style>a{b:url(java\\73 cript:x)}</style>", "2:33 “javascript:” in the drawing's style"),
        ('<?xml-stylesheet href="a.xsl"?>', "2:1 “<?xml-stylesheet” loads another file"),
        ("<g>", "2:6 The drawing is not well-formed"),
        ("&nbsp;", "2:1 The drawing is not well-formed"),
        ("<g a='1' a='2'/>", "2:10 The drawing is not well-formed"),
    ],
)
def test_what_could_run_is_refused(inside: str, message: str) -> None:
    _, problem = read_picture("a.svg", SVG.format(inside).encode())
    assert problem and (problem.kind, problem.severity) == ("unsafe-svg", "error")
    assert problem.path == "content/a.svg" and problem.fix
    assert f"{problem.line}:{problem.column} {problem.message}".startswith(message)


HERE = "https://evil.test/a"


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (f"<style>@import '{HERE}';</style>", "“@import” in the drawing's style loads"),
        ("<style>@\\69mport 'a.css';</style>", "“@import” in the drawing's style loads"),
        ("<style>@I\\4D PORT url(a.css)</style>", "“@import” in the drawing's style loads"),
        (
            "<style><![CDATA[@imp]]>ort 'a'</style>",
            "“@import” in the drawing's style loads another",
        ),
        ("<style>\n@import<g/> 'a'</style>", "<g> does not belong in a style"),
        ("<style><g/>@import 'a'</style>", "<g> does not belong in a style"),
        (f"<style>a{{fill:url({HERE})}}</style>", HERE),
        (f"<style>a{{fill:URL( ' {HERE}')}}</style>", HERE),
        (f"<style>@font-face{{src:url(&#34;{HERE}&#34;)}}</style>", HERE),
        ("<style>@font-face{src:local(a),url(//evil.test/a)}</style>", "//evil.test/a"),
        ("<style>a{fill:url(\\\\\\\\evil.test/a)}</style>", "\\\\evil.test/a"),
        ("<style>a{fill:url(ht\\9tps\\3a//evil.test/a)}</style>", HERE),
        ("<style>a{fill:url(ht\\\ntps://evil.test/a)}</style>", HERE),
        (f"<style>a{{b:'/*';fill:url({HERE});c:'*/'}}</style>", HERE),
        (f"<style>a{{fill:image-set(/**/'{HERE}' 1x)}}</style>", HERE),
        (f"<style>@namespace 'http://x;' a{{fill:url({HERE})}}</style>", HERE),
        ("<style>a{fill:url(file:///etc/passwd)}</style>", "file:///etc/passwd"),
        ('<path style="fill:u\\72l(//evil.test/a)"/>', "//evil.test/a"),
        (f'<path style="fill:\\000075rl({HERE})"/>', HERE),
        (f'<path fill="url({HERE})"/>', HERE),
        (f'<path clip-path="url(#a) url({HERE})"/>', HERE),
        (f'<set attributeName="fill" to="url({HERE})"/>', HERE),
        (f'<image href="{HERE}"/>', HERE),
        ('<feImage xlink:href=" /&#9;/evil.test/a"/>', "//evil.test/a"),
    ],
)
def test_what_loads_from_elsewhere_is_refused(inside: str, message: str) -> None:
    """It would tell another site who reads, when the drawing is opened by itself."""
    picture, problem = read_picture("a.svg", SVG.format(f"{inside}").encode())
    assert picture is None and problem
    assert (problem.kind, problem.severity) == ("unsafe-svg", "error")
    assert problem.line >= 2 and problem.fix
    told = f"“{message}” from another site" if "evil" in message or "file:" in message else message
    assert told in problem.message


SCRIPT = SVG.format("<script>alert(1)</script>")
ENTITY = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.SVG", SCRIPT.encode()),
        ("a.svg", b"\xef\xbb\xbf" + SCRIPT.encode()),
        ("a.svg", SCRIPT.encode("utf-16")),
        ("a.svg", b"\xfe\xff" + SCRIPT.encode("utf-16-be")),
        ("a.svg", ENTITY.encode()),
        ("a.svg", ENTITY.replace("<!ENTITY", "<!ATTLIST svg onload CDATA").encode()),
        ("a.svg", ('<?xml version="1.0" encoding="cp037"?>' + SVG).encode()),
        ("a.svg", b"+ADw-svg onload=x+AD4-"),
        ("a.svg", b""),
        ("a.svgz", gzip.compress(SVG.format("").encode(), mtime=0)),
        ("a.svg", gzip.compress(SVG.format("").encode(), mtime=0)),
        ("a.png", SCRIPT.encode()),
        ("a.png", SVG.format("").encode()),
        ("a", b" \n<!-- x -->" + SVG.format("").encode()),
        ("a.txt", SCRIPT.encode("utf-16-le")),
        ("a.xml", f"<feed xmlns='x'>{SCRIPT}</feed>".encode()),
        ("a.xml", b'<a xmlns="http://www.w3.org/1999/xhtml"><script/></a>'),
    ],
)
def test_no_disguise_helps(name: str, data: bytes) -> None:
    _, problem = read_picture(name, data)
    assert problem and problem.kind == "unsafe-svg" and problem.severity == "error"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "a < b, <svg> is a tag"),
        ("a.xml", '<?xml-stylesheet href="a.css"?><feed xmlns="http://www.w3.org/2005/Atom"/>'),
        ("a.gpx", '<gpx xmlns="http://www.topografix.com/GPX/1/1"><script/></gpx>'),
        ("a.html", "<svg></svg>"),
    ],
)
def test_other_files_are_not_taken_for_drawings(name: str, text: str) -> None:
    assert read_picture(name, text.encode())[1] is None


@pytest.mark.parametrize("piece", ["<svg\n", "<g>", '<g a="', "&amp;", "<!--", "<g a='b'/>"])
def test_time_grows_with_the_size(piece: str) -> None:
    text = "<svg>" + piece * (1_000_000 // len(piece))
    started = time.process_time()
    read_picture("a.svg", text.encode())
    assert time.process_time() - started < 5


def test_a_drawing_larger_than_is_read_is_refused() -> None:
    _, problem = read_picture("a.svg", SVG.format(" " * 32_000_000).encode())
    assert problem and "the limit is 32 MB" in problem.message


@pytest.mark.parametrize("name", ["a.dng", "a.CR2", "a.jxl", "a.psd", "a.mpo"])
def test_what_cannot_be_cleaned_is_not_published(name: str) -> None:
    picture, problem = read_picture(name, b"II*\0")
    assert picture is None and problem is not None
    suffix = name[1:].lower()
    told = f"What a camera wrote, such as the place, cannot be removed from {suffix} files"
    assert (problem.message, problem.severity) == (told, "error")
