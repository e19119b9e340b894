/* The look-up box 照会: type anything, find it in one breath. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_LOOKUP_APP_H
#define SHINSA_APP_LOOKUP_APP_H

#include "core/app/app.h"

enum hit_kind { HIT_CERTIFICATE, HIT_CASE, HIT_PARTY, HIT_FEE, HIT_PAPER };

struct hit {
    enum hit_kind kind;
    int64_t id;               /* of the certificate, case, party, fee or paper */
    int64_t case_id;          /* the case it belongs to; 0 for a certificate or a party */
    const char *kind_label;   /* 認定 案件 申請者 … */
    const char *number, *subject, *party_name, *state_label, *scheme_short;
    struct date granted_on, valid_until; /* certificates */
    bool in_force, on_register;
    bool candidate;           /* only after changing letters: O for 0 */
};
struct lookup {
    const char *understood;   /* "認定番号 IP0011-2204 として探しました" */
    const char *suggest;      /* "通番0001は IP0001-1212 です", "" if nothing */
    struct hit *hit;
    size_t n;
    bool more;
};
enum { LOOKUP_TEXT_MAX = 200, LOOKUP_HITS_MAX = 50 };
/* Never fails for what is typed: nothing found is n = 0. The hits show names, so they are noted as seen (view_log.h). */
int lookup(struct app *app, const char *text, size_t limit, struct arena *a, struct lookup *lookup_r, struct err *e) WARN_UNUSED;

#endif
