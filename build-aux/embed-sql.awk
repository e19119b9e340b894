# Writes db/stmt.inc: one row a statement, from the record lists in core/model/*.h and from db/sql/*.sql.
#
# A record type with fields gives, without a line of SQL being written:
#   T_put      insert or update by key, $n = n-th field      T_by_key   one row, $n = n-th key field
#   T_page     rows after a key, in key order, last $ = limit T_remove   delete by key
#   T_version  (types with a field `version`) the stored version of a key
# and RECORD_STMTS(T) or RECORD_STMTS_VERSIONED(T).
#
# In db/sql/*.sql a statement begins with `-- name: NAME :one|:many|:exec`; other lines that begin with -- are comments.
# `@T@` stands for the columns of record type T, `@T a@` for the same with the alias a before each. What several statements
# of a file share begins with `-- part: NAME` and is meant by `{NAME}` in those below it.
#
# usage: awk -f embed-sql.awk core/model/*.h db/sql/*.sql >db/stmt.inc

function fail(text) {
    print FILENAME ":" FNR ": " text >"/dev/stderr"
    failed = 1
    exit 1
}

function table_name(type) {
    return type == "user" ? "\"user\"" : type
}

function columns(type, alias,    i, out) {
    if (!(type in n_fields))
        fail("no record type " type)
    for (i = 1; i <= n_fields[type]; i++)
        out = out (i > 1 ? ", " : "") (alias == "" ? "" : alias ".") field[type, i]
    return out
}

function literal(s) {
    gsub(/\\/, "\\\\", s)
    gsub(/"/, "\\\"", s)
    return "\"" s "\""
}

# The highest $n of a statement.
function count_params(s,    n, most) {
    while (match(s, /\$[0-9]+/)) {
        n = substr(s, RSTART + 1, RLENGTH - 1) + 0
        if (n > most)
            most = n
        s = substr(s, RSTART + RLENGTH)
    }
    return most + 0
}

function emit(name, kind, sql) {
    if (name in seen)
        fail("statement " name " stands twice")
    seen[name] = 1
    printf "STMT(%s, STMT_%s, %d,\n     %s)\n", name, toupper(kind), count_params(sql), literal(sql)
}

function expand(sql,    out, inner, part, n) {
    while (match(sql, /@[a-z_]+( [a-z_]+)?@/)) {
        inner = substr(sql, RSTART + 1, RLENGTH - 2)
        n = split(inner, part, " ")
        out = out substr(sql, 1, RSTART - 1) columns(part[1], n > 1 ? part[2] : "")
        sql = substr(sql, RSTART + RLENGTH)
    }
    return out sql
}

function insert_parts(sql,    out, inner) {
    while (match(sql, /\{[a-z_]+\}/)) {
        inner = substr(sql, RSTART + 1, RLENGTH - 2)
        if (!(inner in part_text))
            fail("no part " inner " above " stmt_name)
        out = out substr(sql, 1, RSTART - 1) part_text[inner]
        sql = substr(sql, RSTART + RLENGTH)
    }
    return out sql
}

function finish_statement() {
    if (stmt_name == "")
        return
    gsub(/[ \t]+/, " ", stmt_text)
    sub(/^ /, "", stmt_text)
    sub(/ ?; ?$/, "", stmt_text)
    stmt_text = insert_parts(stmt_text)
    if (stmt_kind == "part") {
        part_text[stmt_name] = stmt_text
        stmt_name = ""
        return
    }
    if (stmt_text == "")
        fail("statement " stmt_name " is empty")
    if (stmt_text ~ /;/)
        fail("statement " stmt_name " holds two")
    emit(stmt_name, stmt_kind, expand(stmt_text))
    stmt_name = ""
}

function emit_record(type,    i, n, k, names, values, keys, sets, where, after, order) {
    for (i = 1; i <= n_fields[type]; i++) {
        n = field[type, i]
        names = names (i > 1 ? ", " : "") n
        values = values (i > 1 ? ", $" : "$") i
        if (is_key[type, i]) {
            k++
            keys = keys (k > 1 ? ", " : "") n
            where = where (k > 1 ? " AND " : "") n " = $" k
            after = after (k > 1 ? ", $" : "$") k
        } else {
            sets = sets (sets == "" ? "" : ", ") n " = excluded." n
        }
    }
    if (!k)
        fail("record type " type " has no key")
    emit(type "_put", "exec", "INSERT INTO " table_name(type) " (" names ") VALUES (" values ") ON CONFLICT (" keys \
        ") DO " (sets == "" ? "NOTHING" : "UPDATE SET " sets))
    emit(type "_by_key", "one", "SELECT " names " FROM " table_name(type) " WHERE " where)
    emit(type "_page", "many", "SELECT " names " FROM " table_name(type) " WHERE (" keys ") > (" after ") ORDER BY " \
        keys " LIMIT $" k + 1)
    emit(type "_remove", "exec", "DELETE FROM " table_name(type) " WHERE " where)
    if (type in versioned) {
        emit(type "_version", "one", "SELECT version FROM " table_name(type) " WHERE " where)
        print "RECORD_STMTS_VERSIONED(" type ")"
    } else {
        print "RECORD_STMTS(" type ")"
    }
}

FNR == 1 {
    finish_statement()
    split("", part_text)
}

FILENAME ~ /\.h$/ && /^#define [A-Z_]+_FIELDS\(X, R\)/ {
    list = $2
    sub(/\(.*/, "", list)
    listed[list] = 0
    next
}
FILENAME ~ /\.h$/ && /^ *X\(R, / {
    line = $0
    sub(/^ *X\(R, */, "", line)
    sub(/\).*/, "", line)
    split(line, part, /, */)
    listed[list]++
    list_field[list, listed[list]] = part[2]
    list_key[list, listed[list]] = part[3] ~ /FIELD_KEY/
    next
}
FILENAME ~ /\.h$/ && /^RECORD_DECLARE\([a-z_]+, [A-Z_]+\);/ {
    line = $0
    sub(/^RECORD_DECLARE\(/, "", line)
    sub(/\).*/, "", line)
    split(line, part, /, */)
    type = part[1]
    n_fields[type] = listed[part[2]]
    for (i = 1; i <= n_fields[type]; i++) {
        field[type, i] = list_field[part[2], i]
        is_key[type, i] = list_key[part[2], i]
        if (field[type, i] == "version")
            versioned[type] = 1
    }
    emit_record(type)
    next
}
FILENAME ~ /\.h$/ { next }

/^-- name: / {
    finish_statement()
    if (NF != 4 || $4 !~ /^:(one|many|exec)$/)
        fail("write: -- name: NAME :one|:many|:exec")
    stmt_name = $3
    stmt_kind = substr($4, 2)
    stmt_text = ""
    next
}
/^-- part: / {
    finish_statement()
    stmt_name = $3
    stmt_kind = "part"
    stmt_text = ""
    next
}
/^--/ { next }
/[^ \t]/ {
    if (stmt_name == "")
        fail("a statement needs a line -- name: NAME :one|:many|:exec before it")
    stmt_text = stmt_text " " $0
}

END {
    if (!failed)
        finish_statement()
}
