/* Stores for tests: a folder of its own for each, removed afterwards, and one transaction a call. */
#ifndef SHINSA_TESTS_STORE_H
#define SHINSA_TESTS_STORE_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/str.h"
#include "core/model/record.h"
#include "db/db.h"
#include "db/rows.h"
#include "tests/support/unit.h"

#define TEST_NOW ((instant_us)1795132800000000) /* 2026-11-20T00:00:00Z */

struct test_folder {
    char path[64], store[128], other[128];
};

static inline void test_folder_make(struct test_folder *f)
{
    snprintf(f->path, sizeof f->path, "/tmp/shinsa-test-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    snprintf(f->store, sizeof f->store, "%s/office.db", f->path);
    snprintf(f->other, sizeof f->other, "%s/other.db", f->path);
}

static inline void test_folder_drop(struct test_folder *f)
{
    DIR *dir = opendir(f->path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", f->path, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    closedir(dir);
    assert_int_equal(rmdir(f->path), 0);
}

static inline struct db *test_store_open(const char *url, unsigned flags)
{
    struct err e;
    struct db *db = NULL;
    assert_ok(db_open(url, flags, &db, &e), &e);
    return db;
}

static inline struct db *test_store_create(const char *path)
{
    struct err e;
    struct db *db = NULL;
    assert_ok(db_create(path, TEST_NOW, 0, &db, &e), &e);
    return db;
}

/* cmocka's fixtures: the state is a folder of its own, or a store in memory. */
static inline int test_folder_setup(void **state)
{
    struct test_folder *f = test_calloc(1, sizeof *f);
    test_folder_make(f);
    *state = f;
    return 0;
}

static inline int test_folder_teardown(void **state)
{
    test_folder_drop(*state);
    test_free(*state);
    return 0;
}

static inline int test_store_setup(void **state)
{
    *state = test_store_open(DB_MEMORY_URL, 0);
    return 0;
}

static inline int test_store_teardown(void **state)
{
    db_close(*state);
    return 0;
}

struct test_put_arg {
    const struct record_type *type;
    const void *record;
};

static inline int test_put_fn(struct db *db, void *arg, struct err *e)
{
    const struct test_put_arg *put = arg;
    return rows_put(db, put->type, put->record, e);
}

/* One record in a transaction of its own, without a journal. */
static inline int test_put(struct db *db, const struct record_type *type, const void *record, struct err *e)
{
    struct test_put_arg arg = {type, record};
    return db_write(db, test_put_fn, &arg, e);
}

#endif
