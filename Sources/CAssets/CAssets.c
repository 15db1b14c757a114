#include "CAssets.h"

static const unsigned char schema[] = {
#embed "../../schema.graphql"
};
const Asset asset_schema = {schema, sizeof schema};

static const unsigned char index_html[] = {
#embed "../../playground/index.html"
};
const Asset asset_index_html = {index_html, sizeof index_html};

static const unsigned char main_js[] = {
#embed "../../playground/main.js"
};
const Asset asset_main_js = {main_js, sizeof main_js};

static const unsigned char style_css[] = {
#embed "../../playground/style.css"
};
const Asset asset_style_css = {style_css, sizeof style_css};
