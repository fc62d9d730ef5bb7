"""How many examples a property of cleaning is tried with."""

import os

from hypothesis import settings

EXAMPLES = settings(max_examples=int(os.environ.get("GOVAP_PROPERTY_EXAMPLES", "300")))
