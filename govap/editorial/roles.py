"""The roles of the newsroom, said in code; groups of these names only tell who holds which."""

REPORTER, EDITOR, APPROVER, MANAGER = "phóng viên", "biên tập viên", "người duyệt", "quản trị"
# Each role may do what the ones before it may.
LEVELS = {REPORTER: 1, EDITOR: 2, APPROVER: 3, MANAGER: 4}

# What a role may do with things that are not published by revisions, as Django's names of permissions.
GRANTS = {
    REPORTER: [
        "library.view_image", "library.add_image", "library.view_document", "library.add_document",
        "library.view_album", "library.add_album", "news.view_tag", "news.view_category",
        "videos.view_programme",
    ],
    EDITOR: [
        "library.change_image", "library.change_document", "library.change_album", "news.add_tag",
        "search.view_search", "search.view_pin", "search.add_pin", "search.change_pin",
        "videos.add_programme", "videos.change_programme",
        "portal.view_link", "portal.view_identity", "portal.view_era",
    ],
    APPROVER: [
        "news.change_tag", "news.add_category", "news.change_category",
        "videos.delete_programme", "portal.add_link", "portal.change_link", "portal.delete_link",
        "editorial.view_logentry",
    ],
    MANAGER: [
        "library.delete_image", "library.delete_document", "library.delete_album", "news.delete_tag",
        "search.delete_pin",
        "news.delete_category", "portal.change_identity", "portal.add_era", "portal.change_era",
        "portal.delete_era", "editorial.view_user", "editorial.add_user",
        "editorial.change_user", "auth.view_group",
    ],
}  # fmt: skip


def level_of(user) -> int:
    """How far a person's roles reach; 0 for a visitor and for who is no active member of staff."""
    return getattr(user, "level", 0)


def granted(level: int) -> frozenset[str]:
    """Every permission that the roles up to `level` bring."""
    return frozenset(name for role, names in GRANTS.items() if LEVELS[role] <= level for name in names)
