"""What somebody writes who means harm: addresses, markup and text, collected and mutated.

Collected from what browsers, parsers and template engines are known to fall for; each piece is then
changed at random in the ways that get past filters. Whatever runs calls `pwned`, asks for a file at
evil.example, or calculates `SUM`.
"""

from __future__ import annotations

from random import Random

SUM = "9876543216"
"""What 1234567902 * 8 is: no template may find out."""
_ADDRESSES = (
    "javascript:pwned()",
    "javascript://evil.example/%0apwned()",
    "vbscript:pwned()",
    "data:text/html,<script>pwned()</script>",
    "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwned()'/>",
    "feed:javascript:pwned()",
    "view-source:javascript:pwned()",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "about:blank",
    "filesystem:https://evil.example/",
    "jar:https://e.example!/",
    "//evil.example/x",
    "///evil.example/x",
    "\\\\evil.example\\x",
    "/\\evil.example/x",
    "https:evil.example",
    "https:///evil.example",
    "https://a@evil.example/",
    "https://a:b@evil.example/",
    "../../../../etc/passwd",
    "/../../etc/passwd",
    "..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "..\\..\\windows\\win.ini",
    "C:\\windows\\win.ini",
    "/etc/passwd",
    "x.md\0.png",
    "\0",
    "?p=1&x=<script>pwned()</script>",
    '#"><script>pwned()</script>',
    'https://a.example/"onmouseover="pwned()',
    "https://a.example/'onmouseover='pwned()",
    "https://a.example/><script>pwned()</script>",
    "https://a.example/\r\nSet-Cookie: a=b",
    "https://a.example/%0d%0aSet-Cookie:%20a=b",
    "/x 301!\n/* https://evil.example/:splat 301!",
    "dateline:article/secret.md",
    "dateline:file/site.toml",
    "dateline:javascript:pwned()",
    "mailto:a@b.example?subject=<script>pwned()</script>",
    "tel:javascript:pwned()",
    "https://[",
    "https://a.example:99999999999/",
    "https://xn--/",
    "a" * 3_000,
    "/" * 2_000,
)
_MARKUP = (
    "<script>pwned()</script>",
    "<script src=https://evil.example/x.js></script>",
    "<img src=x onerror=pwned()>",
    "<svg onload=pwned()>",
    "<svg><script>pwned()</script></svg>",
    "<svg><style><img src=x onerror=pwned()></style></svg>",
    "<body onload=pwned()>",
    "<iframe srcdoc='<script>pwned()</script>'></iframe>",
    "<iframe src=ADDRESS></iframe>",
    "<object data=ADDRESS></object>",
    "<embed src=ADDRESS>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=ADDRESS'>",
    "<link rel=stylesheet href=https://evil.example/>",
    "<form action=ADDRESS><button formaction=ADDRESS>x</button></form>",
    "<input autofocus onfocus=pwned()>",
    "<details open ontoggle=pwned()>x</details>",
    "<a href=ADDRESS>x</a>",
    "<a href='ADDRESS'>x</a>",
    '<a href="ADDRESS">x</a>',
    "<a href=x ping=ADDRESS>x</a>",
    "<img src='ADDRESS'>",
    "<img src=x srcset='ADDRESS 2x'>",
    "<video poster='ADDRESS'><source src='ADDRESS'></video>",
    "<audio src='ADDRESS' onerror=pwned()>",
    "<q cite='ADDRESS'>x</q>",
    "<table background='ADDRESS'><td>x",
    "<p style='background:url(ADDRESS)'>x</p>",
    "<style>@import 'https://evil.example/';</style>",
    "<math><mi xlink:href='ADDRESS'>x</mi></math>",
    "<svg><a xlink:href='ADDRESS'><text>x</text></a></svg>",
    "<svg><animate onbegin=pwned() attributeName=x></svg>",
    "<svg><use href='data:image/svg+xml,x#a'/></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=pwned()&gt;'>",
    "<form><math><mtext></form><form><mglyph><svg><mtext>"
    "<style><path id='</style><img src=x onerror=pwned()>'>",
    "<noscript><p title='</noscript><img src=x onerror=pwned()>'>",
    "<template><script>pwned()</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=pwned()>'>",
    "<title><img src=x onerror=pwned()></title>",
    "<xmp><img title='</xmp><img src=x onerror=pwned()>'>",
    "<plaintext><script>pwned()</script>",
    "<select><iframe src=ADDRESS></select>",
    "<marquee onstart=pwned()>x</marquee>",
    "<p is=copy-button onclick=pwned()>x</p>",
    "<save-volumes data-status=ready>x</save-volumes>",
    "<p id=main class=skip data-build=1 slot=x contenteditable>x</p>",
    "<p id=__proto__ name=constructor>x</p>",
    "<!--><script>pwned()</script>-->",
    "<!-- online --><script>pwned()</script><!-- /online -->",
    "<![CDATA[<script>pwned()</script>]]>",
    "<?xml version='1.0'?><script>pwned()</script>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "</p></article></main></body></html><script>pwned()</script>",
    "</title><script>pwned()</script>",
    "</script><script>pwned()</script>",
    "]]><script>pwned()</script>",
    "--><script>pwned()</script>",
    '"><script>pwned()</script>',
    "'><script>pwned()</script>",
    '" onmouseover=pwned() x="',
    "' onmouseover=pwned() x='",
    '"}</script><script>pwned()</script>',
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "&#60;script&#62;pwned()",
    "\\u003cscript\\u003epwned()",
    "＜script＞pwned()＜/script＞",
    "+ADw-script+AD4-pwned()+ADw-/script+AD4-",
)
_TEMPLATES = (
    "{{ 1234567902 * 8 }}",
    "{% if 1 %}{{ 1234567902 * 8 }}{% endif %}",
    "${1234567902 * 8}",
    "#{1234567902*8}",
    "<%= 1234567902 * 8 %>",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os.system('id') }}",
    "{{ site.__init__.__globals__ }}",
    "{# x #}{{ cycler }}",
    "{% raw %}{{ 1234567902 * 8 }}{% endraw %}",
    "{%",
    "{{",
    "}}",
    "{#",
    "%(x)s {0} {x.__class__} %n",
)
_TEXT = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;pwned\x07",
    "\x1b[2J",
    "\x9b31m",
    "\x08\x08\x08",
    "a\rb",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\u200b\u200d\ufeff",
    "\u2028\u2029",
    "\0",
    "\ufffe\uffff",
    "::error file=a::b",
    "::set-output name=a::b",
    "%0A::error::b",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "]]>",
    "&a;",
    "&#x0;",
    "&#1114112;",
    "&" * 200,
    "\U000e0041" * 9,
    "\r\nSet-Cookie: a=b",
    "\n/* https://evil.example/:splat 301!\n",
    "\n  X-Evil: 1\n",
    "$(id)",
    "`id`",
    "; id",
    "| id",
    "x" * 5_000,
    "é" * 2_000,
    "Z\u0351\u036b\u0343\u036a" * 300,
    "(" * 2_000,
    "[" * 2_000,
    "*" * 2_000,
    "> " * 1_000,
    "](" * 1_000,
    "![" * 1_000,
    "<" * 1_000,
    "<b>" * 1_000,
    "- " * 1_000,
    "`" * 999,
    "\\" * 999,
    "|" * 999,
    "a@" * 999,
    "www." * 999,
    "https://" * 400,
    "1" * 4_000,
    "9" * 400,
    "-1e999",
    "1:" * 500,
    "&lt;" * 500,
    " " * 3_000 + "x",
    "\t" * 999,
    "\n> - 1. " * 200,
)
_LINKS = (
    "[x](ADDRESS)",
    "[x](<ADDRESS>)",
    "![x](ADDRESS)",
    "![x](<ADDRESS> 'TEXT')",
    "<ADDRESS>",
    "[x]: <ADDRESS>\n\n[x]",
    "[![x](ADDRESS)](ADDRESS)",
    '[x][y]\n\n[y]: ADDRESS "TEXT"',
    "ADDRESS",
    "[TEXT](https://a.example/)",
    "![TEXT](ADDRESS)",
    "[^1]\n\n[^1]: [x](ADDRESS) TEXT",
    "^[TEXT [x](ADDRESS)]",
    "`TEXT`",
    "```TEXT\nTEXT\n```",
    "# TEXT {#ADDRESS}",
    "## TEXT",
    "| TEXT | b |\n|---|---|\n| [x](ADDRESS) | TEXT |",
    "> TEXT\n> [x](ADDRESS)",
    "- TEXT\n  - [x](<ADDRESS>)",
    "TEXT\n: TEXT",
    "<div markdown=1>\n\n[x](ADDRESS)\n\n</div>",
    "TEXT",
    "TEXT\n\nTEXT",
)
_SPACES = (
    "\t",
    "\n",
    "\r",
    "\0",
    "\x01",
    "\x0c",
    "\xad",
    "\u200b",
    "&Tab;",
    "&NewLine;",
    "&#9;",
    "&#x0A;",
    "/**/",
    "%09",
)


