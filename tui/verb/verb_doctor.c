/* doctor: looks at an installation as a start would, and says what to do about each thing that is wrong */
#include "config.h" /* system extensions */

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "tui/message.h"
#include "tui/serve/hostkey.h"
#include "tui/serve/settings.h"
#include "tui/verb/verb.h"

enum {
    ROOM_LEAST_MIB = 200,
    CLOCK_SLACK_SECONDS = 120,
    LIBSSH_DEBIAN_LEAST = 3 /* 0.10.6-0+deb12u3: fixes of what strangers could do before they log in */
};

struct doctor {
    struct verb_call *call;
    struct verb_list list;
    const char *host_key;
    int64_t now_seconds;
    int wrong;
};

enum finding { FINE, LOOK, WRONG };

static void say(struct doctor *d, enum finding finding, const char *what, const char *text)
{
    static const char *const mark[] = {"ok", "!", "!!"};
    d->wrong += finding == WRONG;
    verb_list_row(&d->list);
    verb_list_text(&d->list, "result", mark[finding], 3);
    verb_list_text(&d->list, "what", what, 10);
    verb_list_text(&d->list, "text", text, 0);
    verb_list_end_row(&d->list);
}

static void say_error(struct doctor *d, const char *what, const struct err *e)
{
    say(d, WRONG, what, message_of_err(d->call->arena, d->call->language, e));
}

static const char *words(struct doctor *d, const char *id, const char *a, const char *b)
{
    return message_of(d->call->arena, d->call->language, id, a, b, NULL);
}

static const char *number(struct doctor *d, int64_t n)
{
    return arena_printf(d->call->arena, "%" PRId64, n);
}

static void look_at_settings(struct doctor *d)
{
    const struct settings *s = d->call->settings;
    if (d->call->settings_error)
        say_error(d, "settings", d->call->settings_error);
    else
        say(d, FINE, "settings", s->file ? s->file : words(d, "doctor.no-settings", NULL, NULL));
}

static void look_at_schemes(struct doctor *d)
{
    struct schemes *schemes;
    struct err e = {0};
    const char *dir = d->call->schemes_dir;
    if (schemes_dir(d->call->arena, dir, &dir, &e) != 0 || schemes_load(dir, &schemes, NULL, &e) != 0) {
        say_error(d, "schemes", &e);
        return;
    }
    say(d, FINE, "schemes", words(d, "doctor.schemes", dir, number(d, (int64_t)schemes->n)));
    d->call->schemes = schemes; /* main frees them */
}

static void look_at_mode(struct doctor *d, const char *what, const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return;
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        say(d, WRONG, what, words(d, "doctor.mode", path, NULL));
    if (st.st_mtim.tv_sec > d->now_seconds + CLOCK_SLACK_SECONDS)
        say(d, WRONG, "clock", words(d, "doctor.clock-back", path, NULL));
}

static void look_at_store(struct doctor *d)
{
    struct err e = {0};
    struct app *app;
    if (!d->call->schemes)
        return;
    if (app_open(d->call->store, APP_READ_ONLY, d->call->schemes, d->call->clock, &app, &e) != 0) {
        say_error(d, "store", &e);
        return;
    }
    app_close(app);
    say(d, FINE, "store", d->call->store);
    look_at_mode(d, "store", d->call->store);
}

static void look_at_host_key(struct doctor *d)
{
    char fingerprint[HOSTKEY_FINGERPRINT_BYTES];
    struct err e = {0};
    if (hostkey_fingerprint(d->host_key, fingerprint, &e) != 0)
        say_error(d, "host key", &e);
    else
        say(d, FINE, "host key", fingerprint);
}

/* What Debian calls the installed libssh; "" where there is no such list. */
static const char *debian_libssh(struct doctor *d)
{
    char line[512];
    bool here = false;
    const char *version = "";
    FILE *f = fopen("/var/lib/dpkg/status", "re");
    while (f && !*version && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (str_starts(line, "Package: "))
            here = str_eq(line + 9, "libssh-4");
        else if (here && str_starts(line, "Version: "))
            version = arena_strdup(d->call->arena, line + 9);
    }
    if (f)
        fclose(f);
    return version;
}

