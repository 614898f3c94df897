"""Words: the vocabularies of titles, travel, transport and kinship, and their strict loader."""

from visits.lexicon.load import Lexicon, load_lexicon

__all__ = ["Lexicon", "load_lexicon"]
