/* What goes wrong, or otherwise, in an invented case, so that an action that its flawless specimen does not lead to may happen:
 * an item that fails, another answer on a form, a paper that came, a question that was asked. */
#ifndef SHINSA_APP_DEMO_FAULT_H
#define SHINSA_APP_DEMO_FAULT_H

#include "core/app/act.h"
#include "core/app/demo_choose.h"
#include "core/app/examples_stage.h"

/* Changes something that the guards that refuse this action read. act: about the option's unit, with the answers that it was
 * refused with, not to be committed. st: what the forms of the case say; changed with them. *done_r: something was changed and
 * committed. Inside db_write. E_IO of the store. */
int demo_fault(struct act *act, struct stage *st, struct demo_life *life, const struct demo_option *option, bool *done_r, struct err *e) WARN_UNUSED;

#endif
