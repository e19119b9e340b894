/* Runs a fuzz target on stored inputs, with any compiler: `fuzz_x FILE|FOLDER...`. Each input has a process of its own, so
 * that one that crashes is counted and the rest still run. */
#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

enum { INPUT_BYTES_MAX = 4 << 20 };

static int passed, failed;

static void run_in_child(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = xcalloc(1, INPUT_BYTES_MAX);
    if (!file) {
        perror(path);
        _exit(2);
    }
    size_t size = fread(data, 1, INPUT_BYTES_MAX, file);
    fclose(file);
    /* Exactly as large as the input, so that a sanitizer sees the first byte behind it. */
    data = xrealloc(data, size ? size : 1);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    exit(0);
}

static void run_file(const char *path)
{
    int status = -1;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        run_in_child(path);
    if (child > 0 && waitpid(child, &status, 0) == child && status == 0) {
        passed++;
        return;
    }
    fprintf(stderr, "FAILED: %s\n", path);
    failed++;
}

static void run(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode)) {
        run_file(path);
        return;
    }
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char inner[4096];
        if (entries[i]->d_name[0] != '.') {
            snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
            run(inner);
        }
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    else
        failed++;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        run(argv[i]);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
