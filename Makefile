# Everything is installed into .venv by the targets that need it: python3 with venv and pip is all a machine must have.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHECKED := src tests systems benchmarks soak conftest.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test bench crash power fuzz faults differential format clean

demo: $(VENV)/.installed
	@$(BIN)/tablewright demo

test: $(VENV)/.installed-dev
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

# Kills a server under write load again and again, and looks for every acknowledged write after each.
crash: $(VENV)/.installed-dev
	$(BIN)/python -m soak.crash

# Makes again what a failure of power could leave on the disk, and looks for every acknowledged write; needs strace.
power: $(VENV)/.installed-dev
	$(BIN)/python -m soak.power

# Sends a server thousands of malformed requests, decided by a seed.
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m soak.fuzz

# Takes the disk, the permissions and the files away from a server, and gives them back.
faults: $(VENV)/.installed-dev
	$(BIN)/python -m soak.faults

# Sends the same random requests to this engine and to another, and reports every difference.
differential: $(VENV)/.installed-dev
	$(BIN)/python -m soak.differential

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

clean:
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable '.[server]'
	@$(BIN)/python -m compileall -q src  # an editable install leaves that to every start of a program
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --constraint constraints.txt --editable '.[server,dev]'
	@touch $@
