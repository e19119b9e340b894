#include "tui/serve/settings_value.h"

#include <string.h>

#include "core/base/charset.h"
#include "core/base/str.h"
#include "core/base/width.h"

static const struct setting_row rows[SETTINGS_COUNT] = {
#define SETTING(name_, kind_, member_, default_, least_, most_, ja_, en_) \
    {name_, SETTING_##kind_, offsetof(struct settings, member_), default_, least_, most_},
#include "tui/serve/settings.def"
#undef SETTING
};

const struct setting_row *setting_row(size_t i)
{
    return &rows[i];
}

struct unit {
    char letter;
    int64_t times;
};

/* A number with one of the units behind it; without a unit it counts in ones if they stand in the list. */
static bool number_with_unit(const char *text, const struct unit *unit, size_t n, int64_t *value_r)
{
    char digits[20];
    size_t length = strspn(text, "0123456789");
    if (!length || length >= sizeof digits || (text[length] && text[length + 1]))
        return false;
    memcpy(digits, text, length);
    digits[length] = '\0';
    for (size_t i = 0; i < n; i++)
        if (unit[i].letter == text[length]) {
            int64_t value;
            if (!str_to_int(digits, 0, INT64_MAX / unit[i].times, &value))
                return false;
            *value_r = value * unit[i].times;
            return true;
        }
    return false;
}

/* "90", "15s", "30m", "12h", "7d", "off" (0). False if it is none. */
static bool setting_duration(const char *text, int64_t *ms_r)
{
    static const struct unit unit[] = {{'s', 1000}, {'m', 60 * 1000}, {'h', 3600 * 1000}, {'d', 24 * 3600 * 1000}};
    if (str_eq(text, "off")) {
        *ms_r = 0;
        return true;
    }
    return number_with_unit(text, unit, COUNT_OF(unit), ms_r);
}

/* "4096", "64K", "256M", "2G". False if it is none. */
static bool setting_size(const char *text, int64_t *bytes_r)
{
    static const struct unit unit[] = {{'\0', 1}, {'K', 1 << 10}, {'M', 1 << 20}, {'G', 1 << 30}};
    return number_with_unit(text, unit, COUNT_OF(unit), bytes_r);
}

static int bad_range(const struct setting_row *row, const char *value, struct err *e)
{
    return err_set(e, E_INPUT, "settings.range", value, row->least, row->most, NULL);
}

static int take_count(void *member, const struct setting_row *row, const char *value, struct err *e)
{
    int64_t least = 0, most = 0, n;
    (void)str_to_int(row->least, 0, UINT32_MAX, &least);
    (void)str_to_int(row->most, 0, UINT32_MAX, &most);
    if (!str_to_int(value, least, most, &n))
        return bad_range(row, value, e);
    uint32_t count = (uint32_t)n;
    memcpy(member, &count, sizeof count);
    return 0;
}

static int take_duration(void *member, const struct setting_row *row, const char *value, struct err *e)
{
    int64_t least = 0, most = 0, ms;
    (void)setting_duration(row->least, &least);
    (void)setting_duration(row->most, &most);
    if (!setting_duration(value, &ms))
        return err_set(e, E_INPUT, "settings.duration", value, NULL);
    bool off = ms == 0 && row->kind == SETTING_LIMIT;
    if (!off && (ms < least || ms > most))
        return bad_range(row, value, e);
    if (row->kind == SETTING_SECONDS)
        *(uint32_t *)member = (uint32_t)(ms / 1000);
    else
        *(int64_t *)member = ms;
    return 0;
}

static int take_size(void *member, const struct setting_row *row, const char *value, struct err *e)
{
    int64_t least = 0, most = 0, bytes;
    (void)setting_size(row->least, &least);
    (void)setting_size(row->most, &most);
    if (!setting_size(value, &bytes))
        return err_set(e, E_INPUT, "settings.size", value, NULL);
    if (bytes < least || bytes > most)
        return bad_range(row, value, e);
    *(uint64_t *)member = (uint64_t)bytes;
    return 0;
}

static int take_text(void *member, const struct setting_row *row, const char *value, struct err *e)
{
    int64_t least = 0, most = 0;
    (void)str_to_int(row->least, 0, UINT32_MAX, &least);
    (void)str_to_int(row->most, 0, UINT32_MAX, &most);
    int cols = width_of(value, 1);
    if (cols < least || cols > most)
        return err_set(e, E_INPUT, "settings.text-long", row->most, NULL);
    *(const char **)member = value;
    return 0;
}

/* A relative path begins at the folder of the file. */
static int take_path(struct settings *s, void *member, const char *value)
{
    const char *slash = s->file ? strrchr(s->file, '/') : NULL;
    bool as_it_is = !*value || *value == '/' || !slash;
    *(const char **)member =
        as_it_is ? value : arena_printf(&s->arena, "%.*s/%s", (int)(slash - s->file), s->file, value);
    return 0;
}

static int take_log(void *member, const char *value, struct err *e)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(names[i], value)) {
            *(enum log_level *)member = (enum log_level)i;
            return 0;
        }
    return err_set(e, E_INPUT, "settings.choice", value, "debug info warn error", NULL);
}

