"""How the search page reads the word map, finds forms, guesses what was meant, and scores."""

from __future__ import annotations

import gzip
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, Route
from script_units import Loaded

from dateline.search.keys import key_of, pack_of
from dateline.search.merging import FIRST_LINE
from dateline.search.statements import impacts
from dateline.search.words import ending_of, fold, hash_of, temperature_word, words_of

pytestmark = pytest.mark.browser

SHARDS = 4
LISTS = 4


def statement(volume: str, years: Mapping[int, tuple[int, int]], *named: str) -> str:
    """What a line of the word map says of one volume: for each year the class of the number of
    articles and the best impact, and the articles that are named, each a key and a digit."""
    cells = "".join(
        f"{_base36(year - 1000)}{_base36(count)}{best}" for year, (count, best) in years.items()
    )
    return f"{volume}{cells}" + (f":{''.join(named)}" if named else "")


def line(word: str, *statements: str, stem: str = "", complete: bool = True) -> str:
    """The line of a word."""
    return f"{word}\t{stem}\t{'=' if complete else '~'}{';'.join(statements)}"


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]


def packed(*lines: str) -> bytes:
    """A file of a word map with these lines."""
    return gzip.compress("".join(f"{each}\n" for each in (FIRST_LINE, *lines)).encode())


def shards_of(lines: Sequence[str]) -> dict[str, bytes]:
    """The files of a word map with these lines, by name."""
    held: dict[int, list[str]] = {number: [] for number in range(SHARDS)}
    for each in sorted(lines):
        name = each.partition("\t")[0].removeprefix("@")
        held[hash_of(name[:3]) % SHARDS].append(each)
    return {f"{number}.dl": packed(*lines) for number, lines in held.items()}


def endings_of(*lines: str) -> dict[str, bytes]:
    """The lists of endings with these lines, by name."""
    held: dict[int, list[str]] = {number: [] for number in range(LISTS)}
    for each in lines:
        held[hash_of(ending_of(each[:-1])) % LISTS].append(each)
    return {f"endings-{number}.dl": packed(*lines) for number, lines in held.items()}


LINES = [
    line("harbour", statement("abc", {2014: (0, 5)}, "AAAAd"), complete=True),
    line("harbours", statement("abc", {2014: (1, 3)}, "BBBB3", "AAAA2"), stem="harbour"),
    line("harbinger", statement("xyz", {1999: (0, 2)}, "CCCC2")),
    line("harness", statement("xyz", {1999: (3, 2)}), complete=False),
    line("storming", statement("xyz", {1999: (0, 2)}, "CCCC2"), stem="storm"),
    line("raining", statement("xyz", {1999: (0, 2)}, "CCCC2"), stem="rain"),
    line("rains", statement("xyz", {1999: (0, 2)}, "DDDD2"), stem="rain"),
    line("lying", statement("xyz", {1999: (0, 2)}, "CCCC2"), stem="lie"),
    line("lie", statement("xyz", {1999: (0, 2)}, "DDDD2")),
    line("lantern", statement("xyz", {1999: (3, 2)}), complete=False),
    line("reef", statement("xyz", {1999: (0, 2)}, "CCCC2")),
    line("plan", statement("xyz", {1999: (0, 2)}, "CCCC2")),
    line("oracle", statement("xyz", {1999: (0, 2)}, "CCCC2")),
    "@harbour\tplaces\tHarbour\t/places/harbour/",
]

WITH_MAP = """async ([folder, given]) => {
    const tags = { shards: ["a", "b", "c", "d"], endings: ["e", "f", "g", "h"] };
    const map = new WordMap({ path: folder, classes: 3, ...tags }, location.href, new Map());
    %s
}"""


@pytest.fixture
def page(loaded: Loaded) -> Any:
    """A page beside which a word map is served."""
    page: Page = loaded("search.js")
    files = shards_of(LINES) | endings_of("harbour6", "hardour1", "lantern3")

    def answer(route: Route) -> None:
        route.fulfill(body=files[route.request.url.rpartition("/")[2].partition("?")[0]])

    page.route("**/words/**", answer)
    yield page
    page.unroute("**/words/**")


