#include "core/app/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/str.h"

static int io_failed(const char *what, const char *path, struct err *e)
{
    int cause = errno;
    bool exists = cause == EEXIST;
    err_set(e, exists ? E_CONFLICT : E_IO, exists ? "store.exists" : cause == ENOSPC ? "db.full" : "store.cannot-open", path, NULL);
    return err_detail(e, "%s %s: %s", what, path, strerror(cause));
}

static int sync_path(const char *path, int flags, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (fd < 0)
        return io_failed("open", path, e);
    int rc = fsync(fd) == 0 ? 0 : io_failed("fsync", path, e);
    close(fd);
    return rc;
}

static int sync_folder_of(const char *path, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const char *slash = strrchr(path, '/');
    const char *folder = !slash ? "." : slash == path ? "/" : arena_strndup(&a, path, (size_t)(slash - path));
    return sync_path(folder, O_DIRECTORY, e);
}

/* The file under its unfinished name becomes the file under its name, unless something is there. */
static int give_name(const char *unfinished, const char *path, struct err *e)
{
    int rc = sync_path(unfinished, 0, e);
    if (rc)
        return rc;
    if (link(unfinished, path) != 0)
        return io_failed("link", path, e);
    return sync_folder_of(path, e);
}

static int prove(const char *path, verify_progress_fn *progress, void *arg, struct verify_result *result, struct err *e)
{
    struct db *copy;
    int rc = db_open(path, 0, &copy, e);
    if (rc)
        return rc;
    rc = verify_store(copy, progress, arg, result, e);
    db_close(copy);
    if (rc || result->sound)
        return rc;
    err_set(e, E_CONFLICT, "backup.unsound", path, NULL);
    const struct err *d = &result->difference;
    return err_detail(e, "%s %s %s %s", d->msg, d->arg[0], d->arg[1], d->arg[2]);
}

static int copy_and_prove(struct db *from, const char *path, verify_progress_fn *progress, void *arg, struct verify_result *result_r,
                          struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct verify_result result;
    const char *unfinished = arena_printf(&a, "%s.unfinished", path);
    if (access(path, F_OK) == 0) {
        errno = EEXIST;
        return io_failed("look for", path, e);
    }
    unlink(unfinished); /* of a backup that was interrupted */
    int rc = db_backup(from, unfinished, e);
    if (rc)
        return rc;
    rc = prove(unfinished, progress, arg, &result, e);
    if (!rc)
        rc = give_name(unfinished, path, e);
    unlink(unfinished);
    if (!rc && result_r)
        *result_r = result;
    return rc;
}

int backup_make(struct db *db, const char *path, verify_progress_fn *progress, void *arg, struct verify_result *result_r,
                struct err *e)
{
    return copy_and_prove(db, path, progress, arg, result_r, e);
}

int backup_restore(const char *backup_path, const char *store_path, verify_progress_fn *progress, void *arg,
                   struct verify_result *result_r, struct err *e)
{
    struct db *backup;
    int rc = db_open(backup_path, 0, &backup, e);
    if (rc)
        return rc;
    rc = copy_and_prove(backup, store_path, progress, arg, result_r, e);
    db_close(backup);
    return rc;
}
