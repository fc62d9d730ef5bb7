"""What finished bytes cost: cached pages against the same bytes handed out by gunicorn alone, counted and compressed.

Both under the site's own gunicorn settings, one worker each, asked in turns over connections that stay open, as nginx
does. `memory()` is of one worker that has answered as many different pages as a crawler asks for.
"""

import json
import random
import socket
import statistics
import tempfile
import threading
import time
from pathlib import Path

from bench.server import Server

CONNECTIONS, REQUESTS, ROUNDS = 4, 4000, 5  # a round takes a second or so, with the tick that comes once a second in it
PAGES = 20_000
OPTIONS = ("-c", "govap/gunicorn.conf.py", "--max-requests", "0")
BROWSER = (
    "GET {} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 (Linux; Android 10) Firefox/150.0\r\n"
    "Accept: text/html\r\nAccept-Language: vi\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: luot=1\r\n\r\n"
)


class Connection:
    """One that stays open."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.left = b""

    def ask(self, address):
        """(headers as bytes, body)"""
        self.socket.sendall(BROWSER.format(address).encode())
        while b"\r\n\r\n" not in self.left:
            self._hear()
        head, _, self.left = self.left.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while len(self.left) < length:
            self._hear()
        body, self.left = self.left[:length], self.left[length:]
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{address}: {head.decode()}")
        return head, body

    def _hear(self):
        received = self.socket.recv(1 << 18)
        if not received:
            raise SystemExit("the measured server hung up")
        self.left += received


def ask_all(port, addresses):
    """Ask for each address once, over several connections."""
    shares = [addresses[n::CONNECTIONS] for n in range(CONNECTIONS)]
    threads = [threading.Thread(target=_ask_share, args=(port, share)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _ask_share(port, addresses):
    connection = Connection(port)
    for address in addresses:
        connection.ask(address)
    connection.socket.close()


def cost(server, address):
    """(processor seconds a request, requests a second)"""
    before, started = server.spent(), time.monotonic()
    ask_all(server.port, [address] * REQUESTS)
    took = time.monotonic() - started
    return (server.spent() - before) / 1e9 / REQUESTS, REQUESTS / took


def compare(environment, addresses):
    """{name: (processor time as a multiple, requests a second as a multiple)} of what gunicorn needs for the bytes."""
    ours = Server("cached", environment, *OPTIONS)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(_answers(ours, addresses), file)
        file.flush()
        plain = Server("fixed", environment | {"BENCH_ANSWERS": file.name}, *OPTIONS)
    found = {name: [] for name in addresses}
    for _ in range(1 + ROUNDS):
        for name in addresses:
            found[name].append(_round(ours, plain, addresses[name]))
    ours.close()
    plain.close()
    return {name: tuple(map(statistics.median, zip(*rounds[1:], strict=True))) for name, rounds in found.items()}


def _answers(server, addresses):
    """Headers and body of each address, for `bench.applications.fixed`; what gunicorn adds by itself left out."""
    answers = {}
    for address in addresses.values():
        head, body = Connection(server.port).ask(address)
        pairs = [line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:]]
        own = [pair for pair in pairs if pair[0].lower() not in {"server", "date", "connection"}]
        answers[address] = {"headers": own, "body": body.decode("latin-1")}
    return answers


def _round(ours, plain, address):
    costs = {server: cost(server, address) for server in random.sample([ours, plain], 2)}
    return tuple(mine / theirs for mine, theirs in zip(costs[ours], costs[plain], strict=True))


def memory(environment, addresses):
    """MB of a worker after it has answered all the addresses."""
    server = Server("cached", environment, *OPTIONS)
    ask_all(server.port, addresses)
    status = Path(f"/proc/{server.worker}/status").read_text()
    server.close()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
