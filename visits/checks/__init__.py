"""The great-expectations suites over the tables, and the gate that stops a bad release."""
