/* Views: who looked at a person's data. Every opening of a case or a certificate, every list of look-up hits and every
 * ledger shown is noted in memory as it is shown, and written to the journal a moment later, when the hand rests or the
 * sitting ends: looking costs no key its time. What a person, a thing and a day have in common stands in the journal once.
 *
 * A store that cannot be written (full disk, read-only) keeps nobody from looking: what was noted waits until it can be.
 * Notes are kept only where views_keep was called: seats and verbs, not the clock, demo data or worked examples. */
#ifndef SHINSA_APP_VIEW_LOG_H
#define SHINSA_APP_VIEW_LOG_H

#include "core/base/err.h"

struct app;
struct view_log;

/* Notes waiting at most, 256 bytes each; what comes beyond is lost, and one line of the log says so. */
enum { VIEWS_WAITING_MAX = 4000, VIEW_OBJECT_BYTES = 96 };

/* From now on the app notes what is looked at. */
void views_keep(struct app *app);
/* Frees the notes; what still waits is lost. NULL is allowed. */
void view_log_free(struct view_log *log);

/* The actor sees a case or a certificate. id 0 is nothing. */
void views_saw(struct app *app, const char *kind, int64_t id);
/* He sees a ledger or a report of a scheme. */
void views_saw_sheet(struct app *app, const char *scheme, const char *sheet);
/* He sees it as a hit of the look-up; the hits of one pause become one event. */
void views_saw_hit(struct app *app, const char *kind, int64_t id);

/* Does anything wait? */
bool views_wait(const struct app *app);
/* Writes what waits, all in one transaction; what fails goes on waiting. E_IO, E_BUSY. */
int views_write(struct app *app, struct err *e) WARN_UNUSED;

#endif
