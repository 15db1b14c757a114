#include "CAssets.h"

static const unsigned char schema_graphql[] = {
#embed "../../schema.graphql"
};
const Asset asset_schema = {"schema.graphql", schema_graphql, sizeof schema_graphql};

// The files of playground/, each of which stands in the table below as well.

static const unsigned char index_html[] = {
#embed "../../playground/index.html"
};
static const unsigned char main_js[] = {
#embed "../../playground/main.js"
};
static const unsigned char style_css[] = {
#embed "../../playground/style.css"
};

#define FILE(name, content) {name, content, sizeof content}

static const Asset files[] = {
    FILE("index.html", index_html),
    FILE("main.js", main_js),
    FILE("schema.graphql", schema_graphql),
    FILE("style.css", style_css),
};
const Asset *const asset_files = files;
const size_t asset_file_count = sizeof files / sizeof *files;
