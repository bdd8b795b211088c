# run · serve · test · check · bench · siege · messages. Needs python3 (3.11 or newer, with venv), make and a shell.
PYTHON ?= python3
BIN = .venv/bin

run: .venv/site ; @DEMO=1 sh .ci/start
serve: .venv/site ; @sh .ci/start
test: .venv/dev ; @$(if $(DJANGO),sh .ci/django $(DJANGO) $(ARGS),$(BIN)/python -m tests $(ARGS))
check: .venv/dev ; @sh .ci/check
bench: .venv/dev ; @$(BIN)/python -m tests.bench $(ARGS)
siege: .venv/dev ; @$(BIN)/python -m tests.siege $(ARGS)
messages: .venv/dev ; @$(BIN)/pybabel compile --domain django --directory locale

.venv/site: requirements.txt ; @sh .ci/venv $(PYTHON) requirements.txt $@
.venv/dev: requirements.txt requirements-dev.txt ; @sh .ci/venv $(PYTHON) requirements-dev.txt $@

.PHONY: run serve test check bench siege messages
