#include "config.h" /* system extensions */

#include "tests/support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/serve/sandbox.h"

enum { DONE = 42 };

/* Runs attempt in a process that has entered the sandbox; returns how it ended (waitpid). */
static int run_inside(enum sandbox_kind kind, int (*attempt)(void))
{
    struct sandbox s;
    struct err e = {0};
    assert_ok(sandbox_prepare(kind, &s, &e), &e);
    pid_t pid = fork();
    if (pid == 0)
        _exit(sandbox_enter(&s) ? attempt() : 1);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    sandbox_done(&s);
    return status;
}

static void assert_done(int status)
{
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), DONE);
}

static void assert_killed(int status)
{
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSYS);
}

static int open_file(void)
{
    return open("/etc/passwd", O_RDONLY) < 0 && errno == EPERM ? DONE : 0;
}

static int open_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM ? DONE : 0;
}

static int run_program(void)
{
    char *const argv[] = {(char[]){"true"}, NULL};
    execv("/bin/true", argv);
    return errno == EPERM ? DONE : 1;
}

static int start_process(void)
{
    return fork() < 0 ? 1 : DONE;
}

static int kill_parent(void)
{
    return kill(getppid(), 0) == 0 ? DONE : 1;
}

static int map_code(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? 1 : DONE;
}

static int unlink_file(void)
{
    return unlink("/tmp/never-there") == 0 ? 1 : DONE;
}

static int talk_fd[2];

static int talk(void)
{
    char back = 0;
    return write(talk_fd[0], "x", 1) == 1 && read(talk_fd[1], &back, 1) == 1 && back == 'x' ? DONE : 1;
}

static int desk_files(void)
{
    struct rlimit core;
    int fd = open("/etc/passwd", O_RDONLY);
    if (fd < 0 || getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 || core.rlim_max != 0)
        return 1;
    close(fd);
    return DONE;
}

static void test_sandbox__a_door_gets_no_file_and_no_socket(void **state)
{
    (void)state;
    assert_done(run_inside(SANDBOX_DOOR, open_file));
    assert_done(run_inside(SANDBOX_DOOR, open_socket));
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, talk_fd), 0);
    assert_done(run_inside(SANDBOX_DOOR, talk));
}

static void test_sandbox__a_door_that_tries_more_dies(void **state)
{
    (void)state;
    assert_killed(run_inside(SANDBOX_DOOR, run_program));
    assert_killed(run_inside(SANDBOX_DOOR, start_process));
    assert_killed(run_inside(SANDBOX_DOOR, kill_parent));
    assert_killed(run_inside(SANDBOX_DOOR, map_code));
    assert_killed(run_inside(SANDBOX_DOOR, unlink_file));
}

static void test_sandbox__a_desk_has_files_but_no_programs(void **state)
{
    (void)state;
    assert_done(run_inside(SANDBOX_DESK, desk_files));
    assert_done(run_inside(SANDBOX_DESK, run_program));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sandbox__a_door_gets_no_file_and_no_socket),
        cmocka_unit_test(test_sandbox__a_door_that_tries_more_dies),
        cmocka_unit_test(test_sandbox__a_desk_has_files_but_no_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
