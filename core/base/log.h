/* One line an event: `ts level seat actor verb subject result ms key=value…`, escaped, ids only, never personal data.
 * base, model, rule and db stay silent; app, serve and main log. The journal is not the log. */
#ifndef SHINSA_BASE_LOG_H
#define SHINSA_BASE_LOG_H

#include "core/base/base.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_open(int fd, enum log_level least); /* process-wide; before it, lines go nowhere */
void log_seat(const char *seat);             /* borrowed; printed in each line of this process, "-" until set */
/* format gives the rest of the line; control bytes, quotes and line feeds in it are escaped. */
void log_line(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
