"""What only the running server shows: the tick after a response, and what it writes down."""

import json
import sqlite3
import time

BROWSER = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"


def visits(server):
    path = server.media.parent / "site.sqlite3"
    with sqlite3.connect(path) as database:
        row = database.execute("SELECT value FROM counting_counter WHERE name = 'visits'").fetchone()
    database.close()
    return row[0] if row else 0


def visits_become(server, expected):
    end = time.monotonic() + 10
    while visits(server) != expected and time.monotonic() < end:
        time.sleep(0.1)
    return visits(server) == expected


def test_visits_are_counted_after_the_response_and_the_last_without_a_further_one(server):
    before = visits(server)
    for _ in range(3):  # at once, so that some come too early for a tick of their own
        assert server.ask("GET", "/", BROWSER)[0] == 200
    assert visits_become(server, before + 3)


def test_log_is_json_and_names_no_citizen(server):
    server.ask("GET", "/tin-tuc/%C2%9B%E2%80%AE/", BROWSER)
    lines = server.log.read_text().splitlines()
    events = [json.loads(line) for line in lines]
    assert any("Not Found: /tin-tuc/" in event["message"] for event in events)
    assert not any("127.0.0.1 - -" in event["message"] or "Firefox" in event["message"] for event in events)
    assert not any(sign in line for line in lines for sign in "\x9b\u202e")


def test_static_files_are_not_offered_to_other_sites(server):
    status, headers, _ = server.ask("GET", "/static/admin/css/base.css")
    assert status == 200
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
