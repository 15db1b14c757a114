#pragma once
#include <stddef.h>

// A file of the project that is compiled into the binary.
typedef struct {
    const unsigned char *bytes;
    size_t count;
} Asset;

// schema.graphql at the top of the project.
extern const Asset asset_schema;
// The files of playground/.
extern const Asset asset_index_html;
extern const Asset asset_main_js;
extern const Asset asset_style_css;
