"""Diplomatic visits, read from news articles."""
