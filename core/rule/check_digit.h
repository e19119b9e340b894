/* Check digits by the name of their method. */
#ifndef SHINSA_RULE_CHECK_DIGIT_H
#define SHINSA_RULE_CHECK_DIGIT_H

#include "core/base/base.h"

/* The methods: "corporate_number" 法人番号: 13 digits, the first checks the twelve behind it (法人番号の指定等に関する省令
 * 第2条: 9 less the remainder by 9 of the digits weighted 1 and 2 in turn from the right); "invoice_number" 登録番号: T and
 * a corporate number; "mod11", "mod10": one digit at the end, weights 2 to 7 in turn, or Luhn. */
bool check_digit_known(const char *method);
/* True if the text is of the method's shape and its digit is right. */
bool check_digit_ok(const char *text, const char *method);
/* The digit for the digits before it ('0' to '9'); 0 if they are not digits, too many, or the method puts it elsewhere. */
char check_digit_for(const char *digits, const char *method);

#endif
