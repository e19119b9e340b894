#include "tui/serve/limits.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"

struct source {
    struct address address;
    int64_t free_at_ms; /* when its debt is worked off */
    uint32_t pending;
    bool used, refused;
};

struct limits {
    struct limits_config config;
    uint32_t pending;
    struct source source[LIMITS_SOURCES];
};

struct limits_config limits_defaults(void)
{
    return (struct limits_config){
        .pending_all = 30,
        .pending_source = 5,
        .refuse_at_seconds = 15,
        .debt_max_seconds = 600,
        .fault_seconds = {[FAULT_LOGIN] = 5, [FAULT_ABSENT] = 1, [FAULT_GRACE] = 10, [FAULT_CRASH] = 90},
    };
}

struct limits *limits_new(const struct limits_config *config)
{
    struct limits *l = xcalloc(1, sizeof *l);
    l->config = *config;
    return l;
}

void limits_free(struct limits *l)
{
    free(l);
}

static bool is_exempt(const struct limits *l, const struct address *from)
{
    for (size_t i = 0; i < l->config.exempt_n; i++)
        if (address_in_block(from, &l->config.exempt[i]))
            return true;
    return false;
}

static struct source *source_find(struct limits *l, const struct address *from)
{
    struct address key = address_source(from);
    for (size_t i = 0; i < LIMITS_SOURCES; i++)
        if (l->source[i].used && address_same_host(&l->source[i].address, &key))
            return &l->source[i];
    return NULL;
}

/* The place of a source, made if need be. When all places are taken the source that is free soonest gives up its own;
 * sources with connections under way keep theirs. NULL if none can be given. */
static struct source *source_place(struct limits *l, const struct address *from)
{
    struct source *place = source_find(l, from);
    if (place)
        return place;
    for (size_t i = 0; i < LIMITS_SOURCES; i++) {
        struct source *s = &l->source[i];
        if (!s->used) {
            place = s;
            break;
        }
        if (!s->pending && (!place || s->free_at_ms < place->free_at_ms))
            place = s;
    }
    if (place)
        *place = (struct source){.address = address_source(from), .used = true};
    return place;
}

enum limits_verdict limits_admit(struct limits *l, const struct address *from, int64_t now_ms, uint32_t *wait_seconds_r)
{
    *wait_seconds_r = 0;
    if (is_exempt(l, from)) {
        if (l->pending >= l->config.pending_all)
            return LIMITS_ALL_BUSY;
        l->pending++;
        return LIMITS_WELCOME;
    }
    struct source *s = source_find(l, from);
    if (s && s->refused) {
        if (s->free_at_ms > now_ms) {
            *wait_seconds_r = (uint32_t)((s->free_at_ms - now_ms + 999) / 1000);
            return LIMITS_PENALTY;
        }
        s->refused = false;
    }
    if (s && s->pending >= l->config.pending_source)
        return LIMITS_SOURCE_BUSY;
    if (l->pending >= l->config.pending_all)
        return LIMITS_ALL_BUSY;
    s = source_place(l, from);
    if (!s)
        return LIMITS_ALL_BUSY;
    s->pending++;
    l->pending++;
    return LIMITS_WELCOME;
}

void limits_settled(struct limits *l, const struct address *from)
{
    assert(l->pending > 0);
    l->pending--;
    if (is_exempt(l, from))
        return;
    struct source *s = source_find(l, from);
    assert(s && s->pending > 0);
    s->pending--;
}

void limits_fault(struct limits *l, const struct address *from, enum limits_fault fault, int64_t now_ms)
{
    if (is_exempt(l, from))
        return;
    struct source *s = source_place(l, from);
    if (!s)
        return;
    int64_t most_ms = now_ms + (int64_t)l->config.debt_max_seconds * 1000;
    if (s->free_at_ms < now_ms) {
        s->free_at_ms = now_ms;
        s->refused = false;
    }
    s->free_at_ms += (int64_t)l->config.fault_seconds[fault] * 1000;
    if (s->free_at_ms > most_ms)
        s->free_at_ms = most_ms;
    if (s->free_at_ms - now_ms >= (int64_t)l->config.refuse_at_seconds * 1000)
        s->refused = true;
}

const char *limits_verdict_name(enum limits_verdict verdict)
{
    static const char *const name[] = {
        [LIMITS_WELCOME] = "welcome",
        [LIMITS_PENALTY] = "penalty",
        [LIMITS_SOURCE_BUSY] = "source-busy",
        [LIMITS_ALL_BUSY] = "all-busy",
    };
    return name[verdict];
}
