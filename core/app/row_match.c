#include "config.h" /* O_TMPFILE */

#include "core/app/row_match.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PARTS = 512, BLOCK_MARKS = 400, SLOTS_MIN = 1024, TYPE_BITS = 8, PACK_MAX_BYTES = 64 << 20 };

/* A record. Without a fingerprint of all of it: it was removed. */
struct mark {
    struct fingerprint key, all;
    uint64_t where; /* the type, and above it the event, or with IS_ROW the place among all rows */
};
#define IS_ROW (UINT64_C(1) << 63)

struct part {
    struct mark *fill; /* the block that is being filled */
    size_t n_fill;
    uint32_t *block; /* those before it, in the order written: places in the file */
    size_t n_blocks, room;
};

struct row_match {
    uint8_t secret[FINGERPRINT_KEY_BYTES];
    struct part part[PARTS];
    int fd; /* -1 until memory does not do */
    uint32_t n_blocks;
    uint64_t n_rows;
    struct row_match *before; /* changes that come before these, or NULL */
    struct buf pack;
    /* of the part that is compared: a hash table by key */
    struct mark *slot;
    size_t n_slots, n_used;
};

struct row_match *row_match_new(void)
{
    struct row_match *m = xcalloc(1, sizeof *m);
    random_bytes(m->secret, sizeof m->secret);
    m->fd = -1;
    m->pack = BUF(PACK_MAX_BYTES);
    return m;
}

void row_match_free(struct row_match *m)
{
    if (!m)
        return;
    row_match_free(m->before);
    for (size_t i = 0; i < PARTS; i++) {
        free(m->part[i].fill);
        free(m->part[i].block);
    }
    if (m->fd >= 0)
        close(m->fd);
    buf_done(&m->pack);
    free(m->slot);
    free(m);
}

static struct fingerprint fingerprint_of_record(struct row_match *m, size_t type, const struct record_value *values, bool keys_only)
{
    size_t n_types;
    const struct record_type *record_type = record_types(&n_types)[type];
    uint8_t head[2] = {(uint8_t)type, keys_only};
    buf_clear(&m->pack);
    buf_add(&m->pack, head, sizeof head);
    record_pack(record_type, values, keys_only, &m->pack);
    assert(!m->pack.full);
    return fingerprint_of(m->secret, m->pack.p, m->pack.n);
}

/* ---- parts, on disk where they must ------------------------------------------------------------------------------------ */

static int open_scratch(struct row_match *m, struct err *e)
{
    const char *dir = getenv("TMPDIR");
    if (!dir || !*dir)
        dir = "/var/tmp";
    m->fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (m->fd >= 0)
        return 0;
    err_set(e, E_IO, "verify.scratch", dir, NULL);
    return err_detail(e, "open: %s", strerror(errno));
}

static int64_t place_of(uint32_t block)
{
    return (int64_t)block * (int64_t)(BLOCK_MARKS * sizeof(struct mark));
}

static int write_block(struct row_match *m, struct part *part, struct err *e)
{
    int rc = m->fd < 0 ? open_scratch(m, e) : 0;
    if (rc)
        return rc;
    size_t size = BLOCK_MARKS * sizeof(struct mark);
    for (size_t done = 0; done < size;) {
        ssize_t n = pwrite(m->fd, (const char *)part->fill + done, size - done, place_of(m->n_blocks) + (int64_t)done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            err_set(e, E_IO, "verify.scratch", "", NULL);
            return err_detail(e, "write: %s", strerror(errno));
        }
        done += (size_t)n;
    }
    if (part->n_blocks == part->room) {
        part->room = part->room ? part->room * 2 : 16;
        part->block = xrealloc(part->block, part->room * sizeof *part->block);
    }
    part->block[part->n_blocks++] = m->n_blocks++;
    part->n_fill = 0;
    return 0;
}

static int read_block(const struct row_match *m, uint32_t block, struct mark *to, struct err *e)
{
    size_t size = BLOCK_MARKS * sizeof(struct mark);
    for (size_t done = 0; done < size;) {
        ssize_t n = pread(m->fd, (char *)to + done, size - done, place_of(block) + (int64_t)done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            err_set(e, E_IO, "verify.scratch", "", NULL);
            return err_detail(e, "read: %s", n ? strerror(errno) : "too short");
        }
        done += (size_t)n;
    }
    return 0;
}

