"""Which model keeps the view_count of a kind: each app tells its own in AppConfig.ready()."""

totals = {}
