/*
 * A plugin of Walden: writes a whole number in Roman numerals. See docs/plugins.md.
 *
 * clang --target=wasm32 -O2 -nostdlib -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=16384 -o roman.wasm roman.c
 */
#define EXPORT(name) __attribute__((export_name(name)))

static char room[4096]; /* what Walden writes, and what it reads: nothing else is ever needed */

/* Where Walden may write so many bytes; 0 when there is no room. */
EXPORT("walden_alloc") void *allocate(unsigned length) {
    return length <= sizeof room ? room : 0;
}

static unsigned put(unsigned at, const char *text) {
    while (*text) {
        room[at++] = *text++;
    }
    return at;
}

/* The arguments fit the schema of the manifest: {"number":1987}, and nothing else. */
static unsigned number(const char *json, unsigned length) {
    unsigned value = 0, at = 0;
    while (at < length && (json[at] < '0' || json[at] > '9')) {
        at++;
    }
    for (; at < length && json[at] >= '0' && json[at] <= '9'; at++) {
        value = value * 10 + (unsigned) (json[at] - '0');
    }
    return value;
}

/* The answer is {"text": "…"} or {"error": "…"}: its address above 32 bits of its length. */
EXPORT("walden_call_v1") unsigned long long call(const char *json, unsigned length) {
    static const char *const letters[] = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
    static const unsigned worth[] = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    unsigned left = number(json, length);
    unsigned end;
    if (left == 0 || left > 3999) {
        end = put(0, "{\"error\":\"Only 1 to 3999 can be written in Roman numerals.\"}");
    } else {
        end = put(0, "{\"text\":\"");
        for (unsigned i = 0; i < sizeof worth / sizeof *worth; i++) {
            for (; left >= worth[i]; left -= worth[i]) {
                end = put(end, letters[i]);
            }
        }
        end = put(end, "\"}");
    }
    return (unsigned long long) (unsigned long) room << 32 | end;
}
