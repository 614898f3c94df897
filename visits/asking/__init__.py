"""Asking a language model: live, by files of requests, or from what it answered before."""
