/* Papers 書類: what must come, what came, where it stands, what was issued, what goes back. Errors: those of app.h,
 * and what a function says. */
#ifndef SHINSA_APP_PAPER_APP_H
#define SHINSA_APP_PAPER_APP_H

#include "core/app/app.h"
#include "core/base/buf.h"
#include "core/model/paper.h"

struct paper_need {
    const char *class, *label, *why, *src;
    bool required, here, original_needed;
    struct date good_until;  /* last day on which the one here may be used; none */
};
struct paper_row {
    struct paper p;
    const char *class_label, *custody_label;
    const char *handling; /* what the scheme has the office keep of a received one; "": it itself */
    bool secret;
};
struct paper_sheet {
    struct paper_need *need; /* every class that may come for this case, required ones first */
    size_t n_needs;
    struct paper_row *received, *issued;
    struct paper_row *filed; /* received with the certificate's other cases: here still, or gone back since this one began */
    size_t n_received, n_issued, n_filed;
    size_t n_to_return;
};
int paper_sheet(struct app *app, int64_t case_id, struct arena *a, struct paper_sheet *sheet_r, struct err *e) WARN_UNUSED;
/* Enters a received paper (id 0) or changes one; fields as in the record, custody and bytes are other verbs' business.
 * E_INPUT "paper.class" "paper.text" "paper.copies", E_RULE "paper.issued", E_NOTFOUND "paper.unknown"; here and below. */
int paper_receive(struct app *app, const struct paper *p, int64_t *id_r, struct err *e) WARN_UNUSED;
/* Says by its title which paper replaces a received one; "" takes it back. What is replaced may go back at a
 * renewal. E_NOTFOUND "paper.unknown", E_RULE "paper.issued", E_INPUT "paper.text". */
int paper_replace(struct app *app, int64_t paper_id, const char *title, struct err *e) WARN_UNUSED;
/* lent, kept, returned, destroyed; note: where it is now, "" for as before. E_RULE "paper.kept" "paper.retention" "paper.by-list" when the
 * scheme keeps it, "paper.gone". */
int paper_move(struct app *app, int64_t paper_id, const char *custody, struct date on, const char *note, struct err *e) WARN_UNUSED;
/* Exact bytes of an issued or stored paper. Reading a secret one is journalled. E_NOTFOUND "paper.no-bytes". */
int paper_bytes(struct app *app, int64_t paper_id, struct buf *out, struct err *e) WARN_UNUSED;
/* Stores bytes for a received paper: content-addressed, at most PAPER_BYTES_MAX. */
enum { PAPER_BYTES_MAX = 20 << 20 };
/* E_NOTFOUND "paper.unknown", E_RULE "paper.issued", E_INPUT "paper.media", E_LIMIT "paper.too-large". */
int paper_attach(struct app *app, int64_t paper_id, const char *media, const void *p, size_t n, struct err *e) WARN_UNUSED;
/* Sends back what the scheme says goes back under the open return tasks; writes the covering letter, closes the deadline.
 * n_r: papers returned. E_RULE "paper.nothing-to-return". */
int paper_return_all(struct app *app, int64_t case_id, struct date on, size_t *n_r, struct err *e) WARN_UNUSED;

#endif
