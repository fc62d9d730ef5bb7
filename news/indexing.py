CHANGED = {"post_add", "post_remove", "post_clear"}


def index_tagged(instance, action, **told):
    """Tags come and go behind an article's save(); taggit tells so by m2m_changed."""
    if action in CHANGED:
        instance.index_it()
