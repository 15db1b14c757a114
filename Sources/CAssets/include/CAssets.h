#pragma once
#include <stddef.h>

#pragma clang assume_nonnull begin

// A file of the project that is compiled into the binary.
typedef struct {
    // Without its folder.
    const char *name;
    const unsigned char *bytes;
    size_t count;
} Asset;

// schema.graphql at the top of the project.
extern const Asset asset_schema;
// It and all of playground/, by which they are served.
extern const Asset *const asset_files;
extern const size_t asset_file_count;

#pragma clang assume_nonnull end
