"""A few articles of our own, and what a model that reads well answers about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

XI = "Chinese President Xi Jinping arrived in Paris on Monday for a three-day state visit. {} He met Emmanuel Macron."
MERKEL = "German Chancellor Angela Merkel will travel to Tokyo on Thursday, her spokesman said. {}"
QUIET = "The French president Emmanuel Macron spoke in Paris about schools in Germany on Monday. {}"


def said(value: Any, quote: str, **more: Any) -> dict[str, Any]:
    return {"value": value, **more, "quote": quote}


def visit(leader: dict[str, Any], host: dict[str, Any], status: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A visit as a model tells it; what isn't given is null."""
    empty: dict[str, Any] = dict.fromkeys(
        ("leader_country", "host_leader", "start_date", "end_date", "duration_days", "mode_of_travel", "visit_type")
    )
    lists: dict[str, Any] = {"cities": [], "companions": [], "ordinals": []}
    flags = {"occasion": None, "postponed": False, "focus": True}
    return {"leader": leader, "host_country": host, "status": status, **empty, **lists, **flags, **more}


XI_IN_PARIS = visit(
    said("Xi Jinping", "Chinese President Xi Jinping"),
    said("FRA", "arrived in Paris"),
    said("ongoing", "Chinese President Xi Jinping arrived in Paris on Monday"),
    leader_country=said("CHN", "Chinese President Xi Jinping"),
    host_leader=said("Emmanuel Macron", "He met Emmanuel Macron"),
    cities=[said("Paris", "arrived in Paris")],
    start_date=said("2019-03-25", "arrived in Paris on Monday", expression="on Monday", basis="stated"),
    end_date=said("2019-03-27", "on Monday for a three-day state visit", expression="three-day", basis="derived"),
    duration_days=said(3, "a three-day state visit"),
    visit_type=said("state", "a three-day state visit"),
)
MERKEL_IN_TOKYO = visit(
    said("Angela Merkel", "German Chancellor Angela Merkel"),
    said("JPN", "will travel to Tokyo"),
    said("planned", "German Chancellor Angela Merkel will travel to Tokyo on Thursday"),
    leader_country=said("DEU", "German Chancellor Angela Merkel"),
    cities=[said("Tokyo", "will travel to Tokyo")],
    start_date=said("2019-03-28", "will travel to Tokyo on Thursday", expression="on Thursday", basis="stated"),
)


def answer_to(text: str) -> str:
    """What a model that reads well answers."""
    told = [XI_IN_PARIS] if "Xi Jinping" in text else [MERKEL_IN_TOKYO] if "Merkel" in text else []
    return json.dumps({"visits": told})


def article(article_id: str, text: str, more: str = "", published: str = "2019-03-26") -> dict[str, str]:
    return {"id": article_id, "source": "Daily", "published": published, "title": "News", "text": text.format(more)}


def write_articles(path: Path, articles: list[dict[str, str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return path