static int add(struct row_match *m, const struct mark *mark, struct err *e)
{
    struct part *part = &m->part[mark->key.half[0] % PARTS];
    if (!part->fill)
        part->fill = xcalloc(BLOCK_MARKS, sizeof *part->fill);
    if (part->n_fill == BLOCK_MARKS) {
        int rc = write_block(m, part, e);
        if (rc)
            return rc;
    }
    part->fill[part->n_fill++] = *mark;
    return 0;
}

int row_match_change(struct row_match *m, size_t type, const struct record_value *values, bool removed, int64_t seq, struct err *e)
{
    assert(seq > 0 && type < 1 << TYPE_BITS);
    struct mark mark = {.key = fingerprint_of_record(m, type, values, true), .where = (uint64_t)seq << TYPE_BITS | type};
    if (!removed)
        mark.all = fingerprint_of_record(m, type, values, false);
    return add(m, &mark, e);
}

int row_match_row(struct row_match *m, size_t type, const struct record_value *values, struct err *e)
{
    struct mark mark = {.key = fingerprint_of_record(m, type, values, true), .all = fingerprint_of_record(m, type, values, false),
                        .where = IS_ROW | m->n_rows++ << TYPE_BITS | type};
    return add(m, &mark, e);
}

bool row_match_is(struct row_match *m, size_t type, const struct record_value *values, const struct row_mismatch *mismatch)
{
    struct fingerprint key = fingerprint_of_record(m, type, values, true);
    return type == mismatch->type && memcmp(&key, &mismatch->key, sizeof key) == 0;
}

/* ---- two processes ------------------------------------------------------------------------------------------------------ */

/* The file is opened now, since the child writes to it and the parent reads it. */
int row_match_new_before(struct row_match *m, struct row_match **first_r, struct err *e)
{
    struct row_match *first = row_match_new();
    memcpy(first->secret, m->secret, sizeof first->secret);
    int rc = open_scratch(first, e);
    if (rc)
        row_match_free(first);
    else
        *first_r = first;
    return rc;
}

void row_match_put_before(struct row_match *m, struct row_match *first)
{
    assert(!m->before);
    m->before = first;
}

static int send_all(int fd, const void *from, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = write(fd, (const char *)from + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        done += (size_t)n;
    }
    return 0;
}

static int receive_all(int fd, void *to, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = read(fd, (char *)to + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        done += (size_t)n;
    }
    return 0;
}

int row_match_hand_over(const struct row_match *first, int fd)
{
    for (size_t i = 0; i < PARTS; i++) {
        const struct part *part = &first->part[i];
        const size_t sizes[2] = {part->n_fill, part->n_blocks};
        if (send_all(fd, sizes, sizeof sizes) || send_all(fd, part->fill, part->n_fill * sizeof *part->fill) ||
            send_all(fd, part->block, part->n_blocks * sizeof *part->block))
            return -1;
    }
    return 0;
}

int row_match_take_over(struct row_match *first, int fd)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct part *part = &first->part[i];
        size_t sizes[2];
        if (receive_all(fd, sizes, sizeof sizes) || sizes[0] > BLOCK_MARKS)
            return -1;
        part->fill = xcalloc(BLOCK_MARKS, sizeof *part->fill);
        part->block = xcalloc(sizes[1], sizeof *part->block);
        part->n_fill = sizes[0];
        part->n_blocks = part->room = sizes[1];
        if (receive_all(fd, part->fill, sizes[0] * sizeof *part->fill) ||
            receive_all(fd, part->block, sizes[1] * sizeof *part->block))
            return -1;
    }
    return 0;
}

/* ---- comparing ---------------------------------------------------------------------------------------------------------- */

struct outcome {
    int64_t n;
    bool found;
    struct mark first;
};

static bool same(const struct fingerprint *a, const struct fingerprint *b)
{
    return a->half[0] == b->half[0] && a->half[1] == b->half[1];
}

