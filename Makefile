# Jembatan: `make run` starts it, `make test` checks it, `make help` lists the rest.
# Needs make and Python 3.11 or newer; nothing else. PORT and JEMBATAN_HOME are honoured by `make run`.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# How many tests run side by side.
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test again lint format lock assets bench messages clean-venv

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

run: $(VENV)/.base ## install what is missing, then start the demo (PORT=8001 make run for another port)
	@exec $(BIN)/jembatan up --demo

test: $(VENV)/.dev lint ## lint, types, import contracts, and the whole suite
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(PYTEST)

again: $(VENV)/.dev lint ## run what failed last time once more, one test at a time
	$(BIN)/python -m pytest --last-failed --last-failed-no-failures none $(PYTEST)

lint: $(VENV)/.dev ## everything but the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(VENV)/.dev ## put all code into the one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One lock for Python 3.11 to 3.13, with hashes and without addresses.
UV_LOCK := pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
lock: $(VENV)/.base ## write requirements.lock and requirements-dev.lock anew
	@command -v uv >/dev/null 2>&1 || test -x .tools/bin/uv || { $(BIN)/python -m venv .tools && .tools/bin/python -m pip -q --disable-pip-version-check install uv; }
	PATH="$$PATH:$(CURDIR)/.tools/bin" uv $(UV_LOCK) $(UPGRADE) --group build pyproject.toml -o requirements.lock
	PATH="$$PATH:$(CURDIR)/.tools/bin" uv $(UV_LOCK) $(UPGRADE) --group build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

assets: ## build the styles and scripts of the screens anew (needs Node; what it makes is committed)
	cd frontend && npm ci && npm run build

messages: $(VENV)/.dev ## collect the texts of the screens and compile their translations (needs gettext)
	cd src/jembatan && JEMBATAN_HOME=$(CURDIR)/var $(CURDIR)/$(BIN)/jembatan manage makemessages -l en --no-location --no-wrap --ignore tests
	$(BIN)/pybabel compile -d src/jembatan/locale -D django

bench: $(VENV)/.dev ## run the benchmarks; each prints its own figures
	@set -e; for script in benchmarks/*/run.py; do echo "== $$script"; $(BIN)/python "$$script"; done

clean-venv: ## remove the virtual environment (never the data)
	rm -rf $(VENV) .tools

# The first of these that is new enough; PYTHON=... overrides the search.
PYTHONS := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python

$(VENV)/bin/python:
	@for python in $(PYTHONS); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || { \
	    echo "$$python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	  echo "Making $(VENV) with $$("$$python" --version) ..."; \
	  exec "$$python" -m venv --clear $(VENV); \
	done; \
	echo "Jembatan needs Python 3.11 or newer, and none was found (looked for: $(strip $(PYTHONS)))." >&2; \
	echo "Install one, or name it: PYTHON=/path/to/python3 make run" >&2; exit 1

# A stamp is newer than the locks only if the installation went to its end, so a second start asks pip for nothing.
$(VENV)/.base: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Jembatan needs (this takes a minute, once) ..."
	@$(PIP) install -qq --require-hashes -r requirements.lock
	@$(PIP) install -qq --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the tests need ..."
	@$(PIP) install -qq --require-hashes -r requirements-dev.lock
	@$(PIP) install -qq --no-build-isolation --no-deps -e .
	@touch $@ $(VENV)/.base
