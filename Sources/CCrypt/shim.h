#include <crypt.h>
#include <string.h>

/// Hashes a phrase as the setting says, which may be an earlier hash; false if it cannot.
///
/// Here and not in Swift, where the 32 KiB in which crypt(3) works would be a tuple. They are wiped, as they would stay on the
/// stack for as long as the thread lives; the phrase itself stays where its String was.
///
/// - Parameter hash: Room for `CRYPT_OUTPUT_SIZE` bytes.
static inline int ccrypt_hash(const char *phrase, const char *setting, char *hash) {
    struct crypt_data data = {0};
    const char *made = crypt_rn(phrase, setting, &data, sizeof data);
    if (made) memcpy(hash, data.output, CRYPT_OUTPUT_SIZE);
    explicit_bzero(&data, sizeof data);
    return made != NULL;
}
