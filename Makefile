# Two commands do everything: `make site` builds the site, `make test` runs every check.
# They need Python 3.11 or newer with venv, git and make; the rest is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=

.DEFAULT_GOAL := site
.PHONY: site test lint clean

site: $(VENV)/.stamp-site
	$(BIN)/apidocgen build --site-dir site

test: lint
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term $(PYTEST_ARGS)

lint: $(VENV)/.stamp-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# A stamp says that the environment fits the project file: a second run installs nothing.
$(VENV)/.stamp-venv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.stamp-site: pyproject.toml $(VENV)/.stamp-venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.stamp-test: pyproject.toml $(VENV)/.stamp-venv
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/.stamp-site

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage*
	find site -mindepth 1 ! -name .gitkeep -delete
