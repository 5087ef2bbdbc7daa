# A machine with Python 3.11 or later (with venv) and make is enough: everything else goes into .venv and VAR_DIR.
python ?= python3
venv := .venv/bin/python
export PYTHONPATH :=
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME VIRTUAL_ENV

.PHONY: help run test check bench faults screenshots messages lock
.SILENT:

help:
	echo 'make run          the platform on this machine: http://127.0.0.1:$${PORT:-8000}/, its data in $${VAR_DIR:-var/}'
	echo "make test         the tests, between servers of their own; make test ARGS='-k withdraw'"
	echo 'make check        format, lint, types, floors, templates, migrations, deployment, OpenAPI, lock files'
	echo "make bench        the goals of performance, as ratios in one run; make bench ARGS='browse'"
	echo 'make faults       10,000 mails and every fault of workers, servers and network; minutes; bench/results.md'
	echo 'make screenshots  the main pages, six languages, phone and desktop, into $${VAR_DIR:-var/}/screenshots'
	echo 'make messages     bring the message catalogues in step with the texts in the code'
	echo 'make lock         write the requirements files from pyproject.toml'

run: .venv/installed
	exec $(venv) -m servers.supervisor

test: .venv/installed
	exec $(venv) -m servers.testing $(ARGS)

check: .venv/installed
	exec bin/check

bench: .venv/installed
	exec $(venv) -m bench $(ARGS)

faults: .venv/installed
	exec $(venv) -m tests.faults.run $(ARGS)

screenshots: .venv/installed
	exec $(venv) -m servers.screenshots

messages: .venv/installed
	exec $(venv) bin/messages

lock: .venv/installed
	exec $(venv) bin/lock $(ARGS)

# uv installs the same hashed packages in a tenth of the time; where it finds no index of its own, pip does it.
.venv/installed: requirements-dev.txt
	$(python) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make python=python3.11 …")'
	echo 'Installing the packages into .venv …'
	$(python) -m venv .venv
	awk '/^uv==/ {found = 1} found {print; if (!/\\$$/) exit}' requirements-dev.txt >.venv/uv.txt
	$(venv) -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	$(venv) -m uv pip install --quiet --python $(venv) --require-hashes -r requirements-dev.txt \
	  || $(venv) -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch .venv/installed
