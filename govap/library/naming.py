"""Which model the things that bodies name are of: each app tells its own in AppConfig.ready()."""

models = {}


def names(wanted):
    """{(kind, number): name} of pairs of a kind and a number, one query a kind; what is gone has none."""
    found = {}
    for kind in {kind for kind, _ in wanted} & models.keys():
        rows = models[kind]._base_manager.in_bulk([pk for other, pk in wanted if other == kind])
        found |= {(kind, pk): str(row) for pk, row in rows.items()}
    return found
