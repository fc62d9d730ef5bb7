"""Publishes from a process of its own, as somebody at another machine does."""

import subprocess
import sys

from tests.gunicorn import ROOT


class Publisher:
    def __init__(self, environment):
        command = [sys.executable, "-m", "tests.delivery.publisher"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def publish(self, title):
        """Publish an article; by the monotonic clock, when its transaction had ended."""
        self.process.stdin.write(f"{title}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
