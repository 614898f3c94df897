"""Human decisions: the file that holds them, read strictly and only ever added to."""

from visits.rulings.file import append, load_rulings

__all__ = ["append", "load_rulings"]
