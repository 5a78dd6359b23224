# bedspace: `make run` answers the main question, `make test` checks the software. Nothing to install by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary=:all: --constraint constraints.txt
# the package itself is built from this folder, so it alone may come from source
SELF := --no-binary bedspace

.PHONY: run test test-all mutants bench all check docs clean

run: $(VENV)/.report
	@$(BIN)/bedspace report reports-2025-02 --out report.html
	@echo "To play with it in a browser: $(BIN)/bedspace serve, then open http://127.0.0.1:8321/explorer"

test: $(VENV)/.dev check
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow"

test-all: $(VENV)/.dev check
	@$(BIN)/python -m pytest -n auto --dist loadgroup

mutants: $(VENV)/.dev
	@$(BIN)/python -m tools.mutants

check: $(VENV)/.dev
	@$(BIN)/ruff check src tests benchmarks tools examples
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: $(VENV)/.dev
	@$(BIN)/python -m tools.docs docs
	@$(BIN)/python -m tools.readme

bench: $(VENV)/.bench
	@$(BIN)/python -m benchmarks

all: $(VENV)/.dev

clean:
	rm -rf $(VENV) report.html

$(VENV)/bin/python:
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "This python3 has no ensurepip: install the package python3-venv and try again."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.report: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing bedspace into $(VENV) (once) ..."
	@$(PIP) $(SELF) --editable '.[serve]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing bedspace and its checks into $(VENV) (once) ..."
	@$(PIP) $(SELF) --editable '.[report,serve,dev]'
	@touch $@ $(VENV)/.report

$(VENV)/.bench: $(VENV)/.dev
	@echo "Installing the engines to compare with into $(VENV) (once) ..."
	@$(PIP) $(SELF) --editable '.[bench]'
	@touch $@
