"""Files of any supported format become articles: see `read_folder`, and docs/sources.md for the formats."""

from visits.sources.files import SourceFile, list_files, size_and_hash
from visits.sources.limits import Limits
from visits.sources.page_sieve import Sieve, Wanted
from visits.sources.reading import ListedRecord, read_each, read_file, read_folder, read_listed
from visits.sources.repeats import Seen, without_repeats

__all__ = [
    "Limits",
    "ListedRecord",
    "Seen",
    "Sieve",
    "SourceFile",
    "Wanted",
    "list_files",
    "read_each",
    "read_file",
    "read_folder",
    "read_listed",
    "size_and_hash",
    "without_repeats",
]
