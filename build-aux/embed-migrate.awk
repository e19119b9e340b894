# Writes db/migrate.inc: MIGRATION(number, "name", "tables", "indexes") for each db/migrate/NNNN_name.sql, in the order
# given, and PLAN("driver", "text") for each db/migrate/plan_DRIVER.sql. Lines that make an index go apart:
# they run behind all tables.
# usage: awk -f embed-migrate.awk db/migrate/*.sql >db/migrate.inc

function finish() {
    if (name ~ /^plan_/)
        printf "PLAN(\"%s\",%s)\n", substr(name, 6), tables
    else if (name != "")
        printf "MIGRATION(%d, \"%s\",%s,%s)\n", number, name, tables, indexes == "" ? " \"\"" : indexes
}

FNR == 1 {
    finish()
    name = FILENAME
    sub(/.*\//, "", name)
    sub(/\.sql$/, "", name)
    number = name + 0
    sub(/^[0-9]+_/, "", name)
    tables = indexes = ""
}
{
    line = $0
    gsub(/\\/, "\\\\", line)
    gsub(/"/, "\\\"", line)
    line = "\n    \"" line "\\n\""
}
/^CREATE (UNIQUE )?INDEX / { indexes = indexes line; next }
{ tables = tables line }

END { finish() }
