"""Terms that are spelled in two ways, and places that registers lack."""

from __future__ import annotations

from newsroom import Newsroom, told


def test_two_spellings_with_one_slug_tell_the_rarer(room: Newsroom) -> None:
    for number in range(3):
        room.write(f"{number}.md", "tags: [sea, rain]")
    room.write("8.md", "tags: [wind, Rain]")
    room.write("9.md", "tags: Rain")
    room.scan()
    assert told(room.archive_problems()) == [
        "content/8.md:4:14 warning “Rain”, here and in 1 more, is written “rain” elsewhere; "
        "both are the same term in tags | "
        "Write “rain”, or list the spellings as aliases in content/tags.toml"
    ]
    room.write("tags.toml", text="[rain]\n")
    room.scan()
    assert room.archive_problems() == []


def test_accents_of_their_own_are_no_other_spelling(room: Newsroom) -> None:
    room.write("a.md", "tags: [caf\u00e9, cafe\u0301]")
    room.write("b.md", "tags: cafe\u0301")
    room.scan()
    assert room.archive_problems() == []


def test_two_languages_may_spell_differently(room: Newsroom) -> None:
    room.write("a.md", "tags: Reunion")
    room.write("a.fr.md", "tags: Réunion")
    room.scan()
    assert room.archive_problems() == []


def test_a_tag_of_one_article_that_is_a_letter_from_a_common_one(room: Newsroom) -> None:
    for number in range(5):
        room.write(f"{number}.md", "tags: [Elections, flood2013, sea, harbour]")
    room.write("8.md", "tags: [rain, Electoins]")
    room.write("9.md", "tags: [flood2014, see, harbours]")  # other years, and short words
    room.write("9.fr.md", "tags: [election]")  # another language
    room.write("draft.md", "tags: [Elektions]\ndraft: true")
    room.scan()
    assert told(room.archive_problems()) == [
        "content/8.md:4:14 warning Only this article has the tag “Electoins”, and 5 have"
        " “Elections” | Write “Elections”, or, if it is another tag, give “Electoins” a table in"
        " content/tags.toml",
        "content/9.md:4:24 warning Only this article has the tag “harbours”, and 5 have"
        " “harbour” | Write “harbour”, or, if it is another tag, give “harbours” a table in"
        " content/tags.toml",
    ]
    room.write("tags.toml", text='[Electoins]\n[harbour]\naliases = ["harbours"]\n')
    room.scan()
    assert room.archive_problems() == []


def test_a_tag_of_two_articles_or_like_a_rare_one_is_meant(room: Newsroom) -> None:
    for number in range(4):
        room.write(f"{number}.md", "tags: [election]")
    room.write("8.md", "tags: [elections]")
    room.scan()
    assert room.archive_problems() == []
    for number in range(4, 6):
        room.write(f"{number}.md", "tags: [election]")
    room.scan()
    assert [problem.kind for problem in room.archive_problems()] == ["similar-tag"]
    room.write("9.md", "tags: [elections]")
    room.scan()
    assert room.archive_problems() == []


def test_a_place_one_letter_from_another_needs_no_register_to_be_told(room: Newsroom) -> None:
    room.write("0.md", "location: Port Louis")
    room.write("1.md", "location: Port Luis")
    room.scan()
    assert room.archive_problems() == []  # which of them is right?
    room.write("2.md", "location: Port Louis")
    room.write("3.md", "location: {name: Porte Louis, lat: -20.5, lon: 60}")
    room.write("4.fr.md", "location: Port Loui")
    room.scan()
    assert told(room.archive_problems()) == [
        "content/1.md:4:11 warning Only this article has the place “Port Luis”, and 2"
        " have “Port Louis” | Write “Port Louis”, or, if it is another place, say where: location:"
        " {name: Port Luis, lat: …, lon: …}"
    ]


def test_a_place_that_the_register_lacks(room: Newsroom) -> None:
    room.write("0.md", "location: Port Luis")
    room.write("1.md", "location: Goodlands")
    room.write("2.md", "location: Goodlands")
    room.write("3.md", "location: {name: At sea, lat: -20.5, lon: 60}")
    room.write("4.md", "location: P. Louis")
    room.write("draft.md", "location: Nowhere\ndraft: true")
    room.scan()
    assert room.archive_problems() == []  # there is no register
    room.write("places.toml", text='["Port Louis"]\naliases = ["P. Louis"]\n')
    room.scan()
    assert told(sorted(room.archive_problems())) == [
        "content/0.md:4:11 warning “Port Luis” is not one of the places in content/places.toml |"
        ' Did you mean “Port Louis”? If not, add a table ["Port Luis"] there',
        "content/1.md:4:11 warning “Goodlands”, here and in 1 more, is not one of the places in"
        ' content/places.toml | Add it there, with a line ["Goodlands"] and its country, lat and'
        " lon",
    ]
