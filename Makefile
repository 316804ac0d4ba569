# Everything a developer types. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup demo test laws check fix golden look bench quality dist docs clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | while IFS='|' read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

setup: $(READY) ## build .venv; as root, install missing Debian packages too

$(READY): requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh
	@touch $@

demo: $(READY) ## build all documents of this repository into output/
	@$(BIN)/golive build --workspace .
	@echo 'To change them in the browser: $(BIN)/golive studio'

test: check ## check, then run every test
	@$(BIN)/pytest -n auto --dist worksteal

laws: $(READY) ## run every law with many more generated examples
	@GOLIVE_LAWS=4 $(BIN)/pytest -n auto --dist worksteal -m hypothesis

check: $(READY) ## lint, formatting, types, layers, dependencies
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry src

fix: $(READY) ## fix what the linter and the formatter can fix
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

golden: $(READY) ## rewrite the golden texts; then read `git diff`
	@$(BIN)/pytest -n auto --golden

look: $(READY) ## turn output/ into PNG contact sheets in output/look/
	@$(BIN)/golive build --workspace . --preview --quiet
	@$(BIN)/python tools/look.py output output/look

bench: $(READY) ## print every figure that an issue names
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

quality: $(READY) ## run every benchmark and write docs/quality.md; takes an hour
	@$(BIN)/python tools/quality.py

docs: $(READY) ## build the site of the documentation into site/
	@rm -rf build/documents
	@$(BIN)/golive build --workspace . --output build/documents --quiet
	@$(BIN)/golive build --workspace . --output build/documents --format html --quiet
	@$(BIN)/golive build --workspace . --output build/documents --only deck --preview --quiet
	@$(BIN)/python tools/build_site.py build/documents

dist: $(READY) ## build the wheel and the source archive into dist/
	@$(BIN)/python -m hatchling build --directory dist >/dev/null 2>&1
	@ls -l dist | awk 'NR > 1 { printf "dist/%s  %.1f MB\n", $$9, $$5 / 1e6 }'

clean: ## remove .venv, caches and output/
	@rm -rf .venv output dist build site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
