# make site   build content/ into public/
# make serve  preview it on this machine
# make docs   build the documentation as a site of its own, into .docs/public/
# make test   run all tests
# make test-lowest  run some of them with the oldest libraries that pyproject.toml allows
# make trust  edit and kill builds at length, see docs/reliability.md (about half an hour)
# make bench  measure builds beside Hugo and Pagefind, see docs/benchmarks.md; SIZES="1000 10000" as you like
# make lint, make types, make audit, make format  for contributors

PYTHON ?= python3
SIZES ?= 1000 10000
# Half of the time of browser tests is waiting, so more of them run at once than there are cores.
TESTERS ?= $(shell $(PYTHON) -c "import os; print(3 * os.cpu_count() // 2)")
BIN := .venv/bin
LOWEST := .venv-lowest/bin
# What most depends on libraries: templates, Markdown, values, the preview's server, and whole builds.
LOWEST_TESTS := tests/templating tests/markdown tests/content tests/test_config.py \
	tests/test_versions.py tests/cli/test_schema.py tests/cli/test_new.py \
	tests/serve/test_requests.py \
	tests/build/test_build_same_bytes.py::test_two_processes_make_what_one_does

.PHONY: site serve docs test test-lowest trust bench lint types audit format clean

site: .venv/installed
	@$(BIN)/dateline build
	@echo "Look at it with “make serve”, or open public/ on any web server."

serve: .venv/installed
	@$(BIN)/dateline serve

docs: .venv/installed
	@$(BIN)/python tools/write_docs.py .docs
	@$(BIN)/dateline --root .docs build
	@echo "Look at it with “$(BIN)/dateline --root .docs serve”."

test: .venv/installed-dev
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile --no-loadscope-reorder --durations=25

test-lowest: .venv-lowest/installed
	@$(LOWEST)/python -m pytest -q -n auto --dist loadfile -m "not browser" $(LOWEST_TESTS)

trust: .venv/installed-dev
	@DATELINE_EDITS=300 DATELINE_KILLS=150 DATELINE_SEED=$$(date +%s) DATELINE_LONG=1 \
		DATELINE_INPUTS=2000 $(BIN)/python -m pytest tests/build tests/search tests/catalogue \
		tests/content/test_hostile.py tests/test_recipes.py tests/views/test_view_archives.py
	@DATELINE_SEED=$$(date +%s) DATELINE_LONG=1 DATELINE_INPUTS=10000 $(BIN)/python -m pytest \
		tests/security tests/browser/test_hostile_pages.py tests/browser/test_layout_shifts.py \
		tests/browser/test_every_kind.py

bench: .venv/installed-bench
	@for articles in $(SIZES); do \
		$(BIN)/python -m benchmarks compare $$articles --no-search && echo && \
		$(BIN)/python -m benchmarks floor $$articles --no-search && echo && \
		$(BIN)/python -m benchmarks compare $$articles && echo && \
		$(BIN)/python -m benchmarks changes $$articles && echo || exit 1; \
	done
	@$(BIN)/python -m benchmarks scale $(SIZES)

lint: .venv/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tests/lint_scripts.py

types: .venv/installed-dev
	@$(BIN)/mypy
	@for conftest in tests/*/conftest.py; do $(BIN)/mypy --no-error-summary $$conftest || exit 1; done

# Where the package index has no data on vulnerabilities, it says so and passes.
audit: .venv/installed-dev
	@$(BIN)/python .ci/audit.py

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

.venv/installed-bench: .venv/bin/python pyproject.toml
	@echo "Installing Dateline and what its benchmarks need …"
	@$(BIN)/python -m pip install --quiet --editable ".[dev,bench]"
	@touch $@ .venv/installed .venv/installed-dev

.venv-lowest/installed: pyproject.toml .ci/lowest.py
	@echo "Installing Dateline with the oldest libraries that it allows …"
	@$(PYTHON) -m venv --clear .venv-lowest
	@$(PYTHON) .ci/lowest.py > .venv-lowest/constraints.txt
	@$(LOWEST)/python -m pip install --quiet --constraint .venv-lowest/constraints.txt \
		--editable . filelock hypothesis pytest pytest-xdist
	@touch $@
