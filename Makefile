# Every workflow of the project is a target here; `make help` explains them.
.DEFAULT_GOAL := help
.PHONY: help demo test fuzz bench docs wheel clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -e ".[dev]"
	@touch $@

demo: $(VENV)/.installed ## from nothing: install, then adapt the messages of examples/outbox
	$(BIN)/culturekit adapt examples/outbox/messages.csv --customers examples/outbox/customers.csv --sender en-US

test: $(VENV)/.installed ## lint, types, layers, data, and every test and doctest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/culturekit data check
	$(BIN)/pytest

fuzz: $(VENV)/.installed ## every entry point with 10,000 generated inputs
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -m 'fuzz or slow'

bench: $(VENV)/.installed ## ratios against Babel and a bare interpreter, into docs/benchmarks.md
	$(BIN)/python -m benchmarks

docs: $(VENV)/.installed ## pages that are made from data: rules, languages, coverage
	$(BIN)/python -m scripts.make_docs

wheel: $(VENV)/.installed ## build wheel and sdist, and prove that their data are the same
	$(BIN)/python scripts/check_dist.py

clean: ## remove what the targets above made
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
