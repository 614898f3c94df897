"""Types only: articles, evidence, reports, visits, partial dates, codes, errors."""
