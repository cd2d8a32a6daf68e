# make run: start the app. make dev: the same, and show each change of the code at once. make test: every check. make quick: those for while you write. See README.md.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
# What Python has compiled is kept, whatever is set: dozens of processes start during the checks.
export PYTHONDONTWRITEBYTECODE :=
WORKERS ?= 3
# The lock holds the exact versions of everything, also of what our requirements bring along.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock

.PHONY: run dev test quick crash-test replicas failover-test programs benchmark pictures messages format audit lock

run: .venv/app.installed
	@echo "The affiliate map is starting on http://localhost:$(PORT)"
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT)

# Looks for changed files; see fileWatcherType in .streamlit/config.toml for why make run does not.
dev: .venv/app.installed
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.fileWatcherType auto --server.runOnSave true

test: .venv/checks.installed programs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m affiliates check
	@# The types are checked beside the tests; alone they take 23 s in a fresh clone. What is wrong with them stands last.
	$(BIN)/mypy >.venv/types.log 2>&1 & types=$$!; $(BIN)/pytest -n $(WORKERS) --dist worksteal; tests=$$?; \
		wait $$types; types=$$?; cat .venv/types.log; exit $$((tests | types))

# The rules, without what kills processes, starts servers, prints reports, writes the pages without scripts or opens a browser.
quick: .venv/checks.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n 2 --dist worksteal tests/affiliates tests/test_architecture.py \
		--ignore=tests/affiliates/reports --ignore=tests/affiliates/cli --ignore=tests/affiliates/site \
		--ignore=tests/affiliates/storage/files/test_crashes.py --ignore=tests/affiliates/storage/postgres

# Fills a file system of 256 KB where it may mount one, else lets files grow to 100 KB only.
crash-test: .venv/checks.installed
	@sh tools/crash_test.sh $(BIN)/python

# PostgreSQL, two processes and nginx on free ports of this machine, until Ctrl-C. Needs nginx (Debian: nginx-light).
replicas: .venv/checks.installed
	@$(BIN)/python -m tools.replicas

# Fifty visitors for three minutes, while replicas are killed, the database restarts and a new version is rolled out.
failover-test: .venv/checks.installed
	@$(BIN)/python -m tests.failover

format: .venv/checks.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

benchmark: .venv/checks.installed programs
	$(BIN)/python -m benchmarks.click
	$(BIN)/python -m benchmarks.languages
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.first_call
	$(BIN)/python -m benchmarks.filter
	$(BIN)/python -m benchmarks.size
	$(BIN)/python -m benchmarks.reports
	$(BIN)/python -m benchmarks.imports

# What docs/pictures/ shows: after a change of what people see.
pictures: .venv/checks.installed programs
	$(BIN)/python -m tools.take_pictures

# The catalogs of translations, after a change of what people read: see docs/translating.md.
messages: .venv/checks.installed
	$(BIN)/python -m tools.update_messages

# Known vulnerabilities in what is installed; asks the Python package index.
audit: .venv/checks.installed
	$(BIN)/pip-audit --requirement requirements.lock --no-deps --disable-pip

# Renews the lock after a change of requirements.txt or requirements-dev.txt.
lock: .venv/checks.installed
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --allow-unsafe --no-header --no-annotate --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --output-file requirements.lock requirements-dev.txt

programs:
	@sh tools/ensure_programs.sh

.venv/python.installed:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Install the venv module first (on Debian: apt-get install python3-venv)"; exit 1; }
	@touch $@

.venv/app.installed: requirements.txt requirements.lock | .venv/python.installed
	@echo "Installing what the app needs into .venv (once) ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/checks.installed: requirements.txt requirements-dev.txt requirements.lock | .venv/python.installed
	@echo "Installing what the checks need into .venv (once) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ .venv/app.installed
