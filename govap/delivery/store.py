from collections import OrderedDict
from threading import Lock


class Store:
    """Pages in this process's memory: at most `limit` bytes, what was asked for longest ago forgotten first."""

    def __init__(self, limit):
        self.limit = limit
        self.size = 0
        self._pages = OrderedDict()
        self._lock = Lock()

    def __len__(self):
        return len(self._pages)

    def get(self, key):
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key][0]
        return None

    def put(self, key, page):
        with self._lock:
            self._forget(key)
            self._pages[key] = (page, page.size)
            self.size += page.size
            while self.size > self.limit:
                self._forget(next(iter(self._pages)))

    def drop(self, key):
        with self._lock:
            self._forget(key)

    def clear(self):
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _forget(self, key):
        _, size = self._pages.pop(key, (None, 0))
        self.size -= size
