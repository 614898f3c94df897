"""The words of the codebook that no schema holds, read strictly from `codebook.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from visits.model.entries import Entry, read_yaml

_FILE = Path(__file__).parent / "codebook.yaml"


class CodebookWords(Entry):
    """What a visit is, how values are found, coding rules and units by column of `visits`, meanings of codes.

    `codes` goes by column, or by table and column (`removed.kind`) where columns of one name differ.
    """

    visit: str
    how: str
    missing: str
    limits: list[str]
    rules: dict[str, str]
    units: dict[str, str]
    codes: dict[str, dict[str, str]]

    def meanings(self, table: str, column: str) -> dict[str, str]:
        """The meaning of each code of a column."""
        return self.codes.get(f"{table}.{column}") or self.codes.get(column, {})


@lru_cache(maxsize=1)
def codebook_words() -> CodebookWords:
    return CodebookWords.model_validate(read_yaml(_FILE))
