# citator: `make` builds the library, `make test` tests the program. See README.md.

# the first of these that runs and is new enough (a name may be a shim that does not)
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: all html pdf test check bench oracle nightly latex serve schema clean

all: $(VENV)/.docs
	@$(BIN)/citator build
	@echo "Open build/site/index.html"

html: $(VENV)/.docs
	@$(BIN)/citator build --format html

pdf: $(VENV)/.docs
	@$(BIN)/citator build --format pdf

serve: $(VENV)/.docs
	@$(BIN)/citator serve

test: $(VENV)/.test
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

check: $(VENV)/.test
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@told=$$($(BIN)/lint-imports) || { echo "$$told"; exit 1; }

bench: $(VENV)/.test
	@$(BIN)/python -m bench.this_library
	@$(BIN)/python -m bench.pdf
	@$(BIN)/python -m bench.book
	@$(BIN)/python -m bench.nothing
	@$(BIN)/python -m bench.serve
	@$(BIN)/python -m bench.run --reports 10 50 200 --repeat-cold 1

oracle: $(VENV)/.test
	@$(BIN)/python -m bench.oracle

nightly: $(VENV)/.test
	@$(BIN)/python -m pytest -q --nightly -m nightly

# Sphinx's own LaTeX of one publication, for a publisher who asks for TeX: make latex SLUG=freeze-notify-renounce
SLUG ?= freeze-notify-renounce
latex: $(VENV)/.docs
	@$(BIN)/sphinx-build -q -b latex -c . docs build/latex/$(SLUG) -D citator_publication=$(SLUG)
	@echo "Look in build/latex/$(SLUG)/"

schema: $(VENV)/.docs
	@$(BIN)/python -m citator.frontmatter

clean:
	rm -rf build

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "citator needs Python 3.11 or newer; name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.docs: $(BIN)/python pyproject.toml constraints.txt
	@$(PIP) install --constraint constraints.txt --editable '.[docs]'
	@touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml constraints.txt
	@$(PIP) install --constraint constraints.txt --editable '.[docs,test,check]'
	@touch $@
