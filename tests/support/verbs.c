#include "tests/support/verbs.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/app/user_app.h"
#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "tests/support/unit.h"
#include "tui/message.h"
#include "tui/serve/settings.h"

enum { WORDS_MAX = 80, INPUT_MAX = 1 << 20 };

static char input_text[INPUT_MAX];

static int read_input(void *arg, void *p, size_t size, size_t *n_r, struct err *e)
{
    struct verbs_office *o = arg;
    size_t n = o->input ? (o->input_n ? o->input_n : strlen(o->input)) : 0;
    (void)e;
    *n_r = n < size ? n : size;
    if (*n_r)
        memcpy(p, o->input, *n_r);
    o->input = n > *n_r ? o->input + *n_r : NULL;
    o->input_n = n > *n_r ? n - *n_r : 0;
    return 0;
}

static int write_out(void *arg, const void *p, size_t n, struct err *e)
{
    struct verbs_office *o = arg;
    (void)e;
    buf_add(&o->out, p, n);
    return 0;
}

static int write_err(void *arg, const void *p, size_t n, struct err *e)
{
    struct verbs_office *o = arg;
    (void)e;
    buf_add(&o->err, p, n);
    return 0;
}

void verbs_on(struct verbs_office *o, const char *today)
{
    struct date d;
    assert_true(date_from_iso(today, &d));
    o->clock = clock_fixed(d);
    if (o->app)
        o->app->clock = o->clock;
}

static void hire(struct verbs_office *o, const char *login, const char *role)
{
    char line[200];
    snprintf(line, sizeof line, "user add %s --name '%s さん'", login, login);
    assert_int_equal(verbs_run(o, "kanri", line), 0);
    snprintf(line, sizeof line, "user role %s aspic %s", login, role);
    if (*role)
        assert_int_equal(verbs_run(o, "kanri", line), 0);
}

void verbs_open(struct verbs_office *o, const char *today)
{
    char dir[4096];
    const char *root = getenv("SRCDIR");
    struct err e;
    *o = (struct verbs_office){.out = BUF(64 << 20), .err = BUF(1 << 16)};
    snprintf(o->folder, sizeof o->folder, "/tmp/shinsa-test-XXXXXX");
    assert_non_null(mkdtemp(o->folder));
    snprintf(o->store, sizeof o->store, "%s/office.db", o->folder);
    snprintf(dir, sizeof dir, "%s/schemes", root ? root : ".");
    verbs_on(o, today);
    assert_ok(schemes_load(dir, &o->schemes, NULL, &e), &e);
    assert_ok(app_open(o->store, APP_CREATE, o->schemes, o->clock, &o->app, &e), &e);
    o->app->say_error = message_of_err;
    app_act_for_office(o->app, "init");
    assert_ok(user_add_for_all(o->app, "kanri", &e), &e);
    hire(o, "uketsuke", "reception");
    hire(o, "shinsa", "reviewer");
    hire(o, "kessai", "decider");
    hire(o, "keiri", "accounting");
    hire(o, "kohyo", "publisher");
    hire(o, "nani", "");
}

void verbs_close(struct verbs_office *o)
{
    app_close(o->app);
    schemes_free(o->schemes);
    buf_done(&o->out);
    buf_done(&o->err);
    DIR *dir = opendir(o->folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", o->folder, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    closedir(dir);
    assert_int_equal(rmdir(o->folder), 0);
}

int verbs_run_words(struct verbs_office *o, const char *who, int argc, char **argv)
{
    const struct verb_io io = {o, read_input, write_out, write_err};
    struct verb_call call = {.app = o->app, .schemes = o->schemes, .store = o->remote ? NULL : o->store, .clock = o->clock, .io = &io};
    struct settings settings;
    settings_init(&settings);
    call.settings = o->remote ? NULL : &settings;
    char dir[4096];
    const char *root = getenv("SRCDIR");
    struct err e;
    snprintf(dir, sizeof dir, "%s/schemes", root ? root : ".");
    call.schemes_dir = o->remote ? NULL : dir;
    if (o->app)
        assert_ok(app_act_as(o->app, who, &e), &e);
    buf_clear(&o->out);
    buf_clear(&o->err);
    o->status = verb_run(&call, argc, argv, o->remote);
    settings_done(&settings);
    o->input = NULL;
    o->input_n = 0;
    buf_str(&o->out);
    buf_str(&o->err);
    return o->status;
}

int verbs_run(struct verbs_office *o, const char *who, const char *line)
{
    static char text[20000];
    char *word[WORDS_MAX], *to = text;
    int n = 0;
    for (const char *at = line; *at;) {
        while (*at == ' ')
            at++;
        if (!*at)
            break;
        assert_true(n < WORDS_MAX);
        word[n++] = to;
        for (bool quoted = false; *at && (quoted || *at != ' '); at++) {
            assert_true(to + 2 < text + sizeof text);
            if (*at == '\'')
                quoted = !quoted;
            else
                *to++ = *at;
        }
        *to++ = '\0';
    }
    return verbs_run_words(o, who, n, word);
}

void verbs_input_file(struct verbs_office *o, const char *path)
{
    char full[4096];
    const char *root = getenv("SRCDIR");
    snprintf(full, sizeof full, "%s/%s", root ? root : ".", path);
    FILE *f = fopen(full, "r");
    assert_non_null(f);
    o->input_n = fread(input_text, 1, sizeof input_text, f);
    o->input = input_text;
    fclose(f);
    assert_true(o->input_n > 0 && o->input_n < sizeof input_text);
}

void verbs_certify(struct verbs_office *o)
{
    verbs_play(o, "certify");
}