def with_map(page: Page, script: str, given: object = None) -> Any:
    """What a script finds that has a word `map` and something `given`."""
    return page.evaluate(WITH_MAP % script, ["words/", given])


LETTERS = (
    "abcdefghiklmnoprstuvwyzABCEHLOS0123456789"
    "àâäáåãçéèêëîïìôöòóøùûüúÿñÀÉÈÊÎÔÙÇœŒæÆǽǼßẞﬁłđıİŞşğ"
    "αβγδεηΣςώΆбвгдёйЖЩЇאבגעﬡابتةىअकखि漢字仮名かガｶﾞ한글ไท१२٣½²Ⅷⅷⓐ𝔸🎉"
)
MARKS = "\u0300\u0301\u0302\u0308\u0327\u0323\u20dd"
JOINTS = "'’.-‐‑_·/&@,;:!?…–—+#()«»\u00ad\u200b"
SPACES = "  \t\u00a0\u2009"


def invented() -> list[str]:
    """Texts of letters of many scripts, marks, joints and spaces: the same each time."""
    chance = random.Random(1)
    kinds = [LETTERS[:41], LETTERS[:41], LETTERS, LETTERS, JOINTS, JOINTS, MARKS, SPACES]
    return [
        "".join(chance.choice(chance.choice(kinds)) for _ in range(chance.randint(1, 30)))
        for _ in range(600)
    ]


class TestFoldedWords:
    TEXTS = (
        "L’Œuvre de Port-Louis, à 24.7 °C",
        "o'brien AT&T a.b.c.d a.b.c.d.e x_y",
        "ÉTÉ straße Nguyễn Æsop İzmir ǽ Ǽ",
        "1,234 – 5/6 C++ ½",
        f"{'long' * 15} {'long' * 16} {'é' * 61} {'long' * 8}-{'long' * 8} {'🎉𝔸' * 40}",
    )

    @pytest.mark.parametrize("lang", ["en", "fr"])
    def test_the_builder_finds_the_same(self, loaded: Loaded, lang: str) -> None:
        find = """texts => texts.map((text) => {
            const words = [...partsOf(text), ...joinedWords(text).map(({ word }) => word)];
            return words.map((word) => `${word} ${hashOf(word)}`).sort();
        })"""
        texts = [*self.TEXTS, *invented()]
        for text, found in zip(texts, loaded("search.js", lang).evaluate(find, texts), strict=True):
            words = words_of(fold(text), lang)
            assert sorted(found) == sorted(f"{word} {hash_of(word)}" for word in words), text

    def test_hashes_and_packs(self, loaded: Loaded) -> None:
        page = loaded("search.js")
        for text in ("har", "été", "🎉", ""):
            assert page.evaluate("hashOf", text) == hash_of(text)
        for url in ("/2014/03/05/cafe/", "/fr/été/"):
            key = key_of(url)
            assert page.evaluate("key => packOf(key, 40)", key) == pack_of(key, 40)

    NOTES = (
        *("24.7 C", "28 °C", "-3,50 C", "07 F", "24.7 c", "76 °f", "300 K", "300 k", "12 º C"),
        *("31 degrees Celsius", "1 degree celsius", "80 deg F", "80 deg. F", "31 degreesC"),
        *("−3 °C, snow", "–3 °C", "+3 °C", "Light rain, 76 °Fahrenheit", "280 Kelvin", "0.0 C"),
        *("24\u00a0°C", "24  °  C", "20°", "20 °C/25 °C", "10-12 C", "1024 C", "1,024 C", "v1.5 C"),
        *("5 Cents", "5 C3", "5 C_", "x5 C", "_5 C", "é5 C", "5.C", "120 km/h", "Sunny", ""),
    )

    @pytest.mark.parametrize("note", NOTES)
    def test_temperatures(self, loaded: Loaded, note: str) -> None:
        find = "note => [...note.matchAll(TEMPERATURE)].map(temperatureWord).at(0) ?? ''"
        assert loaded("search.js").evaluate(find, note) == temperature_word(note)


