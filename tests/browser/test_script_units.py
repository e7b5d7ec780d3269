"""What scripts reckon without a page: queries, days, words, plurals, years, packs."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from served import ROOT

from dateline.config import load_site
from dateline.theme import Theme

pytestmark = pytest.mark.browser

TOP = "https://meridian.example/archive/"
_OF_THE_PAGE = {"90-element.js"}
"""Parts that look for their element as soon as they are loaded."""

Loaded = Callable[..., Page]


@pytest.fixture(scope="module")
def loaded(browser: Browser) -> Iterator[Loaded]:
    """Gives an empty page in a language, into which the parts of a script are loaded."""
    theme = Theme(load_site(ROOT))
    pages: dict[tuple[str, str], Page] = {}

    def load(script: str, lang: str = "en") -> Page:
        parts = {part.name: part for part in theme.parts[script] if part.name not in _OF_THE_PAGE}

        def answer(route: Route) -> None:
            if part := parts.get(Path(route.request.url).name):
                return route.fulfill(path=part)
            tags = "".join(f'<script src="assets/{name}"></script>' for name in parts)
            html = f'<!doctype html><html lang="{lang}">{tags}'
            return route.fulfill(body=html, content_type="text/html; charset=utf-8")

        if (script, lang) not in pages:
            page = pages[script, lang] = browser.new_page()
            page.on("pageerror", lambda error: pytest.fail(str(error)))
            page.route("**/*", answer)
            page.goto(TOP)
        return pages[script, lang]

    yield load
    for page in pages.values():
        page.close()


class TestQueries:
    READ = """([search, taxonomies]) => {
        const { words, from, to, sort, filters } = Query.read(search, taxonomies);
        return { words, from, to, sort, filters: [...filters] };
    }"""

    def read(self, page: Page, search: str, *taxonomies: str) -> dict[str, Any]:
        found: dict[str, Any] = page.evaluate(self.READ, [search, taxonomies])
        return found

    def test_an_empty_address_asks_nothing(self, loaded: Loaded) -> None:
        page = loaded("search.js")
        for search in ("", "?", "?q=", "?q=%20%20"):
            assert self.read(page, search, "tags") == {
                "words": "",
                "from": "",
                "to": "",
                "sort": "relevance",
                "filters": [],
            }
            assert page.evaluate("search => Query.read(search, []).empty", search)
            assert page.evaluate("search => Query.read(search, []).address()", search) == ""

    @pytest.mark.parametrize(
        "search",
        [
            "?q=storm+%22port+louis%22&from=1975-02-01&to=1975-12-31&sort=newest",
            "?q=%C5%93uvre&tags=cyclone&tags=shipping&places=vacoas",
            "?q=a%26b%3Dc+%2B1",
            "?from=2014-01-01",
            "?q-=a-term-of-a-taxonomy-named-q",
        ],
    )
    def test_an_address_is_read_and_written_alike(self, loaded: Loaded, search: str) -> None:
        write = "([search, taxonomies]) => Query.read(search, taxonomies).address()"
        assert loaded("search.js").evaluate(write, [search, ["tags", "places", "q"]]) == search

    def test_terms_are_left_out_for_another_language(self, loaded: Loaded) -> None:
        write = "search => Query.read(search, ['tags']).address({ terms: false })"
        found = loaded("search.js").evaluate(write, "?q=storm&tags=cyclone&to=1975")
        assert found == "?q=storm&to=1975-12-31"

    def test_what_is_unknown_or_doubled_is_passed_over(self, loaded: Loaded) -> None:
        search = "?sort=sideways&tags=rain&tags=&tags=rain&ships=aurora"
        found = self.read(loaded("search.js"), search, "tags")
        assert (found["sort"], found["filters"]) == ("relevance", [["tags", ["rain"]]])

    @pytest.mark.parametrize(
        ("written", "first", "last"),
        [
            ("2014", "2014-01-01", "2014-12-31"),
            ("2014-12", "2014-12-01", "2014-12-31"),
            ("2014-02", "2014-02-01", "2014-02-28"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("0004-02", "0004-02-01", "0004-02-29"),
            ("0050", "0050-01-01", "0050-12-31"),
            ("2016-02-29", "2016-02-29", "2016-02-29"),
            ("2014-02-29", "", ""),
            ("2014-04-31", "", ""),
            ("2014-13", "", ""),
            ("2014-00", "", ""),
            ("2014-01-00", "", ""),
            ("2014-1-5", "", ""),
            ("14", "", ""),
            ("yesterday", "", ""),
            ("2014-01-01T00:00", "", ""),
            ("", "", ""),
        ],
    )
    def test_days_years_and_months_are_whole_days(
        self, loaded: Loaded, written: str, first: str, last: str
    ) -> None:
        page = loaded("search.js")
        assert self.read(page, f"?from={written}")["from"] == first
        assert self.read(page, f"?to={written}")["to"] == last

    def test_days_the_wrong_way_round_are_turned(self, loaded: Loaded) -> None:
        found = self.read(loaded("search.js"), "?from=2015&to=2014")
        assert (found["from"], found["to"]) == ("2014-12-31", "2015-01-01")

    def test_a_term_is_taken_in_and_left_out(self, loaded: Loaded) -> None:
        found = loaded("search.js").evaluate(
            """() => {
                const none = new Query();
                const one = none.withTerm("tags", "rain", true).withTerm("tags", "rain", true);
                const two = one.withTerm("tags", "wind", true);
                const again = two.withTerm("tags", "rain", false).withTerm("tags", "wind", false);
                return [none, one, two, again].map(({ filters }) => [...filters]);
            }"""
        )
        assert found == [[], [["tags", ["rain"]]], [["tags", ["rain", "wind"]]], []]


class TestWhatIsAsked:
    def asks(self, page: Page, words: str) -> list[list[str]]:
        found: list[list[str]] = page.evaluate(
            "words => new Query().with({ words }).asks.map((ways) => [...ways].sort())", words
        )
        return found

    @pytest.mark.parametrize(
        ("words", "asks"),
        [
            ("", []),
            ('% … "" \' –', []),
            ("Storm RAIN", [["storm"], ["rain"]]),
            ("café", [["café"]]),
            ("œuvre", [["oeuvre", "œuvre"]]),
            ("Encyclopaedia", [["encyclopaedia", "encyclopædia"]]),
            ("Port-Louis", [['"port louis"', "port-louis"]]),
            ("C++ c#", [['"c"'], ['"c"']]),
            ("a+ rain+", [['"a"'], ["rain+"]]),
            ('“old harbour” "', [['"old harbour"']]),
            ("«cœur» x", [['"coeur"', '"cœur"'], ["x"]]),
            ('"open phrase', [["open"], ["phrase"]]),
            ("l'île", [['"l île"', "l'île"]]),
        ],
    )
    def test_in_english(self, loaded: Loaded, words: str, asks: list[list[str]]) -> None:
        assert self.asks(loaded("search.js"), words) == asks

    @pytest.mark.parametrize(
        ("words", "asks"),
        [
            ("l’île", [["île"]]),
            ("jusqu'à Qu’on", [["à"], ["on"]]),
            ("aujourd'hui", [['"aujourd hui"', "aujourd'hui"]]),
            ("c'est-à-dire", [['"est à dire"', "est-à-dire"]]),
            ('"de l’île"', [['"de l’ île"']]),
            ("l'homme", [["homme"]]),
            ("L’Œil", [["oeil", "œil"]]),
        ],
    )
    def test_in_french_elided_articles_stand_apart(
        self, loaded: Loaded, words: str, asks: list[list[str]]
    ) -> None:
        assert self.asks(loaded("search.js", "fr"), words) == asks

    def test_phrases_and_words_by_themselves(self, loaded: Loaded) -> None:
        found = loaded("search.js").evaluate(
            """() => {
                const query = new Query().with({ words: '"Vieux Port" Été "île" a' });
                return [query.phrases, query.singles, query.plainWords];
            }"""
        )
        assert found == [[["vieux", "port"]], ["ete", "a"], ["vieux", "port", "île", "été"]]

    def test_a_word_is_folded(self, loaded: Loaded) -> None:
        fold = "words => words.map(plain)"
        words = ["ÉTÉ", "e\u0301te\u0301", "Nguyễn", "ça", "œuf", "port-louis", ""]
        folded = ["ete", "ete", "nguyen", "ca", "œuf", "port-louis", ""]
        assert loaded("search.js").evaluate(fold, words) == folded

    def test_an_elision_is_joined_again_in_french_alone(self, loaded: Loaded) -> None:
        text = "Vue de l’ île, jusqu' à l’ œil ; mal' un, d’ Été, l’ port"
        assert loaded("search.js").evaluate("joined", text) == text
        assert loaded("search.js", "fr").evaluate("joined", text) == (
            "Vue de l’île, jusqu'à l’œil ; mal' un, d’Été, l’ port"
        )

    @pytest.mark.parametrize(
        ("written", "counts", "fewer"),
        [
            ("a b", [0, 3], ["b"]),
            ("a b c", [2, 2, 2], ["b c", "a c", "a b"]),
            ("a - b", [1, 0], ["a"]),
            ("a b", [0, 0], []),
            ("a", [1], []),
            ("", [], []),
        ],
    )
    def test_words_that_stand_nowhere_are_left_out_first(
        self, loaded: Loaded, written: str, counts: list[int], fewer: list[str]
    ) -> None:
        call = "([written, counts]) => fewerWords(written.split(' '), counts)"
        assert loaded("search.js").evaluate(call, [written, counts]) == fewer


class TestSentences:
    COUNTED = """([forms, count]) => {
        const host = document.createElement("p");
        for (const [form, words] of Object.entries(forms)) host.dataset[`found${form}`] = words;
        return counted(host, "found", count, { query: "{count}" });
    }"""

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("en", ["no article for {count}", "1 article", "2 articles", "1,234 articles"]),
            ("fr", ["no article for {count}", "1 article", "2 articles", "1 234 articles"]),
        ],
    )
    def test_the_form_is_that_of_the_number(
        self, loaded: Loaded, lang: str, said: list[str]
    ) -> None:
        forms = {
            "Zero": "no article for {query}",
            "One": "{count} article",
            "Other": "{count} articles",
        }
        page = loaded("search.js", lang)
        found = [page.evaluate(self.COUNTED, [forms, count]) for count in (0, 1, 2, 1234)]
        assert [" ".join(words.split()) for words in found] == said

    def test_a_form_that_is_missing_is_the_other(self, loaded: Loaded) -> None:
        forms = {"Other": "{count} found, {nothing}"}
        for count in (0, 1, 2):
            found = loaded("search.js").evaluate(self.COUNTED, [forms, count])
            assert found == f"{count} found, {{nothing}}"

    @pytest.mark.parametrize(
        ("lang", "counts"),
        [
            ("en", ["0 articles", "1 article", "2 articles"]),
            ("fr", ["0 article", "1 article", "2 articles"]),
        ],
    )
    def test_the_plurals_of_the_page_of_volumes(
        self, loaded: Loaded, lang: str, counts: list[str]
    ) -> None:
        found = loaded("offline.js", lang).evaluate(
            """() => {
                const host = document.createElement("p");
                host.setAttribute("data-articles-one", "{count} article");
                host.setAttribute("data-articles-other", "{count} articles");
                return [0, 1, 2].map((count) => new Words(host).count("articles", count));
            }"""
        )
        assert found == counts

    @pytest.mark.parametrize(
        ("lang", "sizes", "days"),
        [
            (
                "en",
                ["1 kB", "1 kB", "1 MB", "1.3 MB", "12 MB", "2 GB"],
                ["5 2014 Mar", "2014 Mar", "2014", "29 2016 Feb"],
            ),
            (
                "fr",
                ["1 ko", "1 ko", "1 Mo", "1,3 Mo", "12 Mo", "2 Go"],
                ["2014 5 mars", "2014 mars", "2014", "2016 29 févr."],
            ),
        ],
    )
    def test_sizes_and_days(
        self, loaded: Loaded, lang: str, sizes: list[str], days: list[str]
    ) -> None:
        page = loaded("offline.js", lang)
        words = "new Words(document.body)"
        bytes_ = [0, 900, 1_000_000, 1_340_000, 12_400_000, 2_000_000_000]
        found = page.evaluate(f"sizes => sizes.map((size) => {words}.size(size))", bytes_)
        assert [" ".join(size.split()) for size in found] == sizes
        written = ["2014-03-05", "2014-03", "2014", "2016-02-29"]
        found = page.evaluate(f"days => days.map((day) => {words}.day(day))", written)
        assert [sorted(day.replace(",", "").split()) for day in found] == [
            sorted(day.split()) for day in days
        ]

    def test_a_sentence_begins_with_a_capital(self, loaded: Loaded) -> None:
        found = loaded("offline.js", "fr").evaluate(
            """() => {
                const host = document.createElement("p");
                host.dataset.done = "{volume} est enregistré. {other}";
                return new Words(host).text("done", { volume: "été 2014" });
            }"""
        )
        assert found == "Été 2014 est enregistré. {other}"

    def test_what_was_asked_is_quoted_once_and_not_at_length(self, loaded: Loaded) -> None:
        page = loaded("search.js")
        for words, said in (
            ("rain", "‘rain’"),
            ("{words}", "‘{words}’"),
            ('"old rain"', '"old rain"'),
            ("é" * 60, f"‘{'é' * 60}’"),
            ("🎉" * 61, f"‘{'🎉' * 60}…’"),
            ('"' + "x" * 80 + '"', f"‘{'x' * 59}…’"),
        ):
            assert page.evaluate("words => quoted(words, '‘{words}’')", words) == said


VOLUMES = """
    const folder = location.href;
    const volume = (first, last) => new Volume({ path: `en/${first}/`, first, last }, folder);
    const hit = (date, terms = {}, score = 0) => ({ facts: { date, terms }, score });
