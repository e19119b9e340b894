/* Backups: a copy of the whole store in one file, proved before it counts, and the way back. */
#ifndef SHINSA_APP_BACKUP_H
#define SHINSA_APP_BACKUP_H

#include "core/app/verify.h"

/* Copies the store into a new file while others work, makes it durable, then proves the copy (verify.h) and only then gives
 * it its name: what has the name is whole. E_CONFLICT "store.exists" and "backup.unsound" with the difference in the detail,
 * E_IO; on failure there is no file. result_r may be NULL. */
int backup_make(struct db *db, const char *path, verify_progress_fn *progress, void *arg, struct verify_result *result_r,
                struct err *e) WARN_UNUSED;
/* Proves a backup and copies it to a place where no store is. Errors as backup_make. */
int backup_restore(const char *backup_path, const char *store_path, verify_progress_fn *progress, void *arg,
                   struct verify_result *result_r, struct err *e) WARN_UNUSED;

#endif
