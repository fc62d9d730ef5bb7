"""One index for everything that can be found, on SQLite (FTS5) and PostgreSQL (tsvector under GIN).

An entry is a set of *tokens* and an id that sorts by date. Both back ends answer the same question, "the newest ids
whose tokens satisfy this", so both find the same; what comes first is decided in Python (ranking). Because neighbouring
words are tokens too (`dang_bo`), a phrase is looked up like a word, however common its words are.

Two scopes never meet: "public" is what citizens may find, "desk" what staff find, in the newest draft. All writes
belong to the caller's transaction:

    index.write("public", "article", 7, title="…", summary="…", body="plain text", tags=["…"], people=["…"],
                date=aware_datetime, facets=["category:3"])
    index.write_many("public", [Document("article", 7, title="…"), …])      for many
    index.remove("public", "article", 7)
    index.ids("desk", "article", "dang bo", limit=200)  -> object ids, newest first; the last word may be a beginning

An entry whose date is to come, or whose item has expired, waits in the index; whoever shows hits to citizens asks
published() again (govap/finding.py), for the clock can hide what the index holds.
"""
