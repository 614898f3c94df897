"""The words by which English tells of company."""

from __future__ import annotations

BESIDE = (
    "along with",
    "alongside",
    "together with",
    "joined by",
    "flanked by",
    "followed by",
    "seated next to",
)
"""What is said of a meeting, a walk or a game as well: one of the company has to serve the traveller."""
ALONG = (
    "traveling with",
    "travelling with",
    "in the company of",
    "followed by his aides",
)
ACCOMPANY = frozenset({"accompany", "accompanies", "accompanying", "accompanied"})
JOIN = frozenset({"join", "joins", "joined", "joining"})
DELEGATION = frozenset("delegation entourage party team staff plane retinue contingent suite company".split())
COMPANIES = DELEGATION | frozenset(
    """delegations group ministers officials executives businessmen businesspeople aides advisers advisors leaders
    lawmakers senators members secretaries entrepreneurs envoys bosses chiefs""".split()
)
"""What a leader comes with whose members are named behind "including"."""
ABOARD = frozenset(
    {
        "aboard",
        "including",
        "includes",
        "included",
        "include",
        "were",
        "comprising",
        "comprises",
        "consists",
        "consisted",
        "consisting",
        "headed",
        "led",
        "made",
        "composed",
    }
)
INCLUDING = frozenset(
    """including includes included include comprising comprises comprised comprise consists consist consisting takes
    counts numbers features featuring featured""".split()
)
BE = frozenset({"is", "are", "was", "were", "be", "been"})
COMING = frozenset(
    """arrive arrives arrived arriving came come comes coming travel travels travelled traveled travelling traveling fly
    flies flew flown flying go goes went gone going aboard visiting staff aides officials landed left
    departed""".split()
)
MAKE = frozenset("make makes made making".split())
BRING = frozenset("bring brings brought bringing take takes took taken taking".split())
COME_ALONG = tuple(
    f"{verb} {along}"
    for verb in "come comes came coming go goes went going travelled traveled travelling traveling".split()
    for along in ("along", "too")
) + tuple(f"also {going}" for going in ("going", "travelling", "traveling", "flying", "making the trip", "aboard"))
_JOURNEYS = ("trip", "visit", "tour", "flight", "train", "journey")
AMONG = (
    *(f"on the {vehicle}" for vehicle in ("plane", "aircraft", "jet", "presidential plane")),
    *(f"on {the} {journey}" for the in ("the", "his", "her") for journey in _JOURNEYS),
    *("on board", "onboard", "aboard", "at his side", "at her side", "by his side", "by her side", "in tow"),
)
"""Where a minister, an aide or a relative is who goes along."""
OF_A_PARTY = frozenset(
    "business official presidential government travelling traveling state high - level ranking".split()
)
"""What may stand between the owner of a delegation and the word."""
BELONG = frozenset("belong belongs belonged form forms formed".split())
PART = frozenset(
    """also a an the part member members one two three four five of among included seen spotted sitting seated senior
    top ministers officials aides advisers advisors executives lawmakers businessmen""".split()
)
TRIP = frozenset(
    "trip tour visit journey delegation entourage plane board aboard travelling traveling accompanying flight".split()
)
SPEECH = frozenset({"told", "tells", "briefed", "informed", "said"})
PRESS = frozenset({"reporters", "journalists"})
EN_ROUTE = frozenset("aboard plane flight jet route travelling traveling accompanying accompanied board".split())
OPENING = frozenset({"also", "among", "aboard", "on", "in"})
REFUSING = frozenset("not n't never without nor".split())
SMALL_WORDS = frozenset(
    "in on at to from for the of , by early late morning evening afternoon night also through until here there".split()
)
_AUXILIARIES = BE | frozenset(
    """thought believed reported said understood expected seen has have had been will would be being also both all to
    who ,""".split()
)
ON_THE_JOURNEY = (
    DELEGATION
    | ACCOMPANY
    | TRIP
    | frozenset("aircraft jet train wife husband side trips stops leg flying flies travelled traveled".split())
) - {"visit"}
"""Words of sentences that tell of the whole journey, whichever of its stops they follow."""
HINTS = (
    ACCOMPANY
    | DELEGATION
    | PRESS
    | BRING
    | JOIN
    | frozenset(
        """along alongside too together onboard flanked followed seated traveling travelling company aides board aboard
        side trip tour flight train journey attended attend attends sat present going flying""".split()
    )
)
"""Words of which every sentence that tells of company has one, but for those of kinship, "with" and what opens it."""


def auxiliary(low: str) -> bool:
    """True for a word that can stand between a subject and its verb: "who is also accompanying"."""
    return low in _AUXILIARIES
