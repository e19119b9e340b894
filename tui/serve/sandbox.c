#include "config.h" /* system extensions */

#include "tui/serve/sandbox.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <seccomp.h>

#include "core/base/mem.h"

/* Names and not numbers: a call this kernel or machine does not have is left out. */
static const char *const door_allowed[] = {
    "read", "write", "readv", "writev", "recv", "recvfrom", "recvmsg", "send", "sendto", "sendmsg", "poll", "ppoll",
    "brk", "munmap", "mremap", "madvise", "futex", "getrandom", "clock_gettime", "clock_gettime64", "clock_nanosleep",
    "gettimeofday", "time", "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "uname", "fcntl",
    "fcntl64", "fstat", "lseek", "_llseek", "getsockopt", "setsockopt", "getsockname", "getpeername", "close",
    "shutdown", "exit", "exit_group", "rt_sigreturn", "rt_sigprocmask", "restart_syscall", "sched_yield",
#ifdef __SANITIZE_ADDRESS__
    "sigaltstack", "rt_sigaction", "sched_getaffinity",
#endif
};

/* Libraries look for their settings and go on without. */
static const char *const door_answered[] = {
    "open", "openat", "creat", "socket", "socketpair", "connect", "access", "faccessat", "faccessat2", "stat", "lstat",
    "newfstatat", "statx", "readlink", "readlinkat", "ioctl", "getdents64", "prlimit64", "sysinfo", "getcwd",
};

/* A desk reads and writes the store; it has no use for these. */
static const char *const desk_refused[] = {
    "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "bpf", "mount", "umount2", "pivot_root",
    "chroot", "setns", "unshare", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module",
    "keyctl", "add_key", "request_key", "perf_event_open", "userfaultfd", "open_by_handle_at", "io_uring_setup",
};

static bool add_all(scmp_filter_ctx filter, uint32_t action, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int call = seccomp_syscall_resolve_name(names[i]);
        if (call == __NR_SCMP_ERROR)
            continue;
        int rc = seccomp_rule_add(filter, action, call, 0);
        if (rc != 0 && rc != -EDOM)
            return false;
    }
    return true;
}

/* Memory may be had, but not memory that can be run. */
static bool add_memory(scmp_filter_ctx filter)
{
    struct scmp_arg_cmp no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_exec) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_exec) == 0;
}

static scmp_filter_ctx filter_new(enum sandbox_kind kind)
{
    scmp_filter_ctx filter = seccomp_init(kind == SANDBOX_DOOR ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ALLOW);
    if (!filter)
        return NULL;
    bool ok = kind == SANDBOX_DOOR
                  ? add_all(filter, SCMP_ACT_ALLOW, door_allowed, COUNT_OF(door_allowed)) && add_memory(filter) &&
                        add_all(filter, SCMP_ACT_ERRNO(EPERM), door_answered, COUNT_OF(door_answered))
                  : add_all(filter, SCMP_ACT_ERRNO(EPERM), desk_refused, COUNT_OF(desk_refused));
    if (ok)
        return filter;
    seccomp_release(filter);
    return NULL;
}

/* libseccomp writes a compiled filter into a file only. */
static bool filter_export(scmp_filter_ctx filter, struct sandbox *sandbox)
{
    int fd = memfd_create("sandbox", MFD_CLOEXEC);
    if (fd < 0)
        return false;
    off_t bytes = seccomp_export_bpf(filter, fd) == 0 ? lseek(fd, 0, SEEK_END) : -1;
    bool ok = bytes > 0 && bytes / (off_t)sizeof(struct sock_filter) <= UINT16_MAX;
    if (ok) {
        sandbox->rule = xcalloc(1, (size_t)bytes);
        sandbox->n = (uint16_t)((size_t)bytes / sizeof(struct sock_filter));
        ok = pread(fd, sandbox->rule, (size_t)bytes, 0) == bytes;
    }
    close(fd);
    return ok;
}

int sandbox_prepare(enum sandbox_kind kind, struct sandbox *sandbox_r, struct err *e)
{
    struct sandbox sandbox = {0};
    scmp_filter_ctx filter = filter_new(kind);
    bool ok = filter && filter_export(filter, &sandbox);
    if (filter)
        seccomp_release(filter);
    if (!ok) {
        sandbox_done(&sandbox);
        return err_set(e, E_IO, "sandbox.prepare", NULL);
    }
    *sandbox_r = sandbox;
    return 0;
}

void sandbox_done(struct sandbox *sandbox)
{
    free(sandbox->rule);
    *sandbox = (struct sandbox){0};
}

bool sandbox_enter(const struct sandbox *sandbox)
{
    struct rlimit none = {0, 0};
    struct sock_fprog program = {.len = sandbox->n, .filter = sandbox->rule};
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
