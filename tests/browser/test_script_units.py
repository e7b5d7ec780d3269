"""What scripts reckon without a page: plurals, days, years, filters, excerpts, packs."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest
from playwright.sync_api import Page
from script_units import Loaded

pytestmark = pytest.mark.browser


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
                const bars = barsOf(yearCounts(hits, new Query()), volumes, volumes.slice(0, 1));
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
