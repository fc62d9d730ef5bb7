from dataclasses import dataclass
from threading import Thread

from hypothesis import given
from hypothesis import strategies as st

from govap.delivery.store import Store


@dataclass
class Page:
    size: int


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    store = Store(100)
    for key in "abc":
        store.put(key, Page(30))
    store.get("a")
    store.put("d", Page(30))
    assert [key for key in "abcd" if store.get(key)] == ["a", "c", "d"]
    assert (len(store), store.size) == (3, 90)


def test_page_larger_than_all_memory_is_not_kept():
    store = Store(100)
    store.put("a", Page(101))
    assert (store.get("a"), store.size) == (None, 0)


acts = st.tuples(st.sampled_from(["put", "drop", "get", "clear"]), st.integers(0, 20), st.integers(1, 60))


@given(st.lists(acts, max_size=200))
def test_never_more_than_the_limit_and_the_sum_is_right(acts):
    store = Store(100)
    for act, key, size in acts:
        getattr(store, act)(*{"put": (key, Page(size)), "clear": ()}.get(act, (key,)))
        assert store.size == sum(size for _, size in store._pages.values()) <= 100


def test_threads_keep_the_sum_right():
    store = Store(500)

    def work(first):
        for n in range(2000):
            store.put((first * n) % 37, Page(n % 50 + 1))
            store.get(n % 37)
            store.drop((n * 7) % 37)

    threads = [Thread(target=work, args=(first,)) for first in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.size == sum(size for _, size in store._pages.values()) <= 500
