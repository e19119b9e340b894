#include "tui/serve/hostkey.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libssh/libssh.h>

#include "core/base/buf.h"
#include "core/base/str.h"

enum { KEY_FILE_MAX = 16 * 1024 };

const char *hostkey_library(void)
{
    return ssh_version(0);
}

const char *hostkey_beside(const char *store, struct arena *a)
{
    return arena_printf(a, "%s.hostkey", store);
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            p += done;
            n -= (size_t)done;
        }
    }
    return true;
}

/* Creates a file that was not there; removes it again if it cannot be written whole. */
static int file_create(const char *path, mode_t mode, const char *text, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0 && errno == EEXIST)
        return err_set(e, E_CONFLICT, "hostkey.exists", path, NULL);
    if (fd < 0)
        return err_set(e, E_IO, "hostkey.write", path, strerror(errno), NULL);
    bool ok = write_all(fd, text, strlen(text)) && fsync(fd) == 0;
    int error = errno;
    close(fd);
    if (ok)
        return 0;
    unlink(path);
    return err_set(e, E_IO, "hostkey.write", path, strerror(error), NULL);
}

static int create_public(const char *path, ssh_key key, struct err *e)
{
    AUTO(buf) struct buf name = BUF(4096);
    AUTO(buf) struct buf line = BUF(4096);
    char *blob = NULL;
    buf_printf(&name, "%s.pub", path);
    if (name.full || ssh_pki_export_pubkey_base64(key, &blob) != SSH_OK)
        return err_set(e, E_IO, "hostkey.write", path, "public key", NULL);
    buf_printf(&line, "ssh-ed25519 %s shinsa\n", blob);
    ssh_string_free_char(blob);
    unlink(buf_str(&name));
    return file_create(buf_str(&name), 0644, buf_str(&line), e);
}

int hostkey_create(const char *path, struct err *e)
{
    ssh_key key = NULL;
    char *text = NULL;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK ||
        ssh_pki_export_privkey_base64(key, NULL, NULL, NULL, &text) != SSH_OK) {
        ssh_key_free(key);
        return err_set(e, E_IO, "hostkey.write", path, "key generation", NULL);
    }
    int rc = file_create(path, 0600, text, e);
    explicit_bzero(text, strlen(text));
    ssh_string_free_char(text);
    if (rc == 0)
        rc = create_public(path, key, e);
    ssh_key_free(key);
    return rc;
}

static int key_file_read(const char *path, struct buf *text, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return err_set(e, E_NOTFOUND, "hostkey.missing", path, NULL);
    if (fd < 0)
        return err_set(e, E_IO, "hostkey.read", path, strerror(errno), NULL);
    int rc = 0;
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        rc = err_set(e, E_IO, "hostkey.read", path, "not a file", NULL);
    else if (st.st_mode & 077)
        rc = err_set(e, E_DENIED, "hostkey.open-to-others", path, NULL);
    while (rc == 0) {
        char bytes[1024];
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n < 0 && errno != EINTR)
            rc = err_set(e, E_IO, "hostkey.read", path, strerror(errno), NULL);
        if (n == 0)
            break;
        if (n > 0)
            buf_add(text, bytes, (size_t)n);
        explicit_bzero(bytes, sizeof bytes);
    }
    close(fd);
    return rc;
}

int hostkey_load(const char *path, struct ssh_key_struct **key_r, struct err *e)
{
    struct buf text = BUF(KEY_FILE_MAX);
    ssh_key key = NULL;
    int rc = key_file_read(path, &text, e);
    if (rc == 0 && (text.full || ssh_pki_import_privkey_base64(buf_str(&text), NULL, NULL, NULL, &key) != SSH_OK ||
                    ssh_key_type(key) != SSH_KEYTYPE_ED25519)) {
        ssh_key_free(key);
        rc = err_set(e, E_INPUT, "hostkey.format", path, NULL);
    }
    if (text.p)
        explicit_bzero(text.p, text.n);
    buf_done(&text);
    if (rc == 0)
        *key_r = key;
    return rc;
}

static int hostkey_hash(const char *path, unsigned char **hash_r, size_t *n_r, struct err *e)
{
    ssh_key key;
    int rc = hostkey_load(path, &key, e);
    if (rc)
        return rc;
    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, hash_r, n_r) != 0)
        rc = err_set(e, E_BUG, "hostkey.format", path, NULL);
    ssh_key_free(key);
    return rc;
}

int hostkey_fingerprint(const char *path, char to[HOSTKEY_FINGERPRINT_BYTES], struct err *e)
{
    unsigned char *hash = NULL;
    size_t n = 0;
    int rc = hostkey_hash(path, &hash, &n, e);
    if (rc)
        return rc;
    char *text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, n);
    ssh_clean_pubkey_hash(&hash);
    if (!text)
        return err_set(e, E_BUG, "hostkey.format", path, NULL);
    str_copy_cut(to, HOSTKEY_FINGERPRINT_BYTES, text);
    ssh_string_free_char(text);
    return 0;
}

int hostkey_sshfp(const char *path, char to[HOSTKEY_SSHFP_BYTES], struct err *e)
{
    unsigned char *hash = NULL;
    size_t n = 0;
    int rc = hostkey_hash(path, &hash, &n, e);
    if (rc)
        return rc;
    AUTO(buf) struct buf text = BUF(HOSTKEY_SSHFP_BYTES - 1);
    buf_add_str(&text, "4 2 ");
    for (size_t i = 0; i < n; i++)
        buf_printf(&text, "%02x", hash[i]);
    ssh_clean_pubkey_hash(&hash);
    str_copy_cut(to, HOSTKEY_SSHFP_BYTES, buf_str(&text));
    return 0;
}
