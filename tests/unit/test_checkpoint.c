/* Signed checkpoints: what they say, who may take one, and which journals no longer have them. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/app/checkpoint.h"
#include "tests/support/staged.h"

static char store[600];

/* The files of the key beside the store. */
static void drop_key(void)
{
    char path[sizeof store + 32];
    snprintf(path, sizeof path, "%s.checkpoint-key", store);
    unlink(path);
    snprintf(path, sizeof path, "%s.checkpoint-key.pub", store);
    unlink(path);
}

static void open_office(struct staged *o)
{
    const char *build = getenv("BUILDDIR");
    staged_open(o, "2026-11-20");
    snprintf(store, sizeof store, "%s/tests/checkpoint.tmp.db", build ? build : ".");
    drop_key();
}

static int leave(void **state)
{
    drop_key();
    return staged_group_teardown(state);
}

static void add_user(struct staged *o, int64_t id, const char *login)
{
    const struct user user = {.id = id, .login = login, .name = login, .state = "active", .language = "ja", .created_on = app_today(o->app)};
    staged_put(o, &user_type, &user);
}

/* One event, and the key that signs. */
static void begin_journal(struct staged *o, char key[SIGN_KEY_HEX_BYTES])
{
    struct err e;
    add_user(o, 1, "hanako");
    assert_ok(checkpoint_key_make(store, key, &e), &e);
}

static struct buf take(struct staged *o)
{
    struct buf out = BUF(CHECKPOINT_BYTES_MAX);
    struct err e;
    assert_ok(checkpoint_take(o->app, store, &out, &e), &e);
    return out;
}

static void test_checkpoint__says_the_end_and_stands_while_more_is_written(void **state)
{
    struct staged *o = *state;
    char key[SIGN_KEY_HEX_BYTES], beside[SIGN_KEY_HEX_BYTES];
    struct checkpoint c;
    struct err e;
    open_office(o);
    begin_journal(o, key);
    assert_ok(checkpoint_key_public(store, beside, &e), &e);
    assert_string_equal(key, beside);
    assert_int_equal(checkpoint_key_make(store, key, &e), E_CONFLICT);
    AUTO(buf) struct buf text = take(o);
    assert_ok(checkpoint_read(buf_str(&text), text.n, key, &c, &e), &e);
    assert_int_equal(c.events, 2); /* the user, and that a checkpoint was taken */
    assert_string_equal(staged_event(o, 0).verb, "journal.checkpoint");
    assert_ok(checkpoint_stands(o->app, &c, &e), &e);
    add_user(o, 2, "taro");
    assert_ok(checkpoint_stands(o->app, &c, &e), &e);
}

static void test_checkpoint__another_journal_does_not_have_it(void **state)
{
    struct staged *o = *state;
    char key[SIGN_KEY_HEX_BYTES];
    struct checkpoint c;
    struct err e;
    open_office(o);
    begin_journal(o, key);
    AUTO(buf) struct buf text = take(o);
    assert_ok(checkpoint_read(buf_str(&text), text.n, key, &c, &e), &e);
    staged_open(o, "2026-11-20");
    add_user(o, 1, "hanako");
    assert_refused(checkpoint_stands(o->app, &c, &e), &e, E_CONFLICT, "checkpoint.shorter");
    add_user(o, 2, "jiro");
    assert_refused(checkpoint_stands(o->app, &c, &e), &e, E_CONFLICT, "checkpoint.differs");
}

static void test_checkpoint__a_changed_one_is_found(void **state)
{
    struct staged *o = *state;
    char key[SIGN_KEY_HEX_BYTES], other[SIGN_KEY_HEX_BYTES];
    struct checkpoint c;
    struct err e;
    open_office(o);
    begin_journal(o, key);
    AUTO(buf) struct buf text = take(o);
    struct sign_seed seed = sign_seed_new();
    sign_public_hex(&seed, other);
    assert_refused(checkpoint_read(buf_str(&text), text.n, other, &c, &e), &e, E_INPUT, "checkpoint.signer");
    for (size_t i = 0; i < text.n; i++) { /* any one byte */
        char *changed = arena_strdup(&o->arena, buf_str(&text));
        changed[i] = changed[i] == '1' ? '2' : '1';
        assert_int_equal(checkpoint_read(changed, text.n, key, &c, &e), E_INPUT);
    }
    for (size_t n = 0; n < text.n; n++)
        assert_int_equal(checkpoint_read(arena_strndup(&o->arena, buf_str(&text), n), n, key, &c, &e), E_INPUT);
    assert_refused(checkpoint_read("x", 1, NULL, &c, &e), &e, E_INPUT, "checkpoint.format");
}

static void test_checkpoint__needs_a_key_that_only_its_owner_reads(void **state)
{
    struct staged *o = *state;
    char key[SIGN_KEY_HEX_BYTES];
    struct err e;
    open_office(o);
    add_user(o, 1, "hanako");
    AUTO(buf) struct buf out = BUF(CHECKPOINT_BYTES_MAX);
    assert_refused(checkpoint_take(o->app, store, &out, &e), &e, E_NOTFOUND, "checkpoint.no-key");
    assert_ok(checkpoint_key_make(store, key, &e), &e);
    assert_int_equal(chmod(arena_printf(&o->arena, "%s.checkpoint-key", store), 0644), 0);
    assert_refused(checkpoint_take(o->app, store, &out, &e), &e, E_DENIED, "checkpoint.key-open");
    assert_int_equal(chmod(arena_printf(&o->arena, "%s.checkpoint-key", store), 0600), 0);
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    assert_refused(checkpoint_take(o->app, store, &out, &e), &e, E_DENIED, "app.admin");
}

/* RFC 8032, 7.1, test 1: the empty message. */
static void test_checkpoint__signs_as_the_rfc_says(void **state)
{
    (void)state;
    struct sign_seed seed;
    char public_key[SIGN_KEY_HEX_BYTES], signature[SIGN_HEX_BYTES];
    assert_true(sign_seed_from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", &seed));
    sign_public_hex(&seed, public_key);
    assert_string_equal(public_key, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    sign_text(&seed, "", 0, signature);
    assert_string_equal(signature, "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                   "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    assert_true(sign_holds(public_key, "", 0, signature));
    assert_false(sign_holds(public_key, "x", 1, signature));
    assert_false(sign_holds("d75a", "", 0, signature));
    assert_false(sign_seed_from_hex("9D61", &seed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_checkpoint__says_the_end_and_stands_while_more_is_written),
        cmocka_unit_test(test_checkpoint__another_journal_does_not_have_it),
        cmocka_unit_test(test_checkpoint__a_changed_one_is_found),
        cmocka_unit_test(test_checkpoint__needs_a_key_that_only_its_owner_reads),
        cmocka_unit_test(test_checkpoint__signs_as_the_rfc_says),
    };
    return cmocka_run_group_tests(tests, staged_examples_setup, leave);
}
