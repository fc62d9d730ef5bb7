"""Addresses of pages, reversed once: a list page asks for a hundred of them."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def path_of(name, *args):
    return reverse(name, args=args)
