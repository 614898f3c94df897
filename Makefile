# make build   reads data/raw, writes the dataset to data/processed
# make test    style, types, import floors and tests
# make clean   removes the environment, the caches and the dataset
#
# Needs Python 3.11 to 3.14, make and git. Another interpreter: make build PYTHON=/path/to/python

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test clean help

build: $(VENV)/.installed
	@$(BIN)/visits build data/raw data/processed

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

clean:
	rm -rf $(VENV) data/processed .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@sed -n 's/^# \{0,1\}//;1,3p' Makefile

# The stamps keep a second `make` from installing again; a changed requirement makes them stale.
$(VENV)/.installed: pyproject.toml constraints.txt .ci/install
	@PYTHON="$(PYTHON)" .ci/install $(VENV) .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt .ci/install
	@PYTHON="$(PYTHON)" .ci/install $(VENV) ".[dev]"
	@touch $(VENV)/.installed $@
