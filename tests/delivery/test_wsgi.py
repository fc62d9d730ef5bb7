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


def test_visit_is_counted_by_a_tick_after_some_response(server):
    assert server.ask("GET", "/", BROWSER)[0] == 200
    for _ in range(100):
        server.ask("GET", "/healthz")
        if visits(server):
            break
        time.sleep(0.1)
    assert visits(server) == 1


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
