"""Loading the vocabularies, strictly, and one user's own file on top of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from visits.lexicon.entries import (
    Kinship,
    Modality,
    Occasion,
    Office,
    Transport,
    TravelNoun,
    TravelVerb,
    VisitKind,
    Word,
)
from visits.model.compiled import compiled
from visits.model.entries import read_entries, read_yaml
from visits.model.errors import VocabularyError

_ROOM = Path(__file__).parent
DATA = _ROOM / "data"

VOCABULARIES: dict[str, type[Word]] = {
    "offices": Office,
    "travel_verbs": TravelVerb,
    "travel_nouns": TravelNoun,
    "modality": Modality,
    "transport": Transport,
    "kinship": Kinship,
    "visit_kinds": VisitKind,
    "occasions": Occasion,
}
"""The vocabulary files by stem, and the type of their entries."""


@dataclass(frozen=True)
class Lexicon:
    """All vocabularies, as loaded. `version` is the SHA-256 (hex, 12 characters) of every file read."""

    offices: tuple[Office, ...]
    travel_verbs: tuple[TravelVerb, ...]
    travel_nouns: tuple[TravelNoun, ...]
    modality: tuple[Modality, ...]
    transport: tuple[Transport, ...]
    kinship: tuple[Kinship, ...]
    visit_kinds: tuple[VisitKind, ...]
    occasions: tuple[Occasion, ...]
    version: str

    def words(self) -> Iterable[tuple[str, Word]]:
        """Every entry with the name of its vocabulary."""
        for name in VOCABULARIES:
            for word in getattr(self, name):
                yield name, word


def forms_of(word: Word) -> list[str]:
    """The written forms that an entry claims."""
    if isinstance(word, TravelVerb):
        return list(dict.fromkeys([word.base, word.third, word.past, word.participle, word.ing]))
    return list(getattr(word, "forms", []))


def forms_of_all(words: Iterable[Word]) -> set[str]:
    """The written forms that any of these entries claims."""
    return {form for word in words for form in forms_of(word)}


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The package's vocabularies, with the entries of `extra` on top.

    `extra` is a folder of files named like the package's (`offices.yaml`, ...), whose entries are added; an
    entry with a known id takes that entry's place. Raises VocabularyError for a file that breaks the rules.
    """
    return _package_lexicon() if extra is None else _load([DATA, extra])


def files_of_entries(extra: Path | None = None) -> dict[tuple[str, str], Path]:
    """The file that each entry of `load_lexicon(extra)` stands in, by vocabulary and id."""
    return {
        (path.stem, word.id): path
        for folder in [DATA, *([extra] if extra else [])]
        for path in _vocabulary_files(folder)
        for word in read_entries(path, VOCABULARIES[path.stem])
    }


@lru_cache(maxsize=1)
def _package_lexicon() -> Lexicon:
    return compiled(DATA, "lexicon", (_ROOM, _ROOM.parent / "model"), lambda: _load([DATA]))


def _load(folders: list[Path]) -> Lexicon:
    digest = hashlib.sha256()
    tables: dict[str, dict[str, Word]] = {name: {} for name in VOCABULARIES}
    for folder in folders:
        for path in _vocabulary_files(folder):
            digest.update(path.stem.encode() + b"\0" + path.read_bytes())
            tables[path.stem].update((word.id, word) for word in read_entries(path, VOCABULARIES[path.stem]))
    for name, words in tables.items():
        _refuse_shared_forms(folders[-1] / f"{name}.yaml", words.values())
    return Lexicon(version=digest.hexdigest()[:12], **{n: tuple(w.values()) for n, w in tables.items()})  # type: ignore[arg-type]


def _vocabulary_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise VocabularyError(
            "is not a folder", file=folder, remedy=f"Give a folder with files among {', '.join(VOCABULARIES)}.yaml."
        )
    files = sorted(folder.glob("*.yaml"))
    for path in files:
        if path.stem not in VOCABULARIES:
            raise VocabularyError(
                "is no vocabulary",
                file=path,
                remedy=f"Name it after one of {', '.join(VOCABULARIES)}, or take it out of the folder.",
            )
        if read_yaml(path) is None:
            raise VocabularyError("is empty", file=path, remedy="Add an entry or remove the file.")
    return files


def _refuse_shared_forms(path: Path, words: Iterable[Word]) -> None:
    """A form belongs to one entry of its vocabulary, lest the order of entries decide a reading."""
    owner: dict[str, str] = {}
    for word in words:
        for form in forms_of(word):
            key = form if isinstance(word, Occasion) else form.casefold()
            if owner.setdefault(key, word.id) != word.id:
                raise VocabularyError(
                    f"the form {form!r} is claimed by {owner[key]!r} too",
                    file=path,
                    entry=word.id,
                    remedy="Leave it with one of the two.",
                )
