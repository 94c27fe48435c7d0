# Short names for the commands of book.py, which sets up what they need and says what is wrong.
# Options: `make serve PORT=8001`, `make test ARGS="-k 411"`. Without make: `python book.py serve`.
COMMANDS := serve check test test-all accept mutate site dist epub pdf bench setup clean
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	if $$name -c "$(SUITABLE)" 2>/dev/null; then echo $$name; break; fi; done)
endif

.PHONY: help $(COMMANDS)
.DEFAULT_GOAL := help

help $(COMMANDS):
	@$(if $(PYTHON),,echo "No Python 3.11 to 3.13 was found: install one, https://www.python.org/downloads/"; exit 1;) \
	$(PYTHON) book.py $@ $(ARGS)
