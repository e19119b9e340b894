# SQL stands in db/sql/ and db/migrate/; drivers may set up and end transactions.
# reads: plain *.c *.h *.def
# not: tests/* db/driver_*.c
/"[ ]*(SELECT|INSERT INTO|INSERT OR|UPDATE|DELETE FROM|CREATE (TABLE|INDEX|VIRTUAL|TRIGGER)|ALTER TABLE|DROP|PRAGMA|BEGIN|COMMIT|ROLLBACK|VACUUM|ATTACH) / {
    print FILENAME ":" FNR ": a named statement in db/sql/ instead"
}
