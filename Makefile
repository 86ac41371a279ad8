# Every workflow of the project is a target here; `make help` explains them.
.DEFAULT_GOAL := help
.PHONY: help demo test test-apertium test-argos fuzz bench docs wheel clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Argos Translate lives apart: with torch it is 1.5 GB, and nothing else needs either.
ARGOS := .venv-argos

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -e ".[dev]"
	@touch $@

# Torch by itself first, so that a build for the processor alone, where pip finds one, is taken.
$(ARGOS)/.installed: pyproject.toml
	$(PYTHON) -m venv $(ARGOS)
	$(ARGOS)/bin/pip install --quiet --upgrade pip
	$(ARGOS)/bin/pip install --quiet "torch==2.13.0"
	$(ARGOS)/bin/pip install --quiet -e ".[translate,argos]" hypothesis pytest pytest-socket
	@touch $@

demo: $(VENV)/.installed ## from nothing: install, then adapt the messages of examples/outbox
	$(BIN)/culturekit adapt examples/outbox/messages.csv --customers examples/outbox/customers.csv --sender en-US

test: $(VENV)/.installed ## lint, types, layers, data, and every test and doctest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/culturekit data check
	$(BIN)/pytest -n auto

test-apertium: $(VENV)/.installed ## against the real Apertium, which is installed where that is possible
	command -v apertium >/dev/null || { apt-get update -qq && apt-get install -y -qq \
		--no-install-recommends apertium apertium-eng-spa apertium-spa-cat apertium-swe-dan; }
	$(BIN)/pytest -m apertium tests/test_engine_apertium.py

test-argos: $(ARGOS)/.installed ## against the real Argos Translate, in an environment of its own (1.5 GB)
	$(ARGOS)/bin/python -m pytest -m argos tests/test_engine_argos.py

fuzz: $(VENV)/.installed ## every entry point with 10,000 generated inputs
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -n auto -m 'fuzz or slow'

bench: $(VENV)/.installed ## ratios against Babel and a bare interpreter, into docs/benchmarks.md
	$(BIN)/python -m benchmarks

docs: $(VENV)/.installed ## pages that are made from data: rules, languages, coverage
	$(BIN)/python -m scripts.make_docs

wheel: $(VENV)/.installed ## build wheel and sdist, and prove that their data are the same
	$(BIN)/python scripts/check_dist.py

clean: ## remove what the targets above made
	rm -rf $(VENV) $(ARGOS) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
