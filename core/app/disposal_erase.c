/* What changes when personal values go: forms in every revision, the records that forms are about, written ledger rows, the
 * party, and, where the rule says so, free texts and letters. */
#include "core/app/disposal_internal.h"

#include <string.h>

#include "core/base/str.h"
#include "db/rows_disposal.h"

struct blanking {
    const struct scheme *s;
    const char *rule;
    const struct form_def *form;
    struct arena *a;
    size_t n; /* values left out */
};

/* The name of a key as retention.yaml writes it: the rows of a matrix form are "*". */
static const char *path_of(const struct blanking *b, const char *path, const char *key)
{
    bool is_row = b->form->rows && !*path;
    for (size_t i = 0; is_row && i < b->form->head.n; i++)
        is_row = !str_eq(b->form->head.at[i].rule.id, key);
    return is_row ? "*" : arena_printf(b->a, "%s%s%s", path, *path ? "." : "", key);
}

static void copy_json(struct blanking *b, struct json_writer *w, const struct json *node, const char *path)
{
    switch (node->kind) {
    case JSON_NULL: json_null(w); return;
    case JSON_BOOL: json_bool(w, node->integer != 0); return;
    case JSON_INT: json_int(w, node->integer); return;
    case JSON_TEXT: json_text(w, node->text); return;
    case JSON_ARRAY:
        json_begin_array(w);
        for (const struct json *child = node->child; child; child = child->next)
            copy_json(b, w, child, path);
        json_end_array(w);
        return;
    case JSON_OBJECT: break;
    }
    json_begin_object(w);
    for (const struct json *child = node->child; child; child = child->next) {
        const char *inside = path_of(b, path, child->key);
        if (retention_has_field(b->s, b->rule, b->form->rule.id, inside)) {
            b->n++;
            continue;
        }
        json_key(w, child->key);
        copy_json(b, w, child, inside);
    }
    json_end_object(w);
}

static int blank_form(struct act *act, const char *rule, const struct form *form, struct err *e)
{
    struct blanking b = {.s = act->b.scheme, .rule = rule, .form = scheme_form(act->b.scheme, form->form), .a = act->arena};
    AUTO(buf) struct buf body = BUF(JSON_BYTES_MAX);
    struct json_writer w = json_writer_to(&body);
    struct json *tree;
    struct form kept = *form;
    int rc = b.form ? json_parse(act->arena, form->body, strlen(form->body), &tree, e) : 0;
    if (rc || !b.form)
        return rc;
    copy_json(&b, &w, tree, "");
    kept.body = arena_strdup(act->arena, buf_str(&body));
    if (b.n)
        act_put(act, &form_type, &kept);
    return 0;
}

static int blank_forms(struct act *act, const char *rule, struct err *e)
{
    struct rows rows;
    int rc = rows_form_revisions(act->app->db, act->b.c.id, act->arena, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++)
        rc = blank_form(act, rule, &((const struct form *)rows.at)[i], e);
    return rc;
}

/* Empties a text field of a record; true if there was something. Only what the journal keeps as a digest can be erased. */
static bool empty_field(const struct record_type *type, void *record, const char *name)
{
    const struct record_field *field = record_field_named(type, name);
    char to[DATE_TEXT_BYTES];
    if (!field || !(field->flags & FIELD_PERSONAL) || !*record_get_text(record, field, to))
        return false;
    return record_set_text(record, field, "");
}

/* Payments, papers and wishes, whose fields a form shows. */
static void blank_records(struct act *act, const char *rule)
{
    const struct scheme *s = act->b.scheme;
    for (size_t i = 0; i < s->forms.n; i++) {
        const struct form_def *form = &s->forms.at[i];
        const struct record_type *type = form->record ? record_type_named(form->record) : NULL;
        bool payment = type == &payment_type, wish = type == &withholding_type;
        for (size_t k = 0; type && k < form->fields.n; k++) {
            const char *field = form->fields.at[k].rule.id;
            if (!retention_has_field(s, rule, form->rule.id, field))
                continue;
            for (size_t j = 0; payment && j < act->b.payment.n; j++)
                if (empty_field(type, &act->b.payment.at[j], field))
                    act_put(act, type, &act->b.payment.at[j]);
            for (size_t j = 0; wish && j < act->b.withholding.n; j++)
                if (act->b.withholding.at[j].case_id == act->b.c.id && empty_field(type, &act->b.withholding.at[j], field))
                    act_put(act, type, &act->b.withholding.at[j]);
        }
    }
}

