"""Files of any supported format become articles: see `read_folder`, and docs/sources.md for the formats."""

from visits.sources.files import SourceFile, list_files
from visits.sources.limits import Limits
from visits.sources.reading import read_file, read_folder, without_repeats

__all__ = ["Limits", "SourceFile", "list_files", "read_file", "read_folder", "without_repeats"]
