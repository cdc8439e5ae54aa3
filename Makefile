PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test docs clean

# Status 1 means findings, but a Python that crashes ends with 1 as well: the JSON tells them apart.
COUNT := import json, sys; print(len(json.load(sys.stdin)["findings"]))

demo: $(VENV)/installed
	@$(BIN)/kouetsu check fixtures/blog; status=$$?; \
	count=$$($(BIN)/kouetsu check --output-format json fixtures/blog | $(BIN)/python -c '$(COUNT)'); \
	if [ $$status -ne 1 ] || [ -z "$$count" ]; then \
	  echo "demo: kouetsu did not report the faults of fixtures/blog (exit status $$status)" >&2; \
	  exit 1; \
	fi; \
	echo "demo: all is well, these $$count findings are expected: fixtures/blog has faults on purpose"

test: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

docs: $(VENV)/installed
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist src/kouetsu/_rules.json .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/installed: pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("kouetsu needs Python 3.11 or newer: make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@$(BIN)/python -m compileall -q src  # what pip does for a package that is not editable
	@touch $@

# Dependency groups need pip 25.1, which the step before made sure of.
$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
