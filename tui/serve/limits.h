/* Who may connect, decided before anything of the connection is read.
 *
 * Counts the connections that have not logged in yet, in all and by source, and keeps a debt of seconds for each source
 * that misbehaved. Debt is worked off by time; a source is refused from the moment its debt reaches
 * `refuse_at_seconds` until all of it is gone. Exempt sources (the office's own address, behind which many people sit)
 * have neither debt nor a count of their own, but do count in all. In memory only; the caller tells the time. */
#ifndef SHINSA_SERVE_LIMITS_H
#define SHINSA_SERVE_LIMITS_H

#include "tui/serve/address.h"

enum { LIMITS_SOURCES = 2048, LIMITS_EXEMPT = 32 };

enum limits_fault {
    FAULT_LOGIN,  /* a key, code or user was wrong */
    FAULT_ABSENT, /* left without trying to log in */
    FAULT_GRACE,  /* did not log in within the time allowed */
    FAULT_CRASH,  /* its door died by a signal: something hostile was sent */
    FAULT_COUNT
};

enum limits_verdict {
    LIMITS_WELCOME,
    LIMITS_PENALTY,       /* the source is being refused for a while */
    LIMITS_SOURCE_BUSY,   /* too many of its connections are still logging in */
    LIMITS_ALL_BUSY       /* too many connections of all sources are still logging in */
};

struct limits_config {
    uint32_t pending_all, pending_source;
    uint32_t refuse_at_seconds, debt_max_seconds;
    uint32_t fault_seconds[FAULT_COUNT];
    struct address_block exempt[LIMITS_EXEMPT];
    size_t exempt_n;
};

/* 30 in all, 5 a source; 5 seconds a wrong login, 1 an absent one, 10 a grace, 90 a crash; refused from 15, most 600. */
struct limits_config limits_defaults(void);

struct limits;

struct limits *limits_new(const struct limits_config *config);
void limits_free(struct limits *l);

/* Counts the connection if it is welcome; the caller then calls limits_settled once, when it has logged in or gone.
 * *wait_seconds_r tells a refused source when to come again (0: soon). */
enum limits_verdict limits_admit(struct limits *l, const struct address *from, int64_t now_ms, uint32_t *wait_seconds_r);
void limits_settled(struct limits *l, const struct address *from);
void limits_fault(struct limits *l, const struct address *from, enum limits_fault fault, int64_t now_ms);

const char *limits_verdict_name(enum limits_verdict verdict); /* for the log: "penalty" */

#endif
