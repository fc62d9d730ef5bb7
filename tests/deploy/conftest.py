"""deploy/nginx.conf as it is, but for names, ports and folders, started for real."""

import functools
import http.client
import http.server
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
HOST = "govap.example.vn"
MAIN = """
daemon off; pid {home}/pid; error_log {home}/error.log; worker_processes 1;
events {{ worker_connections 768; }}
http {{
  include {mime}; default_type application/octet-stream;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u;
  scgi_temp_path {home}/s; include {home}/govap.conf;
}}
"""
OPENSSL = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=govap -keyout privkey.pem -out fullchain.pem"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Front:
    """nginx before something that listens on a port."""

    def __init__(self, home, behind):
        self.home, self.plain, self.secure = home, free_port(), free_port()
        self.static, self.media = home / "static", home / "media"
        for folder in (self.static, self.media):
            folder.mkdir()
        home.chmod(0o755)
        self._configure(behind)
        self.process = subprocess.Popen([NGINX, "-p", home, "-c", home / "nginx.conf"], stderr=subprocess.PIPE)
        self._await_start()

    def _configure(self, behind):
        subprocess.run(OPENSSL.split(), cwd=self.home, check=True, capture_output=True)
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        for old, new in {
            "127.0.0.1:8000": f"127.0.0.1:{behind}",
            "listen 80": f"listen 127.0.0.1:{self.plain}",
            "listen 443": f"listen 127.0.0.1:{self.secure}",
            "/etc/ssl/govap": str(self.home),
            "/var/log/nginx": str(self.home),
            "/srv/govap/var": str(self.home),
            "/srv/govap/app": str(ROOT),
        }.items():
            assert old in text
            text = text.replace(old, new)
        text = "\n".join(line for line in text.splitlines() if "listen [::]" not in line)
        (self.home / "govap.conf").write_text(text)
        mime = next(
            path for path in (Path("/etc/nginx/mime.types"), Path("/usr/share/nginx/mime.types")) if path.exists()
        )
        user = "user root;" if os.geteuid() == 0 else ""  # what a test makes is open to its own account only
        (self.home / "nginx.conf").write_text(user + MAIN.format(home=self.home, mime=mime))

    def _await_start(self):
        for _ in range(100):
            try:
                return socket.create_connection(("127.0.0.1", self.secure), timeout=1).close()
            except OSError:
                assert self.process.poll() is None, self.process.stderr.read().decode()
                time.sleep(0.05)
        raise AssertionError("nginx does not listen")

    def connect(self, *, secure=True):
        trusting = ssl._create_unverified_context()  # noqa: S323  a certificate of our own, made a moment ago
        port = self.secure if secure else self.plain
        if secure:
            return http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trusting)
        return http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, path, method="GET", *, secure=True, body=None, **headers):
        """(status, headers in small letters, body)"""
        connection = self.connect(secure=secure)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": HOST} | named)
        response = connection.getresponse()
        answer = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        connection.close()
        return answer

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stderr.close()


class Echo(http.server.BaseHTTPRequestHandler):
    """Stands behind nginx and says what arrived."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        size = int(self.headers.get("Content-Length") or 0)
        arrived = {"headers": {name.lower(): value for name, value in self.headers.items()}, "path": self.path}
        answer = json.dumps(arrived | {"size": len(self.rfile.read(size))}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815  http.server's way of naming

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def echo(tmp_path_factory):
    if not NGINX:
        pytest.skip("no nginx here")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=functools.partial(server.serve_forever, 0.05), daemon=True).start()
        front = Front(tmp_path_factory.mktemp("nginx"), server.server_port)
        yield front
        front.close()
        server.shutdown()
