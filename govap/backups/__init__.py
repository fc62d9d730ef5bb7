"""Everything of a site in one place, and back: the database, the media files, the views that wait in the spool.

A copy is a folder or one tar archive of the same files:

    SHA256SUMS        the sum of every other file, as `sha256sum -c` reads it
    manifest.json     when, by which program, of which database engine, with which migrations
    database.sqlite3  or database.dump, which pg_restore reads
    media/…           as under MEDIA_ROOT
    spool/…           views that the database does not hold yet

It is written aside, read back, and only then given its name, so that a copy is whole or is not there.
"""