static int take_encoding(unsigned *set, const char *word, struct err *e)
{
    enum charset charset;
    if (!charset_from_name(word, &charset))
        return err_set(e, E_INPUT, "settings.choice", word, "utf-8 cp932 euc-jp", NULL);
    *set |= 1U << charset;
    return 0;
}

static int take_word(struct settings *s, const struct setting_row *row, const char *word, struct err *e)
{
    struct serve_options *o = &s->serve;
    if (row->kind == SETTING_ENCODINGS)
        return take_encoding(&s->encodings, word, e);
    bool blocks = row->kind == SETTING_BLOCKS;
    if (blocks ? o->limits.exempt_n == LIMITS_EXEMPT : o->listen_n == SERVE_LISTEN_MAX)
        return err_set(e, E_LIMIT, "settings.many", row->most, NULL);
    int rc = blocks ? address_block_parse(word, &o->limits.exempt[o->limits.exempt_n], e)
                    : address_parse(word, &o->listen[o->listen_n], e);
    if (!rc && blocks)
        o->limits.exempt_n++;
    else if (!rc)
        o->listen_n++;
    return rc;
}

/* A list replaces what stood before. */
static int take_list(struct settings *s, const struct setting_row *row, const char *value, const char **bad_r, struct err *e)
{
    if (row->kind == SETTING_BLOCKS)
        s->serve.limits.exempt_n = 0;
    else if (row->kind == SETTING_LISTEN)
        s->serve.listen_n = 0;
    else
        s->encodings = 0;
    size_t words = 0;
    for (const char *at = value + strspn(value, " \t"); *at; words++) {
        size_t n = strcspn(at, " \t");
        const char *word = arena_strndup(&s->arena, at, n);
        *bad_r = at;
        int rc = take_word(s, row, word, e);
        if (rc)
            return rc;
        at += n;
        at += strspn(at, " \t");
    }
    *bad_r = value;
    return words || row->kind == SETTING_BLOCKS ? 0 : err_set(e, E_INPUT, "settings.empty", row->name, NULL);
}

int setting_take(struct settings *s, const struct setting_row *row, const char *value, const char **bad_r, struct err *e)
{
    void *member = (char *)s + row->offset;
    *bad_r = value;
    switch (row->kind) {
    case SETTING_PATH: return take_path(s, member, value);
    case SETTING_TEXT: return take_text(member, row, value, e);
    case SETTING_COUNT: return take_count(member, row, value, e);
    case SETTING_DURATION:
    case SETTING_LIMIT:
    case SETTING_SECONDS: return take_duration(member, row, value, e);
    case SETTING_SIZE: return take_size(member, row, value, e);
    case SETTING_LOG: return take_log(member, value, e);
    case SETTING_LISTEN:
    case SETTING_BLOCKS:
    case SETTING_ENCODINGS: return take_list(s, row, value, bad_r, e);
    }
    return err_set(e, E_BUG, "settings.empty", row->name, NULL);
}
