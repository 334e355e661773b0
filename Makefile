# Two commands on a fresh machine with Python 3.11 or newer and make:
#   make demo   sets up and runs the main job on examples/
#   make test   sets up and passes all tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check score bench ontology docs clean

demo: $(VENV)/runtime
	$(BIN)/danvan demo

test: $(VENV)/dev
	$(BIN)/python -m pytest

check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(VENV)/dev
	$(BIN)/python -m benchmarks.score

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks.citations
	$(BIN)/python -m benchmarks.coldstart

# After a change of a table or of the Turtle: code lists, manual and snapshot of the vocabulary.
ontology: $(VENV)/dev
	$(BIN)/python -m ontology.codelists
	$(BIN)/python -m ontology.docs
	PYTHONPATH=. $(BIN)/python tests/ontology/test_vocabulary.py

# After a change of a command, an option, a question or the examples: help, outputs and list of questions.
docs: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python docs/make.py

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "danvan needs Python 3.11 or newer; name it: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/runtime

clean:
	rm -rf $(VENV) demo.html *.db
