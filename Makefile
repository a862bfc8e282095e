# The two commands of a newcomer: `make serve` and `make test`. Each does all the set-up it needs.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

installed := $(VENV)/.installed
static    := server/static/.bundled
benched   := bench/.venv/.installed

.DEFAULT_GOAL := help
.PHONY: help serve test check types lint format docs build static lock wheel bench bench-validate bench-pages screenshots lighthouse clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

serve: $(installed) $(static)  ## build the graph if it is not built yet, and serve it at http://127.0.0.1:8000
	$(BIN)/krig build
	$(BIN)/krig serve

test: $(installed) $(static) check  ## everything that must hold: style, types, tables, shapes, behaviour
	$(BIN)/python -m pytest

check: lint types

lint: $(installed)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m krig.turtle --check ontology shapes

types: $(installed)
	$(BIN)/mypy

format: $(installed)  ## put Python and Turtle into the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m krig.turtle --write ontology shapes

docs: $(installed)  ## draw the ontology, and write its overview and the command line's
	$(BIN)/python -m krig.diagram
	$(BIN)/python -m typer krig.command.main utils docs --name krig --title krig --output docs/command-line.md

build: $(installed)  ## build a release of the graph under releases/
	$(BIN)/krig build

static: $(static)

wheel: $(installed) $(static)  ## build the wheel under dist/
	$(BIN)/python -m hatchling build -t wheel

lock: $(installed)  ## resolve the dependencies anew, with hashes and without registry addresses
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock
	$(BIN)/uv pip compile bench/requirements.in --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o bench/requirements.lock

bench: $(installed) $(static) $(benched)  ## measure the server beside its peers, on this machine, in one run
	$(BIN)/python -m bench run

bench-validate: $(installed) $(benched)  ## measure validation beside its peers
	$(BIN)/python -m bench.validate --firms 20000 --firms 200000

bench-pages: $(installed) $(static)  ## measure how long the server takes for pages drawn at random
	$(BIN)/python -m bench.pages

screenshots: $(installed) $(static)  ## take pictures of every page into screenshots/, to be looked at
	$(BIN)/python -m scripts.screenshots

lighthouse: $(installed) $(static)  ## have Lighthouse judge every page
	$(BIN)/python -m scripts.lighthouse

clean:  ## remove what was made, the environment included
	rm -rf $(VENV) server/static server/frontend/node_modules dist releases screenshots .lighthouse

$(installed): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "krig needs Python 3.11 or newer; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(static): $(installed) $(wildcard server/frontend/*.js server/frontend/*/*.js server/frontend/*.json server/frontend/*.py server/frontend/*.css server/frontend/*.rq)
	$(BIN)/python -m server.frontend.bundle
	touch $@

$(benched): bench/requirements.lock
	$(PYTHON) -m venv bench/.venv
	bench/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.lock
	touch $@
