# make run: the site on 127.0.0.1:$PORT · make test: everything · make check: the quick part · make bench: speed · make upgrade · make lock: pins
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test check bench soak upgrade lock venv dev

PORT ?= 8000
VAR_DIR ?= var
PYTHON ?= python3
PY := .venv/bin/python

# pip runs only when the pinned file changed since it last finished: a second `make run` starts at once, even without a network.
define install
	@test -x .venv/bin/pip || $(PYTHON) -m venv --clear .venv
	wanted=$$(sha256sum < $(1)); done=.venv/installed-$(1)
	if [ "$$wanted" != "$$(cat $$done 2>/dev/null || true)" ]; then
	  echo "Đang cài đặt theo $(1)…"
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	  echo "$$wanted" > $$done
	fi
endef

venv:
	$(call install,requirements.txt)

dev:
	$(call install,requirements-dev.txt)

# Loopback has no TLS, so secure cookies and HSTS are off here and only here (INSECURE_HTTP).
run: venv
	@umask 077; mkdir -p $(VAR_DIR)
	[ -s $(VAR_DIR)/secret-key ] || $(PY) -c 'import secrets; print(secrets.token_urlsafe(64))' > $(VAR_DIR)/secret-key
	export PORT="$(PORT)" SECRET_KEY="$${SECRET_KEY:-$$(cat $(VAR_DIR)/secret-key)}" VAR_DIR="$(VAR_DIR)"
	export ALLOWED_HOSTS="$${ALLOWED_HOSTS:-127.0.0.1,localhost}" INSECURE_HTTP="$${INSECURE_HTTP:-1}"
	$(PY) manage.py collectstatic --noinput --verbosity 0
	$(PY) manage.py migrate --noinput --verbosity 0
	$(PY) manage.py first_run
	echo "Trang đang chạy tại http://127.0.0.1:$(PORT)/ (Ctrl+C để dừng)"
	exec .venv/bin/gunicorn -c govap/gunicorn.conf.py

test: dev
	@$(PY) tests/run_all.py

check: dev
	@$(PY) tests/run_all.py --quick

bench: dev
	@$(PY) -m bench

soak: dev
	@GOVAP_PROPERTY_EXAMPLES=20000 $(PY) -m pytest -q tests/html/test_cleaning.py tests/html/test_pasting_properties.py
	SOAK_VIEWS=20000 $(PY) -m pytest -q -s tests/counting/test_killed.py
	export SOAK_VIEWS=20000 SOAK_ROUNDS=100
	$(PY) tests/with_postgres.py $(PY) -m pytest -q -s tests/counting/test_killed.py tests/delivery/test_processes.py
	$(PY) -m bench.soak

upgrade: venv
	@PY=$(PY) deploy/upgrade.sh

lock:
	@uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" --quiet -o requirements.txt
	uv pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" --quiet -o requirements-dev.txt
