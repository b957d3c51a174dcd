# Two commands: `make demo` shows what graphkit does, `make test` checks all of it.
# A Linux machine with Python 3.11 or later and make is all they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GRAPHKIT := $(BIN)/graphkit

.PHONY: demo test lint browser bench screenshot codemirror clean

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "graphkit needs Python 3.11 or later: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# A stamp for each set of packages, so that nothing is installed twice. Compiling at once keeps the first
# question as fast as the next, also where Python may not write bytecode.
$(VENV)/demo.stamp: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q graphkit
	touch $@

$(VENV)/test.stamp: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q graphkit
	touch $@ $(VENV)/demo.stamp

demo: $(VENV)/demo.stamp
	@$(BIN)/python -m compileall -q graphkit
	@echo '$$ graphkit build --store store data'
	@$(GRAPHKIT) build --store store data
	@echo
	@echo '$$ graphkit who-funds --store store --evidence "Women in Prison"'
	@$(GRAPHKIT) who-funds --store store --evidence "Women in Prison"
	@echo
	@echo '$$ graphkit trace --store store --evidence "NHS England" "Working Chance"'
	@$(GRAPHKIT) trace --store store --evidence "NHS England" "Working Chance"
	@echo
	@echo '$$ graphkit sparql --store store top-recipients | head -n 12'
	@$(GRAPHKIT) sparql --store store top-recipients | head -n 12
	@echo
	@echo '$$ graphkit view --store store -o network.html'
	@$(GRAPHKIT) view --store store -o network.html 2>/dev/null
	@echo "The picture of the network: $(CURDIR)/network.html"

# The page tests need a browser. Debian's chromium is installed where this user may; elsewhere one line says what to do.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || test -n "$$GRAPHKIT_CHROMIUM" \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq \
	       && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	  || echo 'No browser: the page tests need one. Install it with: sudo apt-get install chromium'

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint browser
	$(BIN)/python -m pytest -n 2 --dist worksteal

# DuckDB, igraph, gravis, plotly, bokeh, rapidfuzz and rdflib-endpoint are peers to measure against; graphkit itself uses none of them.
bench: browser $(VENV)/test.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check duckdb igraph pyvis gravis plotly bokeh rapidfuzz rdflib-endpoint
	$(BIN)/python bench/run.py
	$(BIN)/python bench/yearly.py >> bench/RESULTS.md
	$(BIN)/python bench/tracing.py >> bench/RESULTS.md
	$(BIN)/python bench/reading_speed.py tests/reading/decisions --names develop >> bench/RESULTS.md
	$(BIN)/python bench/picture.py >> bench/RESULTS.md
	$(BIN)/python bench/service.py >> bench/RESULTS.md
	$(BIN)/python bench/reconcile.py >> bench/RESULTS.md

# The picture that heads the README.
screenshot: $(VENV)/test.stamp browser
	$(BIN)/python bench/screenshot.py docs/explorer.png

# The part of the SPARQL editor that is CodeMirror's, built anew: only after a change of its package.json. It needs npm.
codemirror:
	cd graphkit/serving/static/codemirror && npm ci --no-fund --no-audit && npm run build && rm -r node_modules

clean:
	rm -rf $(VENV) store network.html build dist
