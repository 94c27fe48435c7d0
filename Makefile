# Short names for the commands of book.py, which sets up what they need and says what is wrong.
# Options: `make serve PORT=8001`, `make test ARGS="-k 411"`. Without make: `python book.py serve`.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,\
	$(if $(shell command -v $(name) 2>/dev/null),$(name))))
COMMANDS := serve test accept mutate report site dist bench setup lock clean

.PHONY: help $(COMMANDS)
.DEFAULT_GOAL := help

help $(COMMANDS):
	@$(if $(PYTHON),,echo "No Python was found: install 3.11 to 3.13, https://www.python.org/downloads/"; exit 1;) \
	$(PYTHON) book.py $@ $(ARGS)
