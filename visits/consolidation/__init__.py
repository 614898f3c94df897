"""Reports → Visits: which reports tell of one visit, and what that visit was."""

from visits.consolidation.consolidate import Consolidated, consolidate

__all__ = ["Consolidated", "consolidate"]
