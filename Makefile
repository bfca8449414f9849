# make maps   every map, from nothing; prints the file to open
# make test   the whole suite, a real browser included
# make check  linters and types
# make bench  this project beside its peers, as ratios
# make bench-scale  the same of very many places
# make basemap  rebuild data/basemap/ from its pinned packages
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INPUTS := $(shell find geo/web -name node_modules -prune -o -type f -print 2>/dev/null) $(wildcard geo/i18n/*/*.po) geo/vocabulary.py geo/figures/marks.json hatch_build.py pyproject.toml geo/render/block.py

.PHONY: maps test check bench bench-scale basemap schema lock clean

maps: $(VENV)/built
	$(BIN)/kzuz build

test: $(VENV)/built-dev
	$(BIN)/python tests/browser/find_browser.py
	$(BIN)/python hatch_build.py npm test --silent
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/built-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python hatch_build.py npm run --silent check
	$(BIN)/kzuz check

bench: $(VENV)/built-dev
	$(BIN)/python tests/browser/find_browser.py
	$(BIN)/python benchmarks/compare.py

bench-scale: $(VENV)/built-dev
	$(BIN)/python benchmarks/scale.py --write
	$(BIN)/python tests/browser/find_browser.py
	$(BIN)/python benchmarks/scale_page.py --write

basemap:
	$(PYTHON) -m venv .cache/basemap-venv
	.cache/basemap-venv/bin/python -m pip install --quiet --require-hashes -r data/basemap/recipe/requirements.txt
	.cache/basemap-venv/bin/python data/basemap/recipe/build.py

# The field guide, the JSON Schema files and the page's vocabulary, from the model.
schema: $(VENV)/built
	$(BIN)/python -m geo.schema

# Needs uv.
lock:
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --constraint requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .cache geo/web/node_modules geo/render/static geo/i18n/interface.json geo/i18n/problems.json

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kzuz-atlas needs Python 3.11 or newer; say which with make PYTHON=python3.12 maps")'
	$(PYTHON) -m venv $(VENV)

# The locked packages, then ours without any further look at a registry.
$(VENV)/installed: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/built: $(VENV)/installed $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/built-dev: $(VENV)/built $(VENV)/installed-dev
	touch $@
