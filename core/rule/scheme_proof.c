#include "core/rule/scheme_proof.h"

#include "core/base/str.h"

const struct scheme_proof scheme_proofs[] = {
    {"reference", "every id that is referred to exists", prove_references},
    {"guard-text", "every guard id has a text that says why", prove_guard_texts},
    {"source", "every rule has a source", prove_sources},
    {"label", "every label fits its place", prove_labels},
    {"sheet", "what a report counts can be counted, and the list it goes over is there", prove_sheets},
    {"requirement", "requirement ids exist and stand once in a rule", prove_requirements},
    {"body-dates", "names of the body follow each other without gap or overlap", prove_bodies},
    {"machine", "every machine has a start, and final states stay", prove_machines},
    {"state-reachable", "every state can be reached", prove_states_reachable},
    {"state-left", "every state leads to a final one", prove_states_left},
    {"transition-actor", "every transition has somebody who does it", prove_actors},
    {"case-type", "every case type has its machine, and letters differ", prove_case_types},
    {"set-type", "values that are set have the type of their fact", prove_set_types},
    {"fact-set", "every declared fact that is read is set somewhere", prove_facts_set},
    {"cycle", "no computed value depends on itself", prove_cycles},
    {"deadline-base", "what deadlines and periods count from is set somewhere", prove_deadline_base},
    {"deadline-closed", "every deadline that is opened is closed", prove_deadline_closed},
    {"price", "prices follow each other without gap or overlap", prove_prices},
    {"decision", "decision tables answer every case, and once", prove_decisions},
    {"checklist", "checklists can pass and fail, and are used", prove_checklists},
    {"number", "numbers can be read back and never come twice", prove_numbers},
    {"number-collision", "no number can be mistaken for one of another series", prove_number_collisions},
    {"field", "fields are complete for their type", prove_fields},
    {"consent", "every published field has a consent or legal basis", prove_consent},
    {"personal", "every personal field has a retention rule", prove_personal},
    {"merge-field", "no place of an issued paper can be empty", prove_merge_fields},
    {"issued", "every issued paper is issued by some effect", prove_papers_issued},
    {"custody", "every received document has a custody and a return", prove_custody},
    {"register", "every register is published and withdrawn", prove_registers},
    {"four-eyes", "who reviewed a case does not decide it", prove_people},
    {"committee", "a committee has a quorum", prove_committee},
};
const size_t n_scheme_proofs = COUNT_OF(scheme_proofs);

void scheme_prove(const struct scheme *s, struct problems *problems)
{
    if (s->abstract)
        return;
    struct arena work = {0};
    struct proving p = {.s = s, .problems = problems, .a = &work};
    for (size_t i = 0; i < n_scheme_proofs; i++) {
        p.proof = scheme_proofs[i].id;
        scheme_proofs[i].run(&p);
    }
    arena_done(&work);
}
