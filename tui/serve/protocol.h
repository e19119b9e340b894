/* What door and desk say to each other: the kinds of frames and what stands in them.
 *
 * The door is the less trusted side: it reads what strangers send. The desk checks every frame as it would check the
 * network. The wire is a socket pair; when one side closes it the other ends the seat. A desk that outlives its door and
 * a door handed to another desk need no other frames than these: DOOR_START says everything a desk must know of a line. */
#ifndef SHINSA_SERVE_PROTOCOL_H
#define SHINSA_SERVE_PROTOCOL_H

#include "core/base/frame.h"

enum frame_kind {
    /* door to desk */
    DOOR_CLIENT = 1, /* text: the client's software, as it calls itself */
    DOOR_ASK_KEY,    /* key claim: is this key this user's? answered by DESK_ANSWER */
    DOOR_PROVED,     /* key claim: its owner has signed; answered by DESK_ANSWER */
    DOOR_CODE,       /* text: the code typed as second factor; answered by DESK_ANSWER */
    DOOR_START,      /* start: a terminal or a command was asked for; once */
    DOOR_INPUT,      /* bytes from the client */
    DOOR_INPUT_END,  /* no more of them */
    DOOR_SIZE,       /* two u32: columns, rows */
    DOOR_REFUSED,    /* text: what the client asked for and does not get here, for the log */
    /* desk to door */
    DESK_ANSWER = 64, /* u32: enum desk_answer */
    DESK_OUTPUT,      /* bytes for the client */
    DESK_ERROR,       /* bytes for its standard error */
    DESK_EXIT         /* u32 exit status, text: why the seat ends, in ASCII ("" for a plain end) */
};

enum desk_answer { ANSWER_NO = 0, ANSWER_YES = 1, ANSWER_CODE_NEEDED = 2 };

enum {
    USER_NAME_BYTES = 33,      /* with NUL; the syntax is user_name_ok() */
    KEY_TYPE_BYTES = 48,       /* "sk-ssh-ed25519@openssh.com" */
    KEY_BLOB_BYTES = 1536,     /* base64 of an RSA key of 8192 bits */
    CODE_BYTES = 33,
    CLIENT_BYTES = 129,
    TERM_BYTES = 41,
    COMMAND_BYTES = 8193,
    ENV_NAME_BYTES = 33,
    ENV_VALUE_BYTES = 257,
    ENV_MAX = 16,
    REFUSED_BYTES = 65,
    REASON_BYTES = 161,
    WIRE_CHUNK_BYTES = 16 * 1024 /* most of DOOR_INPUT, DESK_OUTPUT and DESK_ERROR in one frame */
};

enum { COLS_MIN = 20, COLS_MAX = 500, ROWS_MIN = 5, ROWS_MAX = 200 };

struct key_claim {
    char user[USER_NAME_BYTES];
    char type[KEY_TYPE_BYTES];
    char blob[KEY_BLOB_BYTES]; /* base64, as in an authorized_keys line */
};

struct env_pair {
    char name[ENV_NAME_BYTES];
    char value[ENV_VALUE_BYTES];
};

struct start {
    bool terminal;             /* the client asked for one; else term is "" and the size 0 */
    bool is_command;           /* command holds a verb; else the screens were asked for */
    char term[TERM_BYTES];
    uint32_t cols, rows;       /* already within COLS_MIN.. and ROWS_MIN.. */
    uint32_t env_n;
    struct env_pair env[ENV_MAX];
    char command[COMMAND_BYTES];
};

void protocol_put_claim(struct buf *out, uint8_t kind, const struct key_claim *claim);
void protocol_put_start(struct buf *out, const struct start *start);
void protocol_put_size(struct buf *out, uint32_t cols, uint32_t rows);
void protocol_put_u32(struct buf *out, uint8_t kind, uint32_t value);
void protocol_put_exit(struct buf *out, uint32_t status, const char *reason);

/* Each reads one payload; false if it is not well formed (too long, cut, trailing bytes, NUL, out of range). */
bool protocol_get_claim(const struct frame *f, struct key_claim *claim_r) WARN_UNUSED;
bool protocol_get_start(const struct frame *f, struct start *start_r) WARN_UNUSED;
bool protocol_get_size(const struct frame *f, uint32_t *cols_r, uint32_t *rows_r) WARN_UNUSED;
bool protocol_get_u32(const struct frame *f, uint32_t *value_r) WARN_UNUSED;
bool protocol_get_exit(const struct frame *f, uint32_t *status_r, char reason_r[REASON_BYTES]) WARN_UNUSED;
/* A payload that is one text without control characters (they become '?'). */
bool protocol_get_text(const struct frame *f, char *to, size_t size) WARN_UNUSED;

/* [a-z][a-z0-9_.-]{0,31} */
bool user_name_ok(const char *name);
/* [A-Za-z0-9._+-]{1,40}: safe before any look-up in the terminal database. */
bool term_name_ok(const char *name);
/* The variables a client may set: LANG LC_ALL LC_CTYPE NO_COLOR COLORTERM TERM_PROGRAM SHINSA_*; the value is printable
 * ASCII of at most 256 bytes. */
bool env_ok(const char *name, const char *value);
/* Sizes outside the range, also 0 and 65535, become the nearest one inside it; 0 means unknown and becomes 80x24. */
uint32_t cols_clamp(int64_t cols);
uint32_t rows_clamp(int64_t rows);

#endif
