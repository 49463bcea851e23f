# People and CI use the same words: make run, make test, make lint, make format, make bench.
SHELL := /bin/bash
BIN := .venv/bin
# Two workers: the suite must be quick on a small machine, and a browser needs room.
WORKERS ?= 2
# Files stay whole, in the order of tests/conftest.py: the long ones first.
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test test-sqlite test-postgresql coverage lint format migrations bench

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: setup ## a working town on this machine: office, public site, worker
	@exec $(BIN)/gongkai serve

setup:
	@bin/setup runtime

setup-dev:
	@bin/setup dev

test: setup-dev ## everything, on SQLite and on PostgreSQL
	@bin/check-system test
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgresql

# The rules are measured while they run; measuring everything else would double the time.
test-sqlite: setup-dev ## everything on SQLite; every branch of the rules
	env -u GONGKAI_DATABASE $(PYTEST) tests/rules --cov=gongkai.rules --cov-report=term --cov-fail-under=100
	env -u GONGKAI_DATABASE $(PYTEST) --durations=25 --ignore=tests/rules

# Rules and documents touch no database, and a browser sees none, nor do tests marked "once":
# those have run already.
test-postgresql: setup-dev ## what touches a database, on a throw-away PostgreSQL
	@bin/with-postgresql $(PYTEST) --durations=15 --ignore=tests/rules --ignore=tests/documents \
		--ignore=tests/e2e --ignore-glob='*browser*' -m "not once"

coverage: setup-dev ## what the tests on SQLite reach, file by file
	env -u GONGKAI_DATABASE $(PYTEST) --cov --cov-report=term

lint: setup-dev ## style, types, layers, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p gongkai
	$(BIN)/lint-imports
	$(BIN)/python bin/check-files

format: setup-dev ## put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

migrations: setup-dev ## no model without its migration; an empty database in under 10 seconds
	@bin/check-migrations

bench: setup-dev ## small measurements, printed as ratios
	@for script in bench/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done
