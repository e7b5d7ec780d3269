"""A made newspaper in English and French, with words as unevenly spread as in real prose.

A few hundred words stand in most articles, thousands in one or two: names, places, forms of words.
Headlines are of all kinds: of one word, the same twice, one that begins another, with accents,
apostrophes, hyphens, figures and quotation marks.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

_FIRST_DAY, _YEARS = date(2004, 1, 5), 10
_SYLLABLES = (
    "ba be bo ca co da de du fa fe ga go ha ja ka ke la le li lo ma me mi mo na ne no pa pe po ra"
    " re ri ro sa se so ta te ti to va ve vi wa ya za bran cham dron fleur gran hol kern lach mor"
    " nor pas quel rand sab tran val wick"
)
_PLAIN = {
    "en": (
        "harbour council school market storm road bridge worker farmer teacher minister price sugar"
        " hospital river election court village station engine ship captain fisher reef island"
        " government budget water power line bus student doctor museum library concert match team"
        " player season garden tree bird turtle cyclone wind rain flood drought crop field factory"
        " bank loan tax law judge police fire house family child mother visitor tourist hotel"
        " beach port container cargo customs officer report survey map record archive letter"
        " newspaper printer photograph painter singer festival temple church mosque street corner"
        " lamp clock tower wall roof window door key bread tea fish lobster octopus lagoon channel"
        " lighthouse signal radio telephone cable satellite computer network machine mill canal"
        " pipe valve meter boundary estate owner tenant union strike wage pension contract"
        " new old small large public private quiet busy northern southern early late heavy light"
        " local foreign empty full wooden modern former annual young careful unusual steady narrow"
        " open close build repair plan visit warn welcome question answer measure count paint"
        " carry deliver load launch anchor rescue return join vote reject accept discuss inspect"
        " publish print restore collect plant harvest weigh sell offer order protect damage clear"
    ),
    "fr": (
        "port conseil école marché tempête route pont ouvrier agriculteur ministre prix sucre"
        " hôpital rivière élection tribunal village gare navire capitaine pêcheur récif île"
        " gouvernement budget eau énergie ligne élève médecin musée bibliothèque équipe joueur"
        " saison jardin arbre oiseau tortue cyclone vent pluie inondation sécheresse récolte usine"
        " banque impôt loi juge police incendie maison famille enfant voyageur hôtel plage douane"
        " rapport enquête carte archive lettre journal peintre chanteur fête temple église rue"
        " lampe horloge tour mur toit fenêtre clé pain thé poisson homard lagon chenal phare"
        " signal ancien nouveau petit grand public privé calme tardif lourd léger local étranger"
        " annoncé réparé visité mesuré compté chargé sauvé refusé accepté discuté publié imprimé"
        " restauré planté récolté pesé protégé inondé formé ouvert fermé construit vide plein"
    ),
}
_SMALL = {
    "en": (
        "the the the the of of and to in a that it was for on as with by from at after before under"
        " over between their his her its had were been would could more than when where who which"
    ),
    "fr": (
        "le le le la la les les de de des et à en dans un une qui que pour sur avec par après avant"
        " sous entre leur son sa ses était avait plus quand où"
    ),
}
_ENDINGS = {
    "en": ("", "", "s", "s", "ing", "ed", "er", "less", "ful", "ment", "ly", "ist", "ward"),
    "fr": ("", "", "s", "s", "ment", "eur", "age", "tion", "iste", "ier", "ette"),
}
_ODD = {
    "en": (
        "Tide table",
        "Tide table",
        "Letters",
        "Letters to the editor",
        "Rain",
        "To be or not to be",
        "What’s next for the port?",
        "“Never again,” says the harbour-master",
        "1,204 votes, one winner",
        "C++ in the print shop",
        "The café at Port-Louis: a re-opening",
        "Who, what, where & why",
    ),
    "fr": (
        "Horaire des marées",
        "Horaire des marées",
        "Courrier",
        "Courrier des lecteurs",
        "L’œil du cyclone",
        "Aujourd’hui, l’île s’éveille",
        "« Plus jamais ça », dit le maître d’équipage",
        "Été 1999 : 1 204 voix",
    ),
}


class _Tongue:
    """The words of a language, and sentences made of them."""

    def __init__(self, lang: str) -> None:
        source = random.Random(lang)
        plain = _PLAIN[lang].split()
        source.shuffle(plain)
        forms = [word + ending for word in plain for ending in _ENDINGS[lang][1:]]
        source.shuffle(forms)
        rare = [_name(source) + source.choice(_ENDINGS[lang]) for _ in range(5_000)]
        self._french = lang == "fr"
        self._small = _SMALL[lang].split()
        self.words = list(dict.fromkeys([*plain, *forms, *rare]))
        # As Zipf found: how often a word is used is in inverse proportion to its rank.
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def sentence(self, source: random.Random, length: int) -> str:
        """At least `length` words, common and rare, with small ones between them."""
        words: list[str] = []
        while len(words) < length:
            words.append(source.choice(self._small))
            if source.random() < 0.75:
                words.append(self._word(source))
            if source.random() < 0.04:
                words.append(_name(source).capitalize())
        if self._french:
            words = [f"l’{word}" if word[0] in "éîôhaeio" else word for word in words]
        elif source.random() < 0.3:
            words[-1] = f"{words[-1]}-{self._word(source)}"
        text = " ".join(words)
        return text[0].upper() + text[1:]

    def paragraph(self, source: random.Random) -> str:
        """A few sentences."""
        lengths = [source.randint(7, 22) for _ in range(source.randint(2, 5))]
        return " ".join(f"{self.sentence(source, length)}." for length in lengths)

    def _word(self, source: random.Random) -> str:
        return source.choices(self.words, cum_weights=self._weights)[0]


def write_gazette(root: Path, english: int, french: int, settings: str = "") -> None:
    """Write an archive of so many articles into the new folder `root`; `settings` are added to its
    site.toml."""
    (root / "content").mkdir(parents=True)
    (root / "site.toml").write_text(
        'title = "The Made Times"\nurl = "https://example.org/"\n'
        f'languages = {{ fr = {{ title = "Le Temps fait" }} }}\n{settings}',
        "utf-8",
    )
    for lang, count, extension in (("en", english, ".md"), ("fr", french, ".fr.md")):
        for number, text in enumerate(_articles(lang, count)):
            (root / "content" / f"{lang}-{number:04}{extension}").write_text(text, "utf-8")


def _articles(lang: str, count: int) -> Iterator[str]:
    """The files of `count` articles, oldest first."""
    tongue, source = _Tongue(lang), random.Random(f"{lang} articles")
    towns = [_name(source).capitalize() for _ in range(30)]
    people = [f"{_name(source)} {_name(source)}".title() for _ in range(20)]
    tags = source.sample(tongue.words[:200], 40)
    odd = iter(_ODD[lang])
    for number in range(count):
        day = _FIRST_DAY + timedelta(days=number * _YEARS * 365 // count)
        made = tongue.sentence(source, source.choice((3, 4, 5, 6, 8, 11)))
        front = {
            "title": (next(odd, None) if number % 7 == 3 else None) or made,
            "date": day.isoformat(),
            "location": towns[int(source.paretovariate(0.7)) % len(towns)],
            "authors": [source.choice(people)],
            "tags": sorted({source.choice(tags) for _ in range(3)}),
            "weather": f"{source.randrange(120, 330) / 10:g} C",
            "subtitle": tongue.sentence(source, 12) if number % 3 == 0 else None,
        }
        lines = [f"{key}: {json.dumps(value)}" for key, value in front.items() if value]
        text = "\n\n".join(tongue.paragraph(source) for _ in range(source.randint(1, 7)))
        yield "\n".join(["---", *lines, "---", "", text, ""])


def _name(source: random.Random) -> str:
    """A name that nobody has, in small letters."""
    return "".join(source.choices(_SYLLABLES.split(), k=source.choice((2, 3, 3, 4))))