/* Of a written ledger row, the columns that print one of the values. */
static int blank_ledger_row(struct act *act, const char *rule, const struct ledger_row *row, struct err *e)
{
    const struct ledger_def *ledger = scheme_ledger(act->b.scheme, row->ledger);
    AUTO(buf) struct buf body = BUF(JSON_BYTES_MAX);
    struct json_writer w = json_writer_to(&body);
    struct ledger_row kept = *row;
    struct json *tree;
    bool any = false;
    int rc = ledger && *row->body ? json_parse(act->arena, row->body, strlen(row->body), &tree, e) : 0;
    if (rc || !ledger || !*row->body)
        return rc;
    json_begin_object(&w);
    for (const struct json *cell = tree->child; cell; cell = cell->next) {
        bool personal = false;
        for (size_t i = 0; i < ledger->columns.n; i++)
            personal = personal || ((str_eq(cell->key, ledger->columns.at[i].rule.label) || str_eq(cell->key, ledger->columns.at[i].rule.id)) &&
                                    retention_reads(act->b.scheme, rule, &ledger->columns.at[i].value));
        personal = personal && !str_empty(cell->text);
        json_put_text(&w, cell->key, personal ? "" : cell->text);
        any = any || personal;
    }
    json_end_object(&w);
    kept.body = arena_strdup(act->arena, buf_str(&body));
    if (any)
        act_put(act, &ledger_row_type, &kept);
    return 0;
}

static int blank_ledgers(struct act *act, const char *rule, struct err *e)
{
    struct rows rows;
    int rc = rows_ledger_of_case(act->app->db, act->b.c.id, act->arena, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++)
        rc = blank_ledger_row(act, rule, &((const struct ledger_row *)rows.at)[i], e);
    return rc;
}

/* What the party took from these fields, unless another case of it is still kept. */
static int blank_party(struct act *act, const char *rule, int64_t disposal_id, struct err *e)
{
    const struct party_def *from = &act->b.scheme->party;
    const struct {
        const char *field;
        const struct formula *formula;
    } parts[] = {{"name", &from->name}, {"reading", &from->reading}, {"address", &from->address}, {"tel", &from->tel}, {"mail", &from->mail}};
    bool others = true, any = false;
    int rc = act->b.party.id ? party_has_others(act->app->db, act->b.party.id, act->b.c.id, disposal_id, &others, e) : 0;
    for (size_t i = 0; !rc && !others && i < COUNT_OF(parts); i++)
        if (retention_reads(act->b.scheme, rule, parts[i].formula))
            any |= empty_field(&party_type, &act->b.party, parts[i].field);
    if (any)
        act_put(act, &party_type, &act->b.party);
    return rc;
}

static void drop_bytes(struct paper *p, struct disposal_blobs *blob_r, struct arena *a)
{
    if (*p->blob)
        *LIST_ADD(a, &blob_r->all) = p->blob;
    p->blob = "";
    p->bytes = 0;
}

/* Notes, questions with their answers, and the letters that were written. */
static void blank_texts(struct act *act, struct disposal_blobs *blob_r)
{
    struct bundle *b = &act->b;
    for (size_t i = 0; i < b->check.n; i++)
        if (empty_field(&check_result_type, &b->check.at[i], "note"))
            act_put(act, &check_result_type, &b->check.at[i]);
    for (size_t i = 0; i < b->query.n; i++) {
        bool asked = empty_field(&query_type, &b->query.at[i], "question"), answered = empty_field(&query_type, &b->query.at[i], "answer");
        if (asked || answered)
            act_put(act, &query_type, &b->query.at[i]);
    }
    for (size_t i = 0; i < b->paper.n; i++) {
        struct paper *p = &b->paper.at[i];
        bool mine = p->case_id == b->c.id && str_eq(p->direction, "issued"), has_bytes = mine && *p->blob;
        if (!mine || (!empty_field(&paper_type, p, "addressee") && !has_bytes))
            continue;
        drop_bytes(p, blob_r, act->arena);
        act_put(act, &paper_type, p);
    }
}

int disposal_erase(struct act *act, const char *rule, int64_t disposal_id, struct disposal_blobs *blob_r, struct err *e)
{
    int rc = blank_forms(act, rule, e);
    if (rc)
        return rc;
    blank_records(act, rule);
    if (retention_has_texts(act->b.scheme, rule))
        blank_texts(act, blob_r);
    rc = blank_ledgers(act, rule, e);
    return rc ? rc : blank_party(act, rule, disposal_id, e);
}

void disposal_destroy(struct act *act, const struct paper *p, struct disposal_blobs *blob_r)
{
    struct paper gone = *p;
    gone.title = "";
    gone.custody = "destroyed";
    gone.custody_on = act->today;
    gone.shelf = "";
    drop_bytes(&gone, blob_r, act->arena);
    act_put(act, &paper_type, &gone);
}
