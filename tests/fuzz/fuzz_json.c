/* JSON: what is read is written in the canonical form, and that form is its own. */
#include "core/base/json.h"

#include "core/base/utf8.h"
#include "tests/fuzz/fuzz.h"

static void write_tree(struct json_writer *w, const struct json *v)
{
    switch (v->kind) {
    case JSON_NULL: json_null(w); return;
    case JSON_BOOL: json_bool(w, v->integer); return;
    case JSON_INT: json_int(w, v->integer); return;
    case JSON_TEXT:
        FUZZ_CHECK(utf8_valid(v->text, strlen(v->text)));
        json_text(w, v->text);
        return;
    case JSON_ARRAY: json_begin_array(w); break;
    case JSON_OBJECT: json_begin_object(w); break;
    }
    for (const struct json *child = v->child; child; child = child->next) {
        if (v->kind == JSON_OBJECT) {
            json_key(w, child->key);
            FUZZ_CHECK(json_get(v, child->key) == child);
        }
        write_tree(w, child);
    }
    if (v->kind == JSON_ARRAY)
        json_end_array(w);
    else
        json_end_object(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf once = BUF(8 * size + 100);
    AUTO(buf) struct buf twice = BUF(8 * size + 100);
    struct json *root = NULL;
    struct err e = {0};
    int rc = json_parse(&a, (const char *)data, size, &root, &e);
    FUZZ_CHECK(rc == 0 ? root && !e.msg : !root && e.msg);
    if (rc != 0)
        return 0;
    struct json_writer w = json_writer_to(&once);
    write_tree(&w, root);
    FUZZ_CHECK(!once.full && json_parse(&a, once.p, once.n, &root, &e) == 0);
    w = json_writer_to(&twice);
    write_tree(&w, root);
    FUZZ_CHECK(once.n == twice.n && memcmp(once.p, twice.p, once.n) == 0);
    return 0;
}
