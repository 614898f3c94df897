"""Visits → published files, and back: tables, manifest, atomic writing, loading."""
