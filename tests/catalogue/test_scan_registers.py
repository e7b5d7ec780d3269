"""Registers: what a change of places, authors or tags does to the articles that bear them."""

from __future__ import annotations

from newsroom import Newsroom

DAY = 86_400


def test_a_register_resolves_anew_exactly_the_articles_concerned(room: Newsroom) -> None:
    room.write("a.md", "tags: rain")
    room.write("b.md", "tags: wind")
    room.write("c.md", "tags: [pluie, wind]")
    room.scan()
    room.publish()
    room.write("tags.toml", text='[Rain]\naliases = ["pluie"]\n')
    room.scan()
    assert set(room.changes()) == {"a.md", "c.md"}
    assert room.changed_terms() == [("tags", "rain")]
    assert room.slugs("tags") == ["rain", "rain", "wind", "wind"]
    assert room.names("a.md") == ["Rain"]


def test_an_alias_taken_from_one_term_to_another(room: Newsroom) -> None:
    room.write("tags.toml", text='[Rain]\naliases = ["wet"]\n[Sea]\n')
    room.write("a.md", "tags: wet")
    room.write("b.md", "tags: sea")
    room.write("c.md", "tags: wind")
    room.scan()
    room.publish()
    room.write("tags.toml", text='[Rain]\n[Sea]\naliases = ["wet"]\n')
    room.scan()
    assert "a.md" in room.changes() and "c.md" not in room.changes()
    assert room.slugs("tags") == ["sea", "sea", "wind"]


def test_a_place_that_gets_coordinates(room: Newsroom) -> None:
    room.write("a.md", "location: PL")
    room.write("places.toml", text='["Port Louis"]\naliases = ["PL"]\n')
    room.scan()
    room.publish()
    room.write("places.toml", text='["Port Louis"]\naliases = ["PL"]\nlat = -20.1\nlon = 57.5\n')
    room.scan()
    place = room.article("a.md").place
    assert place and (place.name, place.lat, place.lon) == ("Port Louis", -20.1, 57.5)
    assert set(room.changes()) == {"a.md"}


def test_a_register_that_goes_leaves_what_the_authors_wrote(room: Newsroom) -> None:
    room.write("a.md", "tags: [wet, rain]\nlocation: PL")
    room.write("b.md", "tags: wind")
    room.scan()
    plain = room.article("a.md")
    room.write("tags.toml", text='[Rain]\naliases = ["wet"]\n')
    room.write("places.toml", text='["Port Louis"]\naliases = ["PL"]\nlat = 1\nlon = 2\n')
    room.scan()
    assert [term.slug for term in room.article("a.md").terms] == ["rain", "port-louis"]
    room.publish()
    (room.content / "tags.toml").unlink()
    (room.content / "places.toml").unlink()
    room.scan()
    assert room.article("a.md") == plain
    assert set(room.changes()) == {"a.md"} and room.count("register_entries") == 0


def test_a_register_with_an_error_is_told_until_mended(room: Newsroom) -> None:
    """What can be read of it counts meanwhile, whatever it was before."""
    room.write("a.md", "tags: wet")
    room.write("tags.toml", text='[Rain]\naliases = ["wet"]\n')
    room.scan()
    room.publish()
    for text, slugs in (
        ('[Rain]\naliases = ["wet"\n', ["wet"]),
        ('[Rain]\naliases = ["wet"]\n[Sea]\nlat = 200\n', ["rain"]),
    ):
        room.write("tags.toml", text=text)
        for _ in range(2):
            room.scan()
            (problem,) = room.problems()
            assert (problem.path, problem.severity) == ("content/tags.toml", "error")
            assert room.slugs("tags") == slugs
    room.write("tags.toml", text='[Sea]\naliases = ["wet"]\n')
    room.scan()
    assert room.problems() == [] and room.slugs("tags") == ["sea"]


def test_two_terms_that_claim_one_word_mended_either_way(room: Newsroom) -> None:
    room.write("a.md", "tags: wet")
    room.write("tags.toml", text='[Sea]\naliases = ["wet"]\n[Rain]\naliases = ["wet"]\n')
    room.scan()
    assert [problem.line for problem in room.problems()] == [4]
    room.write("tags.toml", text='[Sea]\n[Rain]\naliases = ["wet"]\n')
    room.scan()
    assert room.slugs("tags") == ["rain"]


def test_a_register_in_another_encoding(room: Newsroom) -> None:
    (room.content / "tags.toml").write_bytes(b'[Rain]\nnames = { fr = "\xe9t\xe9" }\n')
    for _ in range(2):
        room.scan()
        assert [problem.place for problem in room.problems()] == ["content/tags.toml:2:17"]


def test_a_register_that_cannot_be_read(room: Newsroom) -> None:
    (room.content / "tags.toml").symlink_to("tags.toml")
    for _ in range(2):
        room.scan()
        assert [problem.path for problem in room.problems()] == ["content/tags.toml"]


def test_a_taxonomy_named_later_reads_the_register_that_was_there(room: Newsroom) -> None:
    room.write("a.md", "people: Anne", body="[all of them](people.toml)")
    room.write("people.toml", text='["Anne Li"]\naliases = ["Anne"]\n')
    room.scan()
    assert room.changed_files() == ["people.toml"]
    room.publish()
    room.settings = ('taxonomies.people = "people"',)
    room.scan()
    assert room.slugs("people") == ["anne-li"] and room.changed_files() == ["people.toml"]
    room.publish()
    room.settings = ()
    room.scan()
    assert room.slugs("people") == [] and room.count("register_entries") == 0
    assert room.changed_files() == ["people.toml"]
