"""News-like pages of invented words for `archive_speed.py`: mostly ordinary news, few that tell of a visit abroad.

Of a hundred pages about seven name a leader and put somebody into another country, as in the news of the day: those
are what a gate has to let pass, though only two of them tell of a leader's visit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from random import Random

SHARES = {
    "town": 20, "sport": 18, "money": 15, "crime": 10, "weather": 7, "arts": 9, "health": 8,
    "parliament": 4, "world": 5, "diplomacy": 2, "visit": 2,
}  # fmt: skip
"""How many pages of a hundred are about what; `parliament` names leaders at home, `world` other countries, `diplomacy`
leaders who deal with others without going there."""

_SLOTS = {
    "person": ["Dana Whitlow", "Owen Barrick", "Priya Nandal", "Marta Solheim", "Luis Carrasco", "Grace Obuya",
               "Tom Hedley", "Irene Falk", "Samir Dastan", "Ruth Penrose", "Neil Varga", "Joan Ackerley"],
    "town": ["Millbrook", "Easthaven", "Port Garrow", "Lower Fenwick", "Ashby Cross", "Calder Mills", "Northgate"],
    "team": ["Rovers", "Harriers", "Wanderers", "Falcons", "Mariners", "Rangers", "Comets"],
    "firm": ["Halden Steel", "Brightwater Foods", "Corvane Energy", "Tessel Group", "Marlow Freight", "Ostrin Labs"],
    "number": ["12", "27", "40", "65", "118", "230", "1,400", "3,500"],
    "day": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    "thing": ["bridge", "library", "bus depot", "harbour wall", "sports hall", "market square", "water main"],
    "state": ["Chile", "Kenya", "Japan", "Portugal", "Peru", "Norway", "Ghana", "Canada", "Nepal", "Latvia"],
    "city": ["London", "Chicago", "Madrid", "Toronto", "Sydney", "Dublin", "Boston", "Milan", "Delhi"],
}  # fmt: skip
_LEADERS = (
    ("Angela Merkel", "Berlin"), ("Shinzo Abe", "Tokyo"), ("Justin Trudeau", "Ottawa"), ("Emmanuel Macron", "Paris"),
    ("Narendra Modi", "New Delhi"),
)  # fmt: skip

_SENTENCES = {
    "town": [
        "Councillors in {town} voted on {day} to spend another {number} thousand on the {thing} after months of delay.",
        "Residents had complained that work on the {thing} went on through the night and kept children awake.",
        "{person}, who chairs the planning committee, said the money would come from the reserve and not from rates.",
        "Traders fear that closing the road for {number} days will drive shoppers to the retail park.",
        "The council expects the {thing} to be finished before winter, though the contractor would not name a date.",
        "A public meeting will be held at the school on {day}, and forms can be handed in until noon.",
    ],
    "sport": [
        "The {team} came from two goals down to beat the {team} in {city} on {day} and climb to third.",
        "{person} scored twice in the second half before limping off with what the club called a tight hamstring.",
        "Their coach said the players had shown character, and that nobody in the dressing room had given up.",
        "The visitors hit the post in the last minute, and {number} travelling fans sang until the lights went out.",
        "The {team} have now lost {number} of their last away games and must win on {day} to stay up.",
        "The referee waved away two penalty appeals, which the manager described as baffling.",
    ],
    "money": [
        "Shares in {firm} fell by {number} pence on {day} after the company warned that profits would be flat.",
        "{firm} said higher costs for energy and freight had eaten into margins in the second quarter.",
        "Analysts had expected a small rise, and {person} of a brokerage in {city} called the figures disappointing.",
        "The board will meet on {day} to decide whether {number} jobs at the plant in {town} are to go.",
        "Unions asked for talks at once, saying that staff had learned of the cuts from the radio.",
        "The president of {firm}, {person}, told investors that orders were healthy and debts manageable.",
    ],
    "crime": [
        "Police in {town} are looking for two men who took {number} phones from a shop on {day} evening.",
        "Detective {person} said officers were going through camera footage and asked witnesses to come forward.",
        "A man of {number} was treated in hospital for cuts and allowed to go home the next morning.",
        "The court in {city} heard that the accused had borrowed the van and returned it with a full tank.",
        "{person}, for the defence, said her client had no record and had cooperated from the beginning.",
    ],
    "weather": [
        "Heavy rain is expected to move in from the west on {day}, with up to {number} millimetres on high ground.",
        "Forecasters warned of flooding along the river at {town}, where the banks were still soaked.",
        "Winds should ease by the evening, and the weekend looks dry with sunny spells.",
        "Trains between {town} and {town} were cancelled after a tree came down across the line.",
        "{person}, who farms near {town}, said he had moved the sheep to the top field to be safe.",
    ],
    "arts": [
        "{person} opens her new exhibition in {town} on {day}, with {number} paintings made over two winters.",
        "The critics were kinder to the play than the audience, some of whom left before the interval.",
        "{person} grew up in {city} and learned the violin from a neighbour who played in the town band.",
        "The festival sold {number} tickets in the first hour, a record that surprised even its founder.",
        "The film is slow, tender and a little too long, and its last scene is the best thing in it.",
    ],
    "health": [
        "A study of {number} patients in {city} found that walking for half an hour a day lowered blood pressure.",
        "Dr. {person}, who led the work, warned that the group was small and that more trials were needed.",
        "The hospital in {town} will open a second ward on {day} to cut the wait for operations.",
        "Nurses said that shifts had grown longer and that {number} posts had been empty since spring.",
        "Parents are asked to bring the vaccination booklet, and children may eat before the appointment.",
    ],
    "parliament": [
        "{leader} told lawmakers in {capital} on {day} that the budget would be balanced within {number} months.",
        "The opposition accused the government of hiding the cost of its plan for pensions.",
        "The prime minister said the bill would be passed before the summer, whatever her critics thought.",
        "{person}, who speaks for the party on housing, asked for an inquiry into the missing papers.",
        "A vote is due on {day}, and two members of the coalition have said they may stay away.",
    ],
    "world": [
        "Voters in {state} go to the polls on {day} after a campaign about prices, schools and the price of bread.",
        "An earthquake shook the north of {state} on {day}, and {number} houses were damaged, officials said.",
        "Farmers in {state} have had {number} weeks without rain and fear for the harvest.",
        "The government of {state} said it would lift the tax on fuel, which had brought thousands to the streets.",
        "{person}, who teaches economics, said that the currency had lost a fifth of its value in a year.",
    ],
    "diplomacy": [
        "{leader} spoke by telephone with the president of {state} on {day} about fishing rights and the price of gas.",
        "The foreign minister of {state} is expected in {capital} on {day} for talks with {leader} and unions.",
        "{leader} will not travel to {state} for the anniversary, a spokesman said, and sends the minister of culture.",
        "An aide to {leader} met officials in {state} for {number} minutes, and neither side would say what about.",
        "{person} of an institute in {city} said that both governments had more to lose than they let on.",
        "Diplomats from {state} called the letter from {leader} helpful, and asked for a reply by {day}.",
    ],
    "visit": [
        "{leader} arrived in {state} on {day} for a two-day visit, the first by a leader of the country in years.",
        "{leader} flew to {state} on {day} with a delegation of {number} and was received at the airport.",
        "The two sides signed {number} agreements on trade, and the talks ran an hour longer than planned.",
        "The visit ends on {day} with a speech to students before the delegation flies home.",
        "Reporters were kept behind a rope as the motorcade left for the palace.",
    ],
}  # fmt: skip

_MENU = (
    "Home News World Europe Asia Africa Americas Politics Business Markets Sport Football Tennis Culture Books Film "
    "Music Science Health Travel Food Style Motoring Property Jobs Weather Opinion Letters Obituaries Crosswords "
    "Podcasts Video Photos Newsletters Archive Contact"
).split()
_STYLES = 600
_SETTINGS = 800
_RELATED = 24
_DESIGNS = 40
"""How many different menus, styles and scripts there are: pages of one outlet share them."""


@dataclass(frozen=True)
class Page:
    """A page: what it is about, its address, its HTML."""

    topic: str
    address: str
    html: str


def made_page(number: int, seed: int = 1) -> Page:
    """The page of this number; the same for the same seed, whichever pages were made before."""
    chance = Random(f"{seed} {number}")
    topic = chance.choices(list(SHARES), list(SHARES.values()))[0]
    leader = chance.choice(_LEADERS)
    title = _told(topic, chance, leader)
    day = f"2019-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    address = f"https://paper.example/{day.replace('-', '/')}/{topic}-{number}"
    paragraphs = "\n".join(f"<p>{_paragraph(topic, chance, leader)}</p>" for _ in range(chance.randint(7, 14)))
    caption = _told(topic, chance, leader)
    design = _design(chance.randrange(_DESIGNS))
    body = (
        f'<header class="top"><a href="/"><img src="/logo.svg" alt="The Paper"></a>{design.menu}</header>\n'
        f'<main><article class="story"><h1>{title}</h1><div class="byline">By <a href="/authors/1">'
        f'{chance.choice(_SLOTS["person"])}</a> <time datetime="{day}T09:30:00+01:00">{day}</time></div>\n'
        f'<figure><img src="/images/{number}.jpg" alt=""><figcaption>{caption}</figcaption></figure>\n'
        f"{paragraphs}</article>{_related(chance)}</main>\n"
        f"<footer>{design.menu}<p>The Paper. All rights reserved.</p></footer>"
    )
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "mainEntityOfPage": address,
             "datePublished": f"{day}T09:30:00+01:00", "publisher": {"name": "The Paper"}}  # fmt: skip
    head = (
        f'<meta charset="utf-8"><title>{title} - The Paper</title><link rel="canonical" href="{address}">\n'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Paper">\n'
        f'<script type="application/ld+json">{json.dumps(facts)}</script>\n<style>{design.styles}</style>\n'
        f"<script>window.settings = {design.settings};</script>"
    )
    return Page(topic, address, f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>{body}</body></html>\n')


@dataclass(frozen=True)
class _Design:
    menu: str
    styles: str
    settings: str


@lru_cache(maxsize=_DESIGNS)
def _design(number: int) -> _Design:
    chance = Random(f"design {number}")
    return _Design(_menu(chance), _styles(chance), _settings(chance))


def _told(topic: str, chance: Random, leader: tuple[str, str] | None = None) -> str:
    sentence = chance.choice(_SENTENCES[topic])
    name, capital = leader or chance.choice(_LEADERS)
    return sentence.format(
        leader=name, capital=capital, **{slot: chance.choice(words) for slot, words in _SLOTS.items()}
    )


def _paragraph(topic: str, chance: Random, leader: tuple[str, str]) -> str:
    return " ".join(_told(topic, chance, leader) for _ in range(chance.randint(2, 3)))


def _menu(chance: Random) -> str:
    items = [
        f'<li class="menu-item menu-item-{chance.randint(100, 999)}"><a href="/{word.lower()}">{word}</a></li>'
        for _ in range(2)
        for word in _MENU
    ]
    return f'<nav><ul class="menu">{"".join(items)}</ul></nav>'


def _related(chance: Random) -> str:
    """Headlines of other stories, on the same mixture of topics."""
    cards = []
    for topic in chance.choices(list(SHARES), list(SHARES.values()), k=_RELATED):
        link = f'<a href="/{topic}/{chance.getrandbits(32)}"><h3>{_told(topic, chance)}</h3></a>'
        cards.append(f'<div class="card card--small"><img src="/i/{chance.getrandbits(24)}.jpg" alt="">{link}</div>')
    return f'<aside class="related"><h2>More stories</h2>{"".join(cards)}</aside>'


def _styles(chance: Random) -> str:
    return "".join(
        f".b-{n}{{margin:0 {chance.randint(0, 40)}px;color:#{chance.getrandbits(24):06x};display:block}}\n"
        for n in range(_STYLES)
    )


def _settings(chance: Random) -> str:
    slots = {
        f"slot{n}": {"id": chance.getrandbits(52), "size": [chance.randint(1, 970), 250]} for n in range(_SETTINGS)
    }
    return json.dumps(slots)
