/* The journal: every verb that changes anything ends in journal_commit, inside its db_write.
 *
 *     static int accept(struct db *db, void *arg, struct err *e)
 *     {
 *         struct change_set set = change_set_in(arena);
 *         ... read rows, ask rules, change copies ...
 *         change_put(&set, &case_file_type, &c);
 *         const struct journal_entry entry = {at, actor, seat, "case.act", "case:12", "{\"action\":\"accept\"}"};
 *         return journal_commit(db, &entry, &set, NULL, e);
 *     }
 *
 * Rows are written nowhere else, so the rows are always what the events say (verify.h proves it). The bytes of an event,
 * and how an outsider checks them, stand in doc/internals/journal.md.
 *
 * Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_JOURNAL_H
#define SHINSA_APP_JOURNAL_H

#include "core/app/change.h"
#include "core/model/event.h"
#include "db/db.h"
#include "db/rows_event.h"

struct journal_entry {
    instant_us at;
    const char *actor;  /* login, or "clock" */
    const char *seat;
    const char *verb;   /* "case.act" */
    const char *object; /* "case:12" */
    const char *note;   /* what else should be known, a JSON object without personal data; NULL for none */
};
enum { JOURNAL_NOTE_MAX_BYTES = 64 << 10, JOURNAL_BODY_MAX_BYTES = 16 << 20, JOURNAL_NAME_MAX_BYTES = 200 };

/* Writes the event and applies the changes to the rows and to what is derived from them. A set without changes is an event
 * all the same (a secret paper was read). seq_r may be NULL. E_CONFLICT "db.changed" when a record was changed since it
 * was read, E_LIMIT "journal.too-large", and what rows_put says. The set is not changed: the work may run again. */
int journal_commit(struct db *db, const struct journal_entry *entry, const struct change_set *set, int64_t *seq_r,
                   struct err *e) WARN_UNUSED;

/* The same, and forgets every value that the journal had until now for personal fields of these records: what they hold
 * from here on is all there is. *n_r: values forgotten. */
int journal_forget(struct db *db, const struct journal_entry *entry, const struct change_set *set, int64_t *n_r, struct err *e) WARN_UNUSED;

/* Erases personal values: empties these fields in the record's row and forgets every value the journal ever had for them;
 * the chain stays verifiable. fields end with NULL; *key holds the record's key. n_r: values forgotten in the journal.
 * What SQLite had on disk is overwritten at once in the file, in its write-ahead log by the next checkpoint. */
int journal_erase(struct db *db, const struct journal_entry *entry, const struct record_type *type, const void *key,
                  const char *const *fields, int64_t *n_r, struct err *e) WARN_UNUSED;

/* The hash that belongs to an event, from all its other members. */
struct sha256 journal_hash(const struct event *ev);
struct sha256 journal_text_hash(const struct event_text *ev);

#endif
