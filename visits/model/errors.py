"""The one family of errors that users meet.

Every message names the file, the entry in it, and what to do. The command line prints the message alone
and exits with 2; anything that is not a `VisitsError` is a defect of ours and keeps its traceback.
"""

from __future__ import annotations

from pathlib import Path


class VisitsError(Exception):
    """Bad input, bad vocabulary or wrong use: `where` (file and entry), what is wrong, and the remedy."""

    def __init__(self, problem: str, *, file: str | Path | None = None, entry: str | None = None, remedy: str = ""):
        self.problem = problem
        self.file = str(file) if file is not None else None
        self.entry = entry
        self.remedy = remedy
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        where = ", ".join(part for part in (self.file, self.entry) if part)
        text = f"{where}: {self.problem}" if where else self.problem
        return f"{text.rstrip('.')}. {self.remedy}".strip() if self.remedy else text


class SourceError(VisitsError):
    """A raw file or an article in it that can't be read."""


class VocabularyError(VisitsError):
    """An entry of the lexicon or the registry that breaks the loader's rules."""


class EvidenceError(VisitsError):
    """A quote that is not what stands at its offsets, or a value without a quote."""


class CodingError(VisitsError):
    """A file of coded articles that can't be read, or a line in it."""


class UsageError(VisitsError):
    """A command or a call with arguments that make no sense."""


class ReleaseError(VisitsError):
    """A release that can't be written or read."""


class StoreError(VisitsError):
    """The raw store can't be written, so that nothing more can be fetched."""


class AnswerError(VisitsError):
    """A model's endpoint that can't be asked, or a file of answers that can't be read or written."""


class BusyError(VisitsError):
    """Another build is writing the same dataset."""


class GateError(VisitsError):
    """A dataset that failed a critical check and therefore was not published."""
