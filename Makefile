# The whole workflow. `make run` sets up and serves; `make test` sets up and runs the whole gate.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PYTHONPATH :=

.PHONY: run test lint types contracts unit train evaluate bench lock clean

run: $(VENV)/.run
	@$(BIN)/prescreen score 'Need cash fast? Get a payday loan of up to $$500 today, no credit check' || true
	$(BIN)/prescreen serve

test: $(VENV)/.test lint types contracts unit

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

contracts: $(VENV)/.test
	$(BIN)/lint-imports

unit: $(VENV)/.test
	$(BIN)/pytest

train: $(VENV)/.test
	$(BIN)/prescreen train

evaluate: $(VENV)/.test
	$(BIN)/python -m benchmarks.held_out

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.score_endpoint
	$(BIN)/python -m benchmarks.keywords
	$(BIN)/python -m benchmarks.checks
	$(BIN)/python -m benchmarks.campaigns
	$(BIN)/python -m benchmarks.suggestions
	$(BIN)/python -m benchmarks.hygiene
	$(BIN)/python -m benchmarks.batch

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--extra speed --extra batch --extra train --extra setup pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--extra test pyproject.toml -c requirements.lock -o requirements-test.lock

$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
