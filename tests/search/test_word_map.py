"""The word map: what it says of each word, and which of its files a change rewrites."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from contextlib import closing

import pytest

from archives import Built
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.store import connect
from dateline.catalogue.stored_words import StoredWords
from dateline.search.changes import Change, altered, changes_of
from dateline.search.keys import key_of
from dateline.search.merging import FIRST_LINE, classes_for, merge, shard
from dateline.search.statements import IndexedText, class_of, statements, term_line, volume_id
from dateline.search.words import beginning_of, fold, hash_of, words_of
from scratch import SETTINGS, ScratchSite, assert_same

TEN = SETTINGS + "[search]\nvolume = 10\n"
Line = tuple[str, str, str]
"""Stem, flag, and statements."""


def text(number: int, words: str, title: str = "", year: int = 2014) -> IndexedText:
    return IndexedText(f"/{year}/{number}/", year, words, title, (), ())


def lines_of(articles: list[IndexedText], lang: str = "en") -> dict[str, Line]:
    """What statements say of each word."""
    found = {}
    for lines in statements(articles, lang).values():
        for line in lines.split("\n"):
            if line[0] not in "@#":
                word, stem, said = line.split("\t")
                found[word] = (stem, said[0], said[1:])
    return found


def shards(site: ScratchSite, lang: str = "en") -> dict[str, str]:
    """The text of each shard of a language, by its number."""
    folder = site.public / "search/data/words" / lang
    return {
        file.stem: gzip.decompress(file.read_bytes()).decode()
        for file in folder.glob("*.dl")
        if file.stem.isdecimal()
    }


def words_in(site: ScratchSite, lang: str = "en") -> dict[str, Line]:
    """What the whole map says of each word."""
    found: dict[str, Line] = {}
    for held in shards(site, lang).values():
        for line in held.splitlines():
            if "\t" in line and line[0] not in "@#":
                word, stem, said = line.split("\t")
                assert word not in found
                found[word] = (stem, said[0], said[1:])
    return found


# Statements


def test_a_statement_has_year_class_impact_and_articles() -> None:
    articles = [
        text(number, "storm " * number, "Storm" if number == 1 else "") for number in (1, 2, 9)
    ]
    keys = [key_of(article.url) for article in articles]
    stem, flag, said = lines_of(articles)["storm"]
    assert (stem, flag) == ("", "=")
    cells, _, named = said.partition(":")
    assert cells[:2] == "s6"  # 2014 - 1000 in base 36
    assert cells[2] == "1"  # three articles: the class of 3 to 8
    digits = [named[at + 4] for at in (0, 5, 10)]
    assert [named[at : at + 4] for at in (0, 5, 10)] == keys
    impacts = [int(digit, 16) % 8 for digit in digits]
    assert [digit > "7" for digit in digits] == [True, False, False]
    assert impacts == sorted(impacts) and cells[3] == str(impacts[-1])


def test_years_have_a_cell_each() -> None:
    articles = [text(number, "rain", year=2000 + number % 3) for number in range(60)]
    _, flag, said = lines_of(articles)["rain"]
    cells, _, named = said.partition(":")
    assert [cells[at : at + 3] for at in range(0, len(cells), 4)] == ["rs2", "rt2", "ru2"]
    assert flag == "~" and len(named) == 10 * 5


def test_those_named_have_the_highest_impact_and_all_titles_are() -> None:
    articles = [
        text(number, "rain " * (number + 1), "Rain" if number < 20 else "") for number in range(60)
    ]
    _, flag, said = lines_of(articles)["rain"]
    named = said.partition(":")[2]
    found = {named[at : at + 4]: named[at + 4] for at in range(0, len(named), 5)}
    assert flag == "~" and len(found) == 30
    assert {key for key, digit in found.items() if digit > "7"} == {
        key_of(article.url) for article in articles[:20]
    }


def test_forms_of_a_word_have_one_stem() -> None:
    found = lines_of([text(1, "cyclone cyclones cyclonic")])
    assert {found[word][0] for word in ("cyclone", "cyclones")} == {"cyclon"}
    french = lines_of([text(1, "pêcheurs pêcheur")], "fr")
    assert french["pecheurs"][0] == "pecheur" and french["pecheur"][0] == ""
    assert lines_of([text(1, "words without stems")], "xx")["words"][0] == ""


def test_classes_of_counts() -> None:
    assert [class_of(count) for count in (1, 2, 3, 8, 9, 26, 27, 728, 729)] == [
        0, 0, 1, 1, 2, 2, 3, 5, 6,
    ]  # fmt: skip


def test_a_term_is_filed_by_the_words_of_its_name() -> None:
    line = term_line("places", "Port-Louis", "/places/port-louis/")
    assert line == "@port louis\tplaces\tPort-Louis\t/places/port-louis/"
    article = IndexedText("/a/", 2014, "", "", (), [line])
    bucket = hash_of(beginning_of("port")) % 1024
    assert line in statements([article], "en")[bucket].split("\n")


# Merging


def test_what_two_volumes_say_is_merged_in_order() -> None:
    older = "\n".join(statements([text(1, "rain", "Rain", 2013)], "en").values())
    newer = "\n".join(statements([text(2, "rain snow", "Rain", 2014)], "en").values())
    others, words = merge([("inj", older), ("inv", newer)])
    assert [word.word for word in words] == ["rain", "snow"]
    said = words[0].line.split("\t")[2]
    assert re.fullmatch(r"=injs5..:.{5};invs6..:.{5}", said)
    (headline,) = others
    keys = [key_of(f"/201{year}/{number}/") for year, number in ((4, 2), (3, 1))]
    assert headline.split("\t")[1] == f"inv{keys[0]}inj{keys[1]}"


def test_no_article_is_named_for_most_of_its_words() -> None:
    """Else adding it would rewrite what the map says of each of them."""
    words = [f"word{number:03}" for number in range(300)]
    lines = lines_of([text(number, " ".join(words)) for number in range(60)])
    named: Counter[str] = Counter()
    for word in words:
        said = lines[word][2].partition(":")[2]
        named.update(said[at : at + 4] for at in range(0, len(said), 5))
    assert sum(named.values()) == 300 * 10
    assert max(named.values()) < 3 * 300 * 10 / 60


def test_of_all_volumes_ten_are_named() -> None:
    volumes = []
    for month in range(1, 5):
        articles = [text(month * 100 + at, "rain " * (at + 1)) for at in range(12)]
        assert "\t=" in "\n".join(statements(articles, "en").values())
        volumes.append((volume_id((2014, month)), "\n".join(statements(articles, "en").values())))
    _, (rain,) = merge(volumes)
    said = rain.line.split("\t")[2]
    assert said[0] == "~" and rain.level == 3
    named = [part.partition(":")[2] for part in said[1:].split(";")]
    assert sum(map(len, named)) == 10 * 5
    impacts = [digit for part in named for digit in part[4::5]]
    assert min(impacts) >= "5"


def test_many_volumes_have_wider_classes_and_levels() -> None:
    assert [classes_for(number) for number in (1, 63, 64, 240)] == [3, 3, 9, 9]
    lines = "\n".join(statements([text(at, "rain") for at in range(30)], "en").values())
    for classes, expected in ((3, "34"), (9, "15")):
        _, (rain,) = merge([("inv", lines)], classes)
        assert rain.line.split("\t")[2][4:8] == f"s6{expected}"
        assert rain.level == 3


def test_of_more_than_a_thousand_titles_few_are_named() -> None:
    for titles, named in ((1_000, 1_000), (1_001, 64)):
        articles = [text(at, "", "Rain") for at in range(titles)]
        volume = "\n".join(statements(articles, "en").values())
        _, (rain,) = merge([("inv", volume)])
        assert len(rain.line.partition(":")[2]) == named * 5
        assert rain.line.split("\t")[2][0] == ("=" if titles == named else "~")


@pytest.mark.parametrize(("number_of_volumes", "most"), [(2, 30), (3, 20), (6, 50), (65, 3)])
def test_lines_that_are_not_merged_anew_stay_as_they_are(number_of_volumes: int, most: int) -> None:
    """An article comes, goes or changes in one volume or two, among words common and rare, while
    the archive shrinks and grows."""
    chance = random.Random(number_of_volumes)
    known = ["".join(chance.choices("abcdefghij", k=5)) for _ in range(12)]
    often = [1 / (1 + at) for at in range(len(known))]
    written = 0

    def article() -> IndexedText:
        nonlocal written
        written += 1
        words = " ".join(chance.choices(known, often, k=chance.randint(2, 60)))
        return text(written, words, chance.choice(known) if chance.random() < 0.1 else "")

    def said(articles: list[IndexedText]) -> str:
        return "\n".join(statements(articles, "en").values())

    months = [(2000 + at // 12, at % 12 + 1) for at in range(number_of_volumes)]
    held = {volume_id(month): [article() for _ in range(most)] for month in months}
    says = {name: said(articles) for name, articles in held.items()}
    classes = classes_for(number_of_volumes)
    old_others, old = merge(says.items(), classes)
    spared = moved = 0
    for at in range(200):
        differ: dict[str, list[Change]] = {}
        for name in chance.sample(sorted(held), min(len(held), chance.choice((1, 1, 2)))):
            shrinks = at // 50 % 2 == 0
            if len(held[name]) > 1 and chance.random() < (0.9 if shrinks else 0.2):
                held[name].pop(chance.randrange(len(held[name])))
            if chance.random() < (0.2 if shrinks else 0.9):
                held[name].append(article())
            before, says[name] = says[name], said(held[name])
            for about, change in changes_of(name, before, says[name]).items():
                differ.setdefault(about, []).append(change)
        others, new = merge(says.items(), classes)
        anew = altered(shard(old_others, old), {0: differ}, classes).get(0, set())
        assert anew <= differ.keys()
        assert {word for word in old if word.word not in anew} == {
            word for word in new if word.word not in anew
        }
        assert {line for line in old_others if line.partition("\t")[0] not in anew} == {
            line for line in others if line.partition("\t")[0] not in anew
        }
        spared += len(differ.keys() - anew)
        moved += len(set(old) ^ set(new)) // 2
        old_others, old = others, new
    assert spared > 50 and moved > 50


# The map of an archive


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    """Forty articles of made-up words over four years, and two French ones; built."""

    def write(site: ScratchSite) -> None:
        chance = random.Random(7)
        known = [
            "".join(chance.choices("abcdefgilmnorst", k=chance.randint(3, 9))) for _ in range(400)
        ]
        for number in range(40):
            site.article(
                f"{number}.md",
                " ".join(chance.choices(known, k=60)),
                title=" ".join(chance.choices(known, k=4)).capitalize(),
                date=f"20{10 + number % 4}-0{number % 9 + 1}-11",
                tags=["Sea", "Port"][: number % 3],
                weather="24.7 C" if number == 3 else None,
            )
        site.article("un.fr.md", "Les pêcheurs de l’île.", date="2001-01-02", tags=["Mer"])
        site.article("deux.fr.md", "La tempête.", date="2012-01-02")

    return built("made-up-words", write, TEN, search=True)


def test_the_map_has_every_word_of_every_article(archive: ScratchSite) -> None:
    manifest = json.loads(archive.page("/search/data/manifest.json"))["languages"]["en"]
    volumes = {volume["id"]: volume["path"] for volume in manifest["volumes"]}
    expected: defaultdict[str, set[str]] = defaultdict(set)
    years: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for volume, path in volumes.items():
        for file in (archive.public / "search/data" / path / "articles").iterdir():
            for key, (article,) in json.loads(gzip.decompress(file.read_bytes())).items():
                searched = fold(f"{article['text']}\n{article['title']}")
                for word in set(words_of(searched, "en")):
                    expected[word].add(volume + key)
                    years[word][article["iso"][:4]] += 1
    found = words_in(archive)
    for word, articles in expected.items():
        _, flag, said = found[word]
        assert flag == "="
        named = set()
        for statement in said.split(";"):
            cells, _, entries = statement[3:].partition(":")
            named |= {statement[:3] + entries[at : at + 4] for at in range(0, len(entries), 5)}
            for at in range(0, len(cells), 4):
                year = str(int(cells[at : at + 2], 36) + 1000)
                assert class_of(years[word][year]) == int(cells[at + 2], 36)
        assert named == articles, word
    assert "t24d7c" in found


def test_each_word_is_in_the_shard_of_its_beginning(archive: ScratchSite) -> None:
    manifest = json.loads(archive.page("/search/data/manifest.json"))["languages"]
    for lang, language in manifest.items():
        held = shards(archive, lang)
        number = len(language["words"]["shards"])
        assert sorted(map(int, held)) == list(range(number))
        assert {lines.splitlines()[0] for lines in held.values()} == {FIRST_LINE}
        for name, lines in held.items():
            for line in lines.splitlines():
                word = line.split("\t")[0]
                if line[0] == "@":
                    word = word[1:].partition(" ")[0]
                if line[0] != "#" and line != FIRST_LINE:
                    assert hash_of(beginning_of(word)) % number == int(name)
        assert len(language["words"]["endings"]) == max(1, number // 8)


def test_terms_are_in_the_map_of_their_language(archive: ScratchSite) -> None:
    def terms(lang: str) -> set[str]:
        lines = "".join(shards(archive, lang).values()).splitlines()
        return {line for line in lines if line.startswith("@")}

    assert terms("en") == {"@sea\ttags\tSea\t/tags/sea/", "@port\ttags\tPort\t/tags/port/"}
    assert terms("fr") == {"@mer\ttags\tMer\t/fr/tags/mer/"}
    archive.article("un.fr.md", "Les pêcheurs de l’île.", date="2001-01-02")
    archive.build()
    assert terms("fr") == set()


def test_words_that_are_suggested_are_those_of_the_map(archive: ScratchSite) -> None:
    folder = archive.public / "search/data/words/en"
    held = "".join(
        gzip.decompress(file.read_bytes()).decode() for file in folder.glob("endings-*.dl")
    )
    suggested = {line[:-1] for line in held.splitlines() if line != FIRST_LINE}
    assert suggested == {word for word in words_in(archive) if len(word) >= 4 and word.isalpha()}


def test_a_change_rewrites_few_files_and_leaves_a_clean_map(archive: ScratchSite) -> None:
    archive.article("7.md", "An unheardofword.", date="2013-08-11", title="Seven")
    written = {url for url, _ in archive.build().written if "/words/" in url}
    assert written
    assert not any("/words/fr/" in url for url in written)
    assert_same(archive.snapshot(), archive.clean_snapshot())
    assert "unheardofword" in words_in(archive)
    archive.delete("7.md")
    archive.build()
    assert "unheardofword" not in words_in(archive)
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_the_catalogue_forgets_what_volumes_said_before(archive: ScratchSite) -> None:
    """Also what a build stored that was killed before it could publish it."""

    def stored() -> set[tuple[str, str, str]]:
        with closing(connect(archive.root / ".dateline/catalogue.sqlite")) as connection:
            said = "SELECT DISTINCT lang, volume, fingerprint FROM volume_words"
            return set(connection.execute(said))

    def published() -> set[tuple[str, str, str]]:
        with closing(connect(archive.root / ".dateline/catalogue.sqlite")) as connection:
            volumes = Ledger(connection).volumes()
        return {volume[:3] for volume in volumes if not volume.key.is_engine}

    assert stored() == published()
    with closing(connect(archive.root / ".dateline/catalogue.sqlite")) as connection:
        words = StoredWords(connection)
        killed = next(volume for volume in Ledger(connection).volumes() if volume.name == "2013")
        words.put_volume(killed._replace(fingerprint="killed"), {1: "rain\t\t=abcs600:AAAA1"})
    assert stored() > published()
    archive.article("7.md", "Changed.", date="2013-08-11")
    archive.delete("un.fr.md")
    archive.delete("deux.fr.md")
    archive.build()
    assert stored() == published()


def test_what_changes_no_statement_rewrites_no_shard(archive: ScratchSite) -> None:
    body = "rain rain rain " * 50
    archive.article("7.md", f"{body} snow", date="2013-08-11", title="Seven")
    archive.build()
    archive.article("7.md", f"{body} rain snow", date="2013-08-11", title="Seven")
    summary = archive.build()
    assert len(summary.volumes) == 1
    assert not any("/words/" in url for url, _ in summary.written)


def test_a_shard_that_someone_changed_is_merged_as_a_whole(archive: ScratchSite) -> None:
    """Otherwise only the lines that a change concerns are merged anew."""
    archive.article("more.md", "Zebras and zithers in the market.", date="2014-02-03")
    archive.build(search=True)
    (stem,) = (stem for stem, held in shards(archive).items() if "\nzebras\t" in held)
    file = archive.public / f"search/data/words/en/{stem}.dl"
    held = gzip.decompress(file.read_bytes()).decode()
    file.write_bytes(gzip.compress(held.replace("zebras", "zibras").encode()))
    archive.article("more.md", "Zebras in the market.", date="2014-02-03")
    archive.build(search=True)
    assert "zebras" in words_in(archive) and "zibras" not in words_in(archive)
    assert_same(archive.snapshot(), archive.clean_snapshot(search=True))


def test_a_language_that_goes_takes_its_map_along(archive: ScratchSite) -> None:
    archive.delete("un.fr.md")
    archive.delete("deux.fr.md")
    archive.build()
    assert not (archive.public / "search/data/words/fr").exists()
    assert_same(archive.snapshot(), archive.clean_snapshot())
    archive.article("un.fr.md", "Les pêcheurs.", date="2001-01-02")
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_a_language_without_spaces_has_no_map(site: ScratchSite) -> None:
    site.settings(SETTINGS.replace("fr =", "ja ="))
    site.article("a.ja.md", "東京の港")
    site.build(search=True)
    languages = json.loads(site.page("/search/data/manifest.json"))["languages"]
    assert "words" not in languages["ja"]
    assert not (site.public / "search/data/words").exists()


def test_two_processes_make_the_same_map(archive: ScratchSite) -> None:
    with archive.copy() as copy:
        copy.build(jobs=2, clean=True)
        assert_same(copy.snapshot(), archive.snapshot())


def test_a_volume_brings_the_map_of_its_own_words(archive: ScratchSite) -> None:
    """In an archive of one volume, both maps say the same."""
    archive.write("site.toml", SETTINGS)
    archive.build(search=True)
    (file,) = (archive.public / "search/data/en").glob("*/words.dl")
    held = gzip.decompress(file.read_bytes()).decode().splitlines()
    whole = {line for shard in shards(archive).values() for line in shard.splitlines()}
    assert held[0] == FIRST_LINE and set(held) == whole


def test_words_beside_french_signs_are_words_of_their_own(site: ScratchSite) -> None:
    site.article("un.fr.md", "Bonjour ! Le port : « fermé » ; vraiment\n?", title="Pluie ! Vent")
    site.build(search=True)
    assert "Bonjour\u202f!" in site.page("/fr/2014/03/05/un/")
    assert {"bonjour", "port", "ferme", "vraiment", "pluie", "vent"} <= words_in(site, "fr").keys()