class TestForms:
    FORMS = """
        const { kind, entries } = await formsOf(given.word, map, given.half);
        return [kind, entries.map(({ word }) => word).sort()];
    """

    @pytest.mark.parametrize(
        ("word", "half", "kind", "forms"),
        [
            ("harbour", True, "known", ["harbour", "harbours"]),
            ("harbours", False, "known", ["harbour", "harbours"]),
            ("harb", True, "begun", ["harbinger", "harbour", "harbours"]),
            ("harb", False, "none", []),
            ("rain", False, "none", []),
            ("lying", False, "known", ["lie", "lying"]),
            ("harbouring", False, "none", []),
            ("ha", True, "none", []),
            ("zzqq", True, "none", []),
        ],
    )
    def test_forms(self, page: Page, word: str, half: bool, kind: str, forms: list[str]) -> None:
        found = with_map(page, self.FORMS, {"word": word, "half": half})
        assert found == [kind, forms]

    def test_a_form_that_stands_nowhere_leads_to_its_stem(self, page: Page) -> None:
        """Only where its ending occurs: “rain” + “ing”, but not “rain” + “zz”."""
        find = """
            const shard = new Shard(namedLines(linesOf(given)), { classes: 3, sizes: new Map() });
            return ["rained", "rainer", "raining"].map((word) => ledTo(word, shard));
        """
        lines = "rains\train\t=xyzrr00:AAAA1\nrailed\trail\t=xyzrr00:AAAA1\n"
        assert with_map(page, find, lines) == [["rains"], [], []]

    def test_completions_are_the_most_frequent_first(self, page: Page) -> None:
        find = "return completionsOf(given, await map.shard(given), 3);"
        assert with_map(page, find, "har") == ["harness", "harbours", "harbinger"]
        assert with_map(page, find, "ha") == []


class TestEntries:
    def test_an_entry_says_where_a_word_stands(self, page: Page) -> None:
        find = """
            const entry = (await map.shard("harbours")).entry("harbours");
            const [[id, { best, years, named }]] = entry.volumes;
            return [entry.complete, entry.stem, id, best, [...years], [...named]];
        """
        complete, stem, volume, best, years, named = with_map(page, find)
        assert (complete, stem, volume, best) == (True, "harbour", "abc", 3)
        assert years == [[2014, 2]]
        assert named == [
            ["BBBB", {"impact": 3, "title": False, "sure": True}],
            ["AAAA", {"impact": 2, "title": False, "sure": True}],
        ]

    def test_a_count_is_about_the_middle_of_its_class_and_no_more_than_the_volume(
        self, page: Page
    ) -> None:
        find = (
            "return [[0, 3], [3, 3], [3, 3, 40], [3, 3, 27], [2, 9]].map((of) => usualOf(...of));"
        )
        assert list(map(round, with_map(page, find))) == [2, 47, 33, 27, 243]
        find = """
            const known = { classes: 3, sizes: new Map([["abc", 40]]) };
            const { volumes } = new Entry("rain", "\\t~abcs633", known);
            return Math.round(volumes.get("abc").years.get(2014));
        """
        assert with_map(page, find) == 33

    def test_forms_of_a_word_are_often_in_the_same_articles(self, page: Page) -> None:
        """Of 100: between the more frequent of the two, and what there would be by chance."""
        find = "return [oneOrOther(40, 0, 100), oneOrOther(40, 40, 100), oneOrOther(90, 90, 100)];"
        assert with_map(page, find) == [40, 52, 94.5]

    def test_names_of_places_and_the_like(self, page: Page) -> None:
        find = """return (await map.shard("harbour")).terms("harbour");"""
        found = [{"taxonomy": "places", "name": "Harbour", "url": "/places/harbour/"}]
        assert with_map(page, find) == found

    def test_headlines_are_found_by_their_words(self, page: Page) -> None:
        number, digits = hash_of("the old harbour"), ""
        digits = _base36(number).rjust(7, "0")
        find = """
            const shard = new Shard(namedLines(linesOf(given)), { classes: 3, sizes: new Map() });
            return shard.headline(["the", "old", "harbour"]);
        """
        found = [{"volume": "abc", "key": "AAAA"}, {"volume": "xyz", "key": "BBBB"}]
        assert with_map(page, find, f"#{digits}\tabcAAAAxyzBBBB\n") == found


