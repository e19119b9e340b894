/* 統計: intake, outcomes, how long it took and by whose hand, what the next years bring, fees.
 *
 * Months come from tallies that are kept while cases change; how long it took, from the newest closed cases. */
#ifndef SHINSA_APP_STATS_APP_H
#define SHINSA_APP_STATS_APP_H

#include "core/app/app.h"

enum { STATS_MONTHS = 12, STATS_AHEAD = 36, STATS_SAMPLE = 40, STATS_OUTCOMES_MAX = 30 };

struct stats_month {
    const char *month; /* 2026-11 */
    int64_t received, closed;
    int64_t billed, paid; /* yen */
};
struct stats_outcome {
    const char *label; /* of the state in which the cases closed */
    int64_t n;
};
struct stats_ahead {
    const char *month;
    int64_t ending; /* certificates in force today whose period ends: each a renewal, or a loss */
};
struct stats {
    struct stats_month month[STATS_MONTHS]; /* the last one is the present month */
    struct stats_outcome *outcome;          /* of these months, most frequent first */
    size_t n_outcomes;
    struct stats_ahead ahead[STATS_AHEAD];  /* from the present month on */
    /* Median days of the newest closed cases; n_sample 0: none is closed yet. */
    int own_days, applicant_days;
    size_t n_sample;
};

/* Of one scheme, or ("" or NULL) of all that the actor sees. E_NOTFOUND "scheme.unknown", E_DENIED "app.not-yours". */
int stats(struct app *app, const char *scheme, struct arena *a, struct stats *stats_r, struct err *e) WARN_UNUSED;

#endif
