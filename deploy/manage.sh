#!/bin/bash
# manage.py as the service runs it: its account, its settings.  deploy/manage.sh status
set -euo pipefail
cd "$(dirname "$0")/.."
settings=${GOVAP_ENV:-/etc/govap.env}
if [ -r "$settings" ]; then set -a; . "$settings"; set +a; fi
as=()
if [ "$(id -u)" = 0 ] && id govap &>/dev/null; then as=(runuser -u govap --preserve-environment --); fi
exec "${as[@]}" "${PY:-.venv/bin/python}" manage.py "$@"