static bool is_none(const struct fingerprint *f)
{
    return !f->half[0] && !f->half[1];
}

/* The slot of a key, or the empty one where it would stand. */
static struct mark *slot_of(struct row_match *m, const struct fingerprint *key)
{
    size_t at = key->half[1] & (m->n_slots - 1);
    while (!is_none(&m->slot[at].key) && !same(&m->slot[at].key, key))
        at = (at + 1) & (m->n_slots - 1);
    return &m->slot[at];
}

static void make_room(struct row_match *m)
{
    if (m->n_used < m->n_slots / 2)
        return;
    struct mark *before = m->slot;
    size_t n = m->n_slots;
    m->n_slots = n ? n * 2 : SLOTS_MIN;
    m->slot = xcalloc(m->n_slots, sizeof *m->slot);
    for (size_t i = 0; i < n; i++)
        if (!is_none(&before[i].key))
            *slot_of(m, &before[i].key) = before[i];
    free(before);
}

static size_t type_of(uint64_t where)
{
    return where & ((1 << TYPE_BITS) - 1);
}

/* The first of the first type stands, whatever the secret: what events say before rows that none knows. */
static void mismatch(struct outcome *out, const struct mark *mark)
{
    size_t type = type_of(mark->where), before = type_of(out->first.where);
    if (!out->found || type < before || (type == before && mark->where < out->first.where))
        out->first = *mark;
    out->found = true;
}

/* Changes come in the order of events, so that the last one stands; then rows take off what they match. */
static void match(struct row_match *m, const struct mark *mark, struct outcome *out)
{
    bool is_row = mark->where & IS_ROW;
    make_room(m);
    struct mark *slot = slot_of(m, &mark->key);
    if (is_row && (is_none(&slot->key) || is_none(&slot->all))) {
        mismatch(out, mark);
    } else if (is_row) {
        if (same(&slot->all, &mark->all))
            out->n++;
        else
            mismatch(out, slot);
        slot->all = (struct fingerprint){{0, 0}};
    } else {
        m->n_used += is_none(&slot->key);
        *slot = *mark;
    }
}

static int match_part(struct row_match *m, const struct row_match *from, size_t i, struct mark *block, struct outcome *out, struct err *e)
{
    const struct part *part = &from->part[i];
    for (size_t j = 0; j < part->n_blocks; j++) {
        int rc = read_block(from, part->block[j], block, e);
        if (rc)
            return rc;
        for (size_t k = 0; k < BLOCK_MARKS; k++)
            match(m, &block[k], out);
    }
    for (size_t k = 0; k < part->n_fill; k++)
        match(m, &part->fill[k], out);
    return 0;
}

static int match_parts(struct row_match *m, size_t i, struct mark *block, struct outcome *out, struct err *e)
{
    m->n_used = 0;
    if (m->slot)
        memset(m->slot, 0, m->n_slots * sizeof *m->slot);
    int rc = m->before ? match_part(m, m->before, i, block, out, e) : 0;
    if (!rc)
        rc = match_part(m, m, i, block, out, e);
    for (size_t j = 0; !rc && j < m->n_slots; j++)
        if (!is_none(&m->slot[j].key) && !is_none(&m->slot[j].all))
            mismatch(out, &m->slot[j]);
    return rc;
}

int row_match_end(struct row_match *m, int64_t *n_r, bool *found_r, struct row_mismatch *mismatch_r, struct err *e)
{
    struct outcome out = {0};
    struct mark *block = xcalloc(BLOCK_MARKS, sizeof *block);
    int rc = 0;
    for (size_t i = 0; !rc && i < PARTS; i++)
        rc = match_parts(m, i, block, &out, e);
    free(block);
    if (rc)
        return rc;
    *n_r = out.n;
    *found_r = out.found;
    *mismatch_r = (struct row_mismatch){
        .type = type_of(out.first.where),
        .seq = out.first.where & IS_ROW ? 0 : (int64_t)(out.first.where >> TYPE_BITS),
        .key = out.first.key,
    };
    return 0;
}