static void look_at_libraries(struct doctor *d)
{
    static const char debian[] = "0.10.6-0+deb12u";
    const char *version = debian_libssh(d);
    int64_t update;
    if (str_starts(version, debian) && str_to_int(version + strlen(debian), 0, 999, &update) && update < LIBSSH_DEBIAN_LEAST)
        say(d, WRONG, "libssh", words(d, "doctor.libssh-old", version, "0.10.6-0+deb12u3"));
    else
        say(d, FINE, "libssh", *version ? version : hostkey_library());
}

static void look_at_disk(struct doctor *d)
{
    struct statvfs fs;
    struct stat st;
    const char *slash = strrchr(d->call->store, '/');
    const char *dir = slash ? arena_strndup(d->call->arena, d->call->store, (size_t)(slash - d->call->store) + 1) : ".";
    if (statvfs(dir, &fs) != 0)
        return;
    int64_t free_mib = (int64_t)((uint64_t)fs.f_bavail * fs.f_frsize >> 20);
    int64_t store_mib = stat(d->call->store, &st) == 0 ? (int64_t)(st.st_size >> 20) : 0;
    int64_t least = 2 * store_mib > ROOM_LEAST_MIB ? 2 * store_mib : ROOM_LEAST_MIB; /* a copy is proved beside it */
    say(d, free_mib < least ? WRONG : FINE, "disk",
        words(d, free_mib < least ? "doctor.disk-low" : "doctor.disk", number(d, free_mib), number(d, least)));
}

static int64_t newest_in(const char *dir)
{
    int64_t newest = -1;
    DIR *at = opendir(dir);
    for (const struct dirent *entry; at && (entry = readdir(at)) != NULL;) {
        struct stat st;
        if (fstatat(dirfd(at), entry->d_name, &st, 0) == 0 && S_ISREG(st.st_mode) && st.st_mtim.tv_sec > newest)
            newest = st.st_mtim.tv_sec;
    }
    if (at)
        closedir(at);
    return newest;
}

static void look_at_backups(struct doctor *d)
{
    const struct settings *s = d->call->settings;
    if (str_empty(s->backups)) {
        say(d, LOOK, "backup", words(d, "doctor.no-backups", NULL, NULL));
        return;
    }
    int64_t newest = newest_in(s->backups);
    int64_t hours = newest < 0 ? -1 : (d->now_seconds - newest) / 3600;
    if (newest < 0)
        say(d, WRONG, "backup", words(d, "doctor.backup-none", s->backups, NULL));
    else if (s->backup_within_ms && (d->now_seconds - newest) * 1000 > s->backup_within_ms)
        say(d, WRONG, "backup", words(d, "doctor.backup-old", s->backups, number(d, hours)));
    else
        say(d, FINE, "backup", words(d, "doctor.backup", s->backups, number(d, hours)));
}

/* Dates of the office come from this clock, and so do the codes of a second factor. */
static void look_at_clock(struct doctor *d)
{
    struct timex state = {0};
    bool kept = adjtimex(&state) != TIME_ERROR;
    say(d, kept ? FINE : LOOK, "clock", words(d, kept ? "doctor.clock" : "doctor.clock-alone", NULL, NULL));
}

int verb_doctor(struct verb_call *call, struct err *e)
{
    struct clock real = {0};
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    struct doctor d = {.call = call, .list = verb_list(call), .now_seconds = clock_now(&real) / 1000000};
    d.host_key = *call->settings->host_key ? call->settings->host_key : hostkey_beside(call->store, call->arena);
    look_at_settings(&d);
    look_at_schemes(&d);
    look_at_store(&d);
    look_at_host_key(&d);
    look_at_libraries(&d);
    look_at_disk(&d);
    look_at_backups(&d);
    look_at_clock(&d);
    verb_list_end(&d.list);
    return d.wrong ? err_set(e, E_RULE, "doctor.wrong", number(&d, d.wrong), NULL) : 0;
}
