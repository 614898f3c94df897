"""Values as words: how a table's cell stands in CSV, in `changes` and in rulings."""

from __future__ import annotations

from typing import Any


def cell_text(value: Any) -> str:
    """Nothing for null, `true` and `false`, lists joined by "; ", dates as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)