class TestEvidence:
    ALL = """
        const words = await Promise.all(given.words.map((word) => formsOf(word, map, false)));
        const sizes = new Map([["abc", 30], ["xyz", 30]]);
        const evidence = words.map(({ entries }) => anyOf(entries, sizes));
        const findings = evidence.map((each, ask) => ({ evidence: each, weight: 1, ask }));
        const { volumes, complete, candidates } = new Prospects(findings, sizes, []);
        return [volumes, complete, candidates.map(({ key, sure }) => [key, sure])];
    """

    def test_articles_that_are_named_for_all_words_are_sure(self, page: Page) -> None:
        found = with_map(page, self.ALL, {"words": ["harbinger", "lying"]})
        assert found == [["xyz"], True, [["CCCC", True]]]

    def test_of_a_common_word_an_article_may_have_more(self, page: Page) -> None:
        found = with_map(page, self.ALL, {"words": ["harbinger", "harness"]})
        assert found == [["xyz"], True, [["CCCC", False]]]

    def test_no_volume_can_hold_what_stands_in_different_ones(self, page: Page) -> None:
        assert with_map(page, self.ALL, {"words": ["harbour", "harness"]})[0] == []

    def test_the_title_comes_first(self, page: Page) -> None:
        found = with_map(page, self.ALL, {"words": ["harbour"]})
        assert found == [["abc"], True, [["AAAA", True], ["BBBB", True]]]

    def test_words_stand_together_more_often_than_by_chance(self, page: Page) -> None:
        """Of 100 articles 40 and 10 have a word: by chance 4 have both, and at most 10."""
        find = """
            const of = (count) => ({ years: new Map([[2014, count]]) });
            return [[40, 10], [40, 0]].map((counts) => [...yearsTogether(counts.map(of), 100)]);
        """
        assert with_map(page, find) == [[[2014, 5.5]], []]

    def test_words_stand_in_a_row_in_fewer_articles_than_they_stand_in(self, page: Page) -> None:
        """Of 100 articles 40 have the one word and 10 the other, and one in seven of both."""
        find = """
            const evidence = [40, 10].map((count) => {
                const said = { best: 1, years: new Map([[2014, count]]), named: new Map() };
                return { volumes: new Map([["abc", said]]) };
            });
            return [[1, 2], [1]].map((words) => {
                const { volumes } = allOf(evidence.slice(0, words.length), new Map([["abc", 100]]));
                return [...volumes.get("abc").years];
            });
        """
        (phrase,), (word,) = with_map(page, find)
        assert phrase == [2014, pytest.approx(5.5 / 7)] and word == [2014, 40]

    def test_no_more_articles_than_there_are(self, page: Page) -> None:
        find = "return [...within(new Map([[2014, 60], [2015, 20]]), 40)];"
        assert with_map(page, find) == [[2014, 30], [2015, 10]]


class TestSlips:
    @pytest.mark.parametrize(
        ("one", "other", "slip"),
        [
            ("harbour", "harbuor", True),
            ("harbour", "harbor", True),
            ("harbour", "harboour", True),
            ("harbour", "harvour", True),
            ("harbour", "harbour", False),
            ("harbour", "hardoor", False),
            ("abcd", "badc", False),
        ],
    )
    def test_one_slip(self, page: Page, one: str, other: str, slip: bool) -> None:
        slips = "words => [oneSlip(...words), oneSlip(...words.toReversed())]"
        assert page.evaluate(slips, [one, other]) == [slip, slip]

    @pytest.mark.parametrize(
        ("word", "meant"),
        [
            ("harbourr", ["harbour"]),
            ("narbour", ["harbour"]),
            ("harbuor", ["harbour"]),
            ("lantren", ["lantern"]),
            ("lamtern", ["lantern"]),
            ("refe", ["reef"]),
            ("paln", ["plan"]),
            ("plna", ["plan"]),
            ("orcale", ["oracle"]),
            ("xyz", []),
            ("harb0ur", []),
        ],
    )
    def test_what_was_meant(self, page: Page, word: str, meant: list[str]) -> None:
        find = "return (await meantBy(given, await map.shard(given), map, 3)).slice(0, 1);"
        assert with_map(page, find, word) == meant

    @pytest.mark.parametrize(
        ("word", "meant"), [("harneess", ["harness"]), ("harbor", []), ("harness", []), ("har", [])]
    )
    def test_what_was_rather_meant_is_much_more_common(
        self, page: Page, word: str, meant: list[str]
    ) -> None:
        find = "return ratherMeantBy(given, await map.shard(given));"
        assert with_map(page, find, word) == meant

    def test_the_word_is_put_in_place(self, page: Page) -> None:
        put = "([written, others]) => withInstead(written, new Map(others))"
        others = [["harbuor", "harbour"], ["lihgt", "light"]]
        assert page.evaluate(put, ["“Old Harbuor”-Lihgt", others]) == "“Old harbour”-light"
        assert page.evaluate(put, ["old harbuor xyzzy", [["xyzzy", ""], *others]]) == "old harbour"


