"""How scripts read a query, in an address or as a reader writes it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from script_units import Loaded

from dateline.search.documents import parted

pytestmark = pytest.mark.browser


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
        assert (found["from"], found["to"]) == ("2014-01-01", "2015-12-31")

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
            ("C++ c#", [['"c"']]),
            ("rain RAIN", [["rain"]]),
            ("at 24.7 C", [['"24 7 c"', '"t24d7c"'], ["at"]]),
            ("24,70 °C", [['"24 70 c"', '"t24d7c"']]),
            ("-3 F", [['"3 f"', '"tm3f"']]),
            ('"24.7 C"', [['"24.7 c"']]),
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

    def test_a_word_is_folded(self, loaded: Loaded) -> None:
        fold_all = "words => words.map(fold)"
        words = ["ÉTÉ", "e\u0301te\u0301", "Nguyễn", "ça", "Œuf", "port-louis", "ß", ""]
        folded = ["ete", "ete", "nguyen", "ca", "oeuf", "port-louis", "ss", ""]
        assert loaded("search.js").evaluate(fold_all, words) == folded

    def test_an_elision_is_joined_again_in_french_alone(self, loaded: Loaded) -> None:
        text = "Vue de l’ île, jusqu' à l’ œil ; mal' un, d’ Été, l’ port"
        assert loaded("search.js").evaluate("joined", text) == text
        assert loaded("search.js", "fr").evaluate("joined", text) == (
            "Vue de l’île, jusqu'à l’œil ; mal' un, d’Été, l’ port"
        )

    def test_words_are_elided_in_the_index_as_on_the_page(self, loaded: Loaded) -> None:
        elided = [*"cdjlmnst", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "L", "Qu", "JUSQU"]
        words = [*elided, "b", "entr", "aujourd", "mal", "al", "_l", "1l", "él", "-l"]
        letters = "aàâäæbceéèêëfghiîïkoôöœpuùûüwyÿz1-ÀÉÎŒ"
        texts = [
            f"Vue {word}{mark}{letter}le" for word in words for mark in "'’" for letter in letters
        ]
        page = loaded("search.js", "fr")
        split = page.evaluate("texts => texts.map((text) => text.replace(ELISION, '$1 '))", texts)
        assert split == [parted(text) for text in texts]
        assert page.evaluate("texts => texts.map(joined)", split) == texts
        assert parted("l&#39;île") == "l&#39; île"

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