class Attacker:
    """A source of hostile pieces, the same for the same seed."""

    def __init__(self, seed: object) -> None:
        self.random = Random(f"{seed}")

    def address(self) -> str:
        """An address that must not become one, in one of its disguises."""
        return self._disguised(self.random.choice(_ADDRESSES))

    def markup(self) -> str:
        """HTML that must not become a part of a page."""
        html = self.random.choice(_MARKUP).replace("ADDRESS", self.address())
        change = self.random.randrange(8)
        if change == 0:
            return html.replace(" ", self.random.choice("/\t\n\f"))
        if change == 1:
            return self._in_other_case(html)
        if change == 2:
            return f"{self.random.choice(_MARKUP)}{html}"
        if change == 3:
            at = self.random.randrange(len(html) + 1)
            return (
                html[:at]
                + self.random.choice((*_SPACES, "<", ">", '"', "'", "<!--", "-->"))
                + html[at:]
            )
        if change == 4:
            return html[: self.random.randrange(len(html) + 1)]
        return html

    def text(self) -> str:
        """A piece of text: markup, a template, or what upsets terminals, headers and parsers."""
        kind = self.random.randrange(6)
        if kind < 3:
            return self.markup()
        if kind == 3:
            return self.random.choice(_TEMPLATES)
        return self.address() if kind == 4 else self.random.choice(_TEXT)

    def body(self) -> str:
        """The body of an article or a comment."""
        pieces = []
        for _ in range(self.random.randint(1, 4)):
            piece = self.random.choice(_LINKS)
            while "TEXT" in piece:
                piece = piece.replace("TEXT", self.text(), 1)
            while "ADDRESS" in piece:
                piece = piece.replace("ADDRESS", self.address(), 1)
            pieces.append(piece)
        return self.random.choice(("\n\n", "\n", " ")).join(pieces)

    def value(self, depth: int = 0) -> object:
        """A value of front matter or of a table of settings, of any type."""
        kind = self.random.randrange(12)
        if kind < 4:
            return self.text()
        if kind < 6:
            return self.address()
        if kind == 6 and depth < 40:
            return [self.value(depth + 1) for _ in range(self.random.randint(0, 3))]
        if kind == 7 and depth < 40:
            return {
                self.text()[:60]: self.value(depth + 1) for _ in range(self.random.randint(0, 3))
            }
        if kind == 8:
            return self.random.choice((2**63, -(2**70), 10**400, 1e308, -0.0, 0, True, False, None))
        return f"{self.random.choice(('a', 'Storm'))} {self.text()}"

    def _disguised(self, address: str) -> str:
        change = self.random.randrange(10)
        if change == 0:
            return self._in_other_case(address)
        if change == 1:
            at = self.random.randrange(min(len(address), 14) + 1)
            return address[:at] + self.random.choice(_SPACES) + address[at:]
        if change == 2:
            return self.random.choice(_SPACES) + address
        if change == 3:
            return "".join(f"&#{ord(letter)};" for letter in address[:12]) + address[12:]
        if change == 4:
            return address.replace(
                ":", self.random.choice(("&colon;", "&#58;", "%3a", "：", ":\t")), 1
            )
        if change == 5:
            return f"{address}{self.random.choice(_ADDRESSES)}"[:4_000]
        return address

    def _in_other_case(self, text: str) -> str:
        return "".join(self.random.choice((one.lower(), one.upper())) for one in text)
