"""Units, scripts and settings of deploy/: what they call is there."""

import re
import shutil
import subprocess

import pytest
from django.core.management import get_commands

from tests.deploy.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
TIMERS = [unit for unit in UNITS if unit.suffix == ".timer"]
SCRIPTS = sorted(DEPLOY.glob("*.sh"))


def calls(text):
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return re.findall(r"manage(?:\.py|\.sh)? ([a-z_]+)", text) + re.findall(r"\$manage ([a-z_]+)", text)


@pytest.mark.parametrize("path", [*SERVICES, *SCRIPTS], ids=lambda path: path.name)
def test_every_command_exists(path):
    assert set(calls(path.read_text())) <= get_commands().keys()


@pytest.mark.parametrize("timer", TIMERS, ids=lambda path: path.name)
def test_a_timer_starts_a_service_that_is_installed(timer):
    assert timer.with_suffix(".service").exists()
    assert timer.name in (DEPLOY / "install.sh").read_text()


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_services_are_shut_in(service):
    text = service.read_text()
    for line in ("User=govap", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "UMask=0022"):
        assert line in text.splitlines()
    assert "SECRET_KEY" not in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_the_units():
    done = subprocess.run(["systemd-analyze", "verify", *UNITS], capture_output=True, text=True)
    # That the program is not installed where the units expect it is all that may be said.
    assert [line for line in done.stderr.splitlines() if "govap" in line and "is not executable" not in line] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_sound(script):
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", script]).returncode == 0
    assert "set -euo pipefail" in script.read_text()


def test_the_settings_file_names_only_what_is_read():
    named = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "govap.env").read_text(), re.MULTILINE))
    table = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "TRUSTED_PROXIES"} <= named <= table
