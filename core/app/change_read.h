/* Reads the body of an event back, change by change, as change.h wrote it (doc/internals/journal.md). It stands in the way of
 * every proof, so it builds no tree and copies nothing that it can borrow. What is not written exactly so is refused. */
#ifndef SHINSA_APP_CHANGE_READ_H
#define SHINSA_APP_CHANGE_READ_H

#include "core/app/change.h"
#include "db/rows_event.h"

struct change_reader {
    struct private_values values; /* of this event, in order */
    size_t n_values;              /* taken so far */
    size_t n_erased;              /* of these, without a value any more */
    /* its own */
    const char *at_, *end_;
    struct arena *a_;
    bool begun_;
};

struct change_text {
    const struct record_type *type;
    bool removed; /* only the key is there */
    struct record_value value[RECORD_FIELDS_MAX]; /* borrowed from the body, its personal values and the arena */
};

struct change_reader change_reader_of(struct str body, struct private_values values, struct arena *a);
/* 1: a change; 0: that was the last one, and the body was whole. Personal values are taken in their order and read as ""
 * once erased. E_INPUT "verify.body" for what is no body, "journal.body" for a table, field or value that cannot be,
 * "journal.digest" for a value that is not the one of its digest, "journal.value-missing". */
int change_next(struct change_reader *r, struct change_text *c_r, struct err *e) WARN_UNUSED;

#endif
