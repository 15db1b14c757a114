#include "CAssets.h"

static const unsigned char schema[] = {
#embed "../../schema.graphql"
};
const Asset asset_schema = {"schema.graphql", schema, sizeof schema};

static const unsigned char index_html[] = {
#embed "../../playground/index.html"
};
static const unsigned char main_js[] = {
#embed "../../playground/main.js"
};
static const unsigned char style_css[] = {
#embed "../../playground/style.css"
};

const Asset asset_playground[] = {
    {"index.html", index_html, sizeof index_html},
    {"main.js", main_js, sizeof main_js},
    {"style.css", style_css, sizeof style_css},
};
const size_t asset_playground_count = sizeof asset_playground / sizeof *asset_playground;
