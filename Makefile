# make site   build content/ into public/
# make serve  preview it on this machine
# make test   run all tests
# make trust  edit and kill builds at length, see docs/reliability.md (about half an hour)
# make lint, make types, make format  for contributors

PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve test trust lint types format clean

site: .venv/installed
	@$(BIN)/dateline build
	@echo "Look at it with “make serve”, or open public/ on any web server."

serve: .venv/installed
	@$(BIN)/dateline serve

test: .venv/installed-dev
	@$(BIN)/python -m pytest -n auto --dist loadfile

trust: .venv/installed-dev
	@DATELINE_EDITS=300 DATELINE_KILLS=150 DATELINE_SEED=$$(date +%s) DATELINE_LONG=1 \
		$(BIN)/python -m pytest tests/build tests/search tests/catalogue

lint: .venv/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/installed-dev
	@$(BIN)/mypy

format: .venv/installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf public .dateline

.venv/bin/python:
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --upgrade pip

.venv/installed: .venv/bin/python pyproject.toml
	@echo "Installing Dateline …"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml
	@echo "Installing Dateline and what its tests need …"
	@$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@touch $@ .venv/installed