"""


class TestYears:
    def bars(self, page: Page, volumes: list[list[str]], dates: list[str]) -> list[list[Any]]:
        """The bars where the first volume alone was searched."""
        found: list[list[Any]] = page.evaluate(
            f"""([rows, dates]) => {{ {VOLUMES}
                const volumes = rows.map((row) => volume(...row));
                const hits = dates.map((date) => hit(date));
                const bars = barsOf(hits, new Query(), volumes, volumes.slice(0, 1));
                return bars.map(({{ year, count, known }}) => [year, count, known]);
            }}""",
            [volumes, dates],
        )
        return found

    def test_each_year_has_its_bar_also_one_without_articles(self, loaded: Loaded) -> None:
        volumes = [["2014-01-05", "2015-03-01"], ["2012-06-01", "2012-07-01"]]
        dates = ["2014-05-05", "2014", "2015-01"]
        assert self.bars(loaded("search.js"), volumes, dates) == [
            [2012, 0, False],
            [2013, 0, False],
            [2014, 2, True],
            [2015, 1, True],
        ]

    def test_very_many_years_share_bars_and_none_is_lost(self, loaded: Loaded) -> None:
        volumes = [["1990-01-01", "2024-01-01"], ["0990-01-01", "1989-12-31"]]
        dates = [f"{year:04}-06-01" for year in range(990, 2025)]
        bars = self.bars(loaded("search.js"), volumes, dates)
        assert len(bars) == 80
        assert bars[0] == [990, 13, False]
        assert bars[-1] == [2017, 8, True]
        assert sum(count for _, count, _ in bars) == len(dates)
        assert [year for year, _, known in bars if known] == [1978, 1991, 2004, 2017]

    def test_a_stretch_of_years_in_days(self, loaded: Loaded) -> None:
        days = "years => Object.values(daysOf(...years))"
        page = loaded("search.js")
        assert page.evaluate(days, [2010, 2012, 2005, 2014]) == ["2010-01-01", "2012-12-31"]
        assert page.evaluate(days, [2005, 2012, 2005, 2014]) == ["", "2012-12-31"]
        assert page.evaluate(days, [2005, 2014, 2005, 2014]) == ["", ""]
        assert page.evaluate(days, [476, 800, 400, 1453]) == ["0476-01-01", "0800-12-31"]

    def test_stretches_of_volumes(self, loaded: Loaded) -> None:
        found = loaded("search.js").evaluate(
            f"""() => {{ {VOLUMES}
                const all = [
                    volume("2014-07-01", "2014-12-30"), volume("2014-01-02", "2014-06-30"),
                    volume("2013-01-01", "2013-12-31"), volume("2010-01-01", "2012-12-31"),
                ];
                const [late, early, before, old] = all;
                return [
                    stretches(all, all), stretches([late, old], all), stretches([before, old], all),
                    stretches([early, before], all), stretches([], all), spans([late, early, old]),
                ];
            }}"""
        )
        assert [" ".join(text.replace("\u2009", " ").split()) for text in found] == [
            "2010–2014",
            "Jul – Dec 2014, 2010–2012",
            "2010–2013",
            "Jan 2013 – Jun 2014",
            "",
            "2014, 2010–2012",
        ]

    def test_volumes_overlap_days_by_the_year_of_their_last(self, loaded: Loaded) -> None:
        found = loaded("search.js").evaluate(
            f"""() => {{ {VOLUMES}
                const one = volume("2014-03-01", "2014-06-30");
                return [["", ""], ["2014-09-01", ""], ["2015-01-01", ""], ["", "2014-02-28"],
                    ["", "2014-03-01"]].map((days) => one.overlaps(...days));
            }}"""
        )
        assert found == [True, True, False, False, True]


class TestFilters:
    def passing(self, page: Page, search: str, hits: list[tuple[str, dict[str, list[str]]]]) -> Any:
        return page.evaluate(
            f"""([search, hits]) => {{ {VOLUMES}
                const query = Query.read(search, ["tags", "places"]);
                return hits.map(([date, terms]) => passes(hit(date, terms), query));
            }}""",
            [search, hits],
        )

    def test_a_date_that_is_not_whole_passes_where_it_may_lie_within(self, loaded: Loaded) -> None:
        dates = ["2014-03-05", "2014-03", "2014", "2014-03-05T07:30", "2013", "2014-02", "2014-04"]
        hits: list[tuple[str, dict[str, list[str]]]] = [(date, {}) for date in dates]
        page = loaded("search.js")
        found = self.passing(page, "?from=2014-03-05&to=2014-03-05", hits)
        assert found == [True, True, True, True, False, False, False]

    def test_one_term_of_every_taxonomy_that_is_chosen_from(self, loaded: Loaded) -> None:
        hits = [
            ("2014", {"tags": ["rain"], "places": ["galle"]}),
            ("2014", {"tags": ["wind", "sun"], "places": ["galle"]}),
            ("2014", {"tags": ["rain"], "places": []}),
            ("2014", {}),
        ]
        search = "?tags=rain&tags=wind&places=galle"
        assert self.passing(loaded("search.js"), search, hits) == [True, True, False, False]

    def test_terms_are_counted_most_frequent_first_chosen_ones_always(self, loaded: Loaded) -> None:
        found = loaded("search.js").evaluate(
            f"""() => {{ {VOLUMES}
                const hits = [["b", "c"], ["c", "a"], ["a"]].map((tags) => hit("2014", {{ tags }}));
                const query = new Query().withTerm("tags", "gone", true);
                return [...termCounts(hits, query, "tags")];
            }}"""
        )
        assert found == [["a", 2], ["c", 2], ["b", 1], ["gone", 0]]

    def test_orders(self, loaded: Loaded) -> None:
        found = loaded("search.js").evaluate(
            f"""() => {{ {VOLUMES}
                const hits = [hit("2014-01", {{}}, 1), hit("2015", {{}}, 2), hit("2013", {{}}, 2)];
                return ["relevance", "newest", "oldest"].map((order) =>
                    hits.toSorted(ORDERS[order]).map(({{ facts }}) => facts.date));
            }}"""
        )
        assert found == [
            ["2015", "2013", "2014-01"],
            ["2015", "2014-01", "2013"],
            ["2013", "2014-01", "2015"],
        ]


class TestExcerpts:
    def test_a_word_without_the_signs_around_it(self, loaded: Loaded) -> None:
        words = ["(‘storm,’)", "l’île", "Port-Louis.", "…", "", "été"]
        assert loaded("search.js").evaluate("words => words.map(bare)", words) == [
            ["(‘", "storm", ",’)"],
            ["", "l’île", ""],
            ["", "Port-Louis", "."],
            ["", "…", ""],
            ["", "", ""],
            ["", "été", ""],
        ]

    def test_the_stretch_that_holds_most(self, loaded: Loaded) -> None:
        shown = """([words, found]) =>
            excerpt(words, found).map((node) => node.outerHTML ?? node).join("")"""
        page = loaded("search.js")
        assert page.evaluate(shown, [["a", "«b»", "c"], [1]]) == "a «<mark>b</mark>» c"
        assert page.evaluate(shown, [["a", "b"], []]) == "a b"
        many = [f"w{number}" for number in range(100)]
        text = page.evaluate(shown, [many, [5, 60, 62]])
        assert text.startswith("… w54 ") and text.endswith(" w87 …")
        assert text.count("<mark>") == 2
        assert page.evaluate(shown, [many, [99]]).endswith(" <mark>w99</mark>")

    def test_a_link_takes_each_word_along_once(self, loaded: Loaded) -> None:
        page = loaded("search.js")
        assert page.evaluate("highlight", []) == ""
        found = page.evaluate("highlight", ["Rain", "rain", "l’île", "a&b"])
        assert found == "?highlight=rain&highlight=l%E2%80%99%C3%AEle&highlight=a%26b"
        assert page.evaluate("highlight", [f"w{n}" for n in range(50)]).count("highlight=") == 24

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            (["île"], ["île"]),
            (["ILE"], ["ile"]),
            (["port louis", "port"], ["Port\n Louis", "port"]),
            (["a.b", "(c"], ["a.b"]),
            (["harb"], []),
        ],
    )
    def test_marks_of_an_article(self, loaded: Loaded, words: list[str], found: list[str]) -> None:
        text = "L’île, une ile; Port\n Louis et son port. a.b axb harbour"
        marks = "([words, text]) => [...text.matchAll(patternOf(words))].map(([mark]) => mark)"
        assert loaded("main.js").evaluate(marks, [words, text]) == found


class TestVolumes:
    READ = """async ([packed, size]) => {
        const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
        const chunks = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
        const arrived = [];
        const pack = new Pack(new ReadableStream({
            pull(controller) {
                if (chunks.length) controller.enqueue(chunks.shift());
                else controller.close();
            },
        }), (count) => arrived.push(count));
        const { files } = await pack.header();
        const texts = [];
        for (const { size } of files) texts.push(new TextDecoder().decode(await pack.take(size)));
        const rest = bytes.length - arrived.at(-1);   // of what ends the file, some may be left
        return [texts, rest >= 0 && rest < 16];
    }"""

    def packed(self, *texts: str, cut: int = 0) -> str:
        """A pack of files; `cut` says how many bytes the last lacks."""
        bodies = [text.encode() for text in texts]
        header = json.dumps({"files": [{"size": len(body)} for body in bodies]}).encode()
        joined = header + b"\n" + b"".join(bodies)
        return base64.b64encode(gzip.compress(joined[: len(joined) - cut])).decode()

    @pytest.mark.parametrize("size", [1, 7, 100_000])
    def test_a_pack_is_read_however_it_arrives(self, loaded: Loaded, size: int) -> None:
        texts = ["été\nœuvre", "", "x" * 3000]
        found = loaded("offline.js").evaluate(self.READ, [self.packed(*texts), size])
        assert found == [texts, True]

    def test_a_pack_that_ends_too_soon_is_told(self, loaded: Loaded) -> None:
        told = f"args => ({self.READ})(args).catch((error) => error.message)"
        found = loaded("offline.js").evaluate(told, [self.packed("abc", "def", cut=2), 5])
        assert found == "The pack ends too soon."

    def test_the_list_of_saved_volumes_is_found_by_the_search(self, loaded: Loaded) -> None:
        saved = {"en/2014": {"tag": "1"}, "fr/all": {"tag": "2"}}
        loaded("offline.js").evaluate(
            "saved => changeSaved((volumes) => { Object.assign(volumes, saved); })", saved
        )
        assert loaded("offline.js").evaluate("readSaved()") == saved
        address = loaded("offline.js").evaluate("SAVED_LIST")
        assert address == "/archive/offline/saved.json"
        assert loaded("search.js").evaluate("[CACHES, SAVED, SAVED_LIST]") == [
            "dateline /archive/ ",
            "dateline /archive/ saved",
            address,
        ]

    def test_a_path_that_is_wrongly_encoded_stays_as_it_is(self, loaded: Loaded) -> None:
        paths = ["/fr/%C3%A9t%C3%A9/", "/100%/"]
        assert loaded("offline.js").evaluate("paths => paths.map(readable)", paths) == [
            "/fr/été/",
            "/100%/",
        ]
