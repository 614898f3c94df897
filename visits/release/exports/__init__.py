"""Visits in the layouts of other datasets and programs, on request: COLT, Stata, Excel."""