class TestScores:
    def scores(self, page: Page, asked: str, *articles: dict[str, Any]) -> list[float]:
        """The scores of articles for words that stand as they are asked for."""
        found: list[float] = page.evaluate(
            """([asked, articles]) => {
                const question = plainQuestion(new Query().with({ words: asked }));
                const usual = { text: "", place: "", weather: "", date: "", terms: {}, words: 100 };
                return articles.map((each) => new Reading({ ...usual, ...each }, question).score);
            }""",
            [asked, articles],
        )
        return found

    def test_the_headline_itself_then_all_words_in_it_then_the_text(self, page: Page) -> None:
        often = "port light " * 40
        scores = self.scores(
            page,
            "port light",
            {"title": "Port light"},
            {"title": "A light at the port of call"},
            {"title": "A light", "text": f"{often} port"},
            {"title": "Other", "text": f"{often} port"},
            {"title": "Other", "text": "A port and, much later, a light"},
        )
        assert scores == sorted(scores, reverse=True)
        assert len(set(scores)) == len(scores)

    def test_words_near_one_another_and_early_count_for_more(self, page: Page) -> None:
        filler = "and so on " * 60
        near, apart, late = self.scores(
            page,
            "port light",
            {"title": "Other", "text": f"port light {filler}"},
            {"title": "Other", "text": f"port {filler} light"},
            {"title": "Other", "text": f"{filler} port light"},
        )
        assert near > late > 0
        assert near > apart > 0

    @pytest.mark.parametrize("length", [20, 400, 5000])
    def test_a_word_is_worth_in_a_text_what_the_map_says(self, page: Page, length: int) -> None:
        counts = list(range(len(impacts(length))))
        told = page.evaluate(
            """([length, counts]) => counts.map((count) => {
                return Math.round(IMPACT_STEPS * saturated(count, length));
            })""",
            [length, counts],
        )
        assert told == [int(impact) for impact in impacts(length)]
        assert len(set(told)) > 2

    def test_what_was_read_too_early_is_read_again(self, page: Page) -> None:
        before, after, anew = page.evaluate(
            """() => {
                const question = plainQuestion(new Query().with({ words: "port light" }));
                const text = "port light light light";
                const article = { title: "T", text, terms: {}, words: 4 };
                const hit = new Hit({ path: "v/", terms: null }, { fragment: "f" }, []);
                hit.read(article, question);
                const before = hit.reading.score;
                question.weigh([1, 900], 1000);
                hit.read(article, question);
                return [before, hit.score, new Reading(article, question).score];
            }"""
        )
        assert after == anew != before

    @pytest.mark.parametrize(
        ("asked", "text", "whole"),
        [
            ('"port light"', "A Port, light", True),
            ('"port light"', "A light port", False),
            ("port-light", "portlight", True),
            ("24,7 °C", "It was 24.70 C", True),
            ("24.7 C", "It was 24.8 C", False),
            ("-3 °C", "It was –3 degrees Celsius", True),
            ("80 f", "80 deg F", True),
        ],
    )
    def test_what_a_text_holds(self, page: Page, asked: str, text: str, whole: bool) -> None:
        read = """([asked, text]) => {
            const question = plainQuestion(new Query().with({ words: asked }));
            return new Reading({ title: "T", text, terms: {}, words: 3 }, question).whole;
        }"""
        assert page.evaluate(read, [asked, text]) is whole
