# `make demo` and `make test` need python3 (3.11 or newer) and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
RUN = $(BIN)/python -m pytest
TYPESCRIPT = codegen/clarifai_codegen/runtime/typescript generated/typescript generated/snippets tests/typescript \
	tests/bench/typescript

.PHONY: help env demo test test-quick test-full lint format bench generators peers generated golden clean

help:
	@echo 'make demo        serve the demo model, fetch, generate, type-check, call'
	@echo 'make test        all tests but soaks; make test-quick: within a minute'
	@echo 'make test-full   soaks and whole foreign builds too'
	@echo 'make lint        ruff, black, oxfmt, mypy; mypy and pyright on what is generated'
	@echo 'make bench       measure, in ratios'
	@echo 'make generators  our generation beside that of other generators'
	@echo 'make peers       tools of six functions: ours beside those of other libraries'
	@echo 'make generated   write generated/ anew; make golden: the golden files of the tests'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 ...'; exit 1; }
	@echo 'Making the environment in $(VENV) (once, about a minute) ...'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

env: $(READY)

demo: $(READY)
	@$(BIN)/clarifai-codegen demo

test: $(READY)
	$(RUN) -n 2 -m 'not full'

test-quick: $(READY)
	$(RUN) -n 2 -m 'not slow and not full'

test-full: $(READY)
	$(RUN) -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff check --ignore-noqa codegen/clarifai_codegen/runtime/python
	$(BIN)/black --quiet --check codegen tests generated || $(BIN)/black --check codegen tests generated
	$(BIN)/oxfmt --check $(TYPESCRIPT) >/dev/null 2>&1 || $(BIN)/oxfmt --check $(TYPESCRIPT)
	$(BIN)/mypy
	$(BIN)/mypy --strict --config-file= generated/python
	$(BIN)/pyright --project generated
	$(BIN)/clarifai-codegen check --project generated

format: $(READY)
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/black --quiet codegen tests

bench: $(READY)
	$(BIN)/python tests/bench/run.py
	$(BIN)/python -m tests.bench.generator

GENERATORS = .generators
$(GENERATORS)/.ready: tests/bench/generator/requirements.txt tests/bench/generator/package.json
	@echo 'Making the environment of other generators in $(GENERATORS) (once) ...'
	@$(PYTHON) -m venv $(GENERATORS)
	@$(GENERATORS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@cp tests/bench/generator/package.json $(GENERATORS)
	@cd $(GENERATORS) && npm install --silent --no-audit --no-fund
	@touch $@

generators: $(READY) $(GENERATORS)/.ready
	$(BIN)/python -m tests.bench.generator --peers $(GENERATORS)

PEERS = .peers
$(PEERS)/.ready: tests/peers/requirements.txt
	@echo 'Making the environment of the peers in $(PEERS) (once, some minutes) ...'
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

peers: $(READY) $(PEERS)/.ready
	@$(BIN)/clarifai-codegen tools tests/peers/six.json > $(PEERS)/ours.json
	@$(PEERS)/bin/python -m tests.peers.table $(PEERS)/ours.json 2>/dev/null

generated: $(READY)
	$(BIN)/clarifai-codegen generate --project generated

golden: $(READY)
	$(RUN) tests/target tests/vectors/test_vectors.py --refresh-golden

clean:
	rm -rf $(VENV) $(PEERS) $(GENERATORS) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
