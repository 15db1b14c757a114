#include "CAssets.h"

static const unsigned char schema_graphql[] = {
#embed "../../schema.graphql"
};
const Asset asset_schema = {"schema.graphql", schema_graphql, sizeof schema_graphql};

// The files of playground/, each of which stands in the table below as well.

static const unsigned char accounts_js[] = {
#embed "../../playground/accounts.js"
};
static const unsigned char acts_js[] = {
#embed "../../playground/acts.js"
};
static const unsigned char analyse_js[] = {
#embed "../../playground/analyse.js"
};
static const unsigned char assist_js[] = {
#embed "../../playground/assist.js"
};
static const unsigned char compare_js[] = {
#embed "../../playground/compare.js"
};
static const unsigned char complete_js[] = {
#embed "../../playground/complete.js"
};
static const unsigned char description_js[] = {
#embed "../../playground/description.js"
};
static const unsigned char docs_js[] = {
#embed "../../playground/docs.js"
};
static const unsigned char document_js[] = {
#embed "../../playground/document.js"
};
static const unsigned char dom_js[] = {
#embed "../../playground/dom.js"
};
static const unsigned char edit_js[] = {
#embed "../../playground/edit.js"
};
static const unsigned char editor_js[] = {
#embed "../../playground/editor.js"
};
static const unsigned char explain_js[] = {
#embed "../../playground/explain.js"
};
static const unsigned char explorer_js[] = {
#embed "../../playground/explorer.js"
};
static const unsigned char exports_js[] = {
#embed "../../playground/exports.js"
};
static const unsigned char form_js[] = {
#embed "../../playground/form.js"
};
static const unsigned char gallery_js[] = {
#embed "../../playground/gallery.js"
};
static const unsigned char history_js[] = {
#embed "../../playground/history.js"
};
static const unsigned char index_html[] = {
#embed "../../playground/index.html"
};
static const unsigned char language_js[] = {
#embed "../../playground/language.js"
};
static const unsigned char lexer_js[] = {
#embed "../../playground/lexer.js"
};
static const unsigned char main_js[] = {
#embed "../../playground/main.js"
};
static const unsigned char palette_js[] = {
#embed "../../playground/palette.js"
};
static const unsigned char prettify_js[] = {
#embed "../../playground/prettify.js"
};
static const unsigned char problems_js[] = {
#embed "../../playground/problems.js"
};
static const unsigned char response_js[] = {
#embed "../../playground/response.js"
};
static const unsigned char run_js[] = {
#embed "../../playground/run.js"
};
static const unsigned char running_js[] = {
#embed "../../playground/running.js"
};
static const unsigned char samples_js[] = {
#embed "../../playground/samples.js"
};
static const unsigned char schema_js[] = {
#embed "../../playground/schema.js"
};
static const unsigned char share_js[] = {
#embed "../../playground/share.js"
};
static const unsigned char storage_js[] = {
#embed "../../playground/storage.js"
};
static const unsigned char stream_js[] = {
#embed "../../playground/stream.js"
};
static const unsigned char style_css[] = {
#embed "../../playground/style.css"
};
static const unsigned char table_js[] = {
#embed "../../playground/table.js"
};
static const unsigned char validate_js[] = {
#embed "../../playground/validate.js"
};
static const unsigned char values_js[] = {
#embed "../../playground/values.js"
};
static const unsigned char variables_js[] = {
#embed "../../playground/variables.js"
};
static const unsigned char views_js[] = {
#embed "../../playground/views.js"
};

#define FILE(name, content) {name, content, sizeof content}

static const Asset files[] = {
    FILE("accounts.js", accounts_js),
    FILE("acts.js", acts_js),
    FILE("analyse.js", analyse_js),
    FILE("assist.js", assist_js),
    FILE("compare.js", compare_js),
    FILE("complete.js", complete_js),
    FILE("description.js", description_js),
    FILE("docs.js", docs_js),
    FILE("document.js", document_js),
    FILE("dom.js", dom_js),
    FILE("edit.js", edit_js),
    FILE("editor.js", editor_js),
    FILE("explain.js", explain_js),
    FILE("explorer.js", explorer_js),
    FILE("exports.js", exports_js),
    FILE("form.js", form_js),
    FILE("gallery.js", gallery_js),
    FILE("history.js", history_js),
    FILE("index.html", index_html),
    FILE("language.js", language_js),
    FILE("lexer.js", lexer_js),
    FILE("main.js", main_js),
    FILE("palette.js", palette_js),
    FILE("prettify.js", prettify_js),
    FILE("problems.js", problems_js),
    FILE("response.js", response_js),
    FILE("run.js", run_js),
    FILE("running.js", running_js),
    FILE("samples.js", samples_js),
    FILE("schema.graphql", schema_graphql),
    FILE("schema.js", schema_js),
    FILE("share.js", share_js),
    FILE("storage.js", storage_js),
    FILE("stream.js", stream_js),
    FILE("style.css", style_css),
    FILE("table.js", table_js),
    FILE("validate.js", validate_js),
    FILE("values.js", values_js),
    FILE("variables.js", variables_js),
    FILE("views.js", views_js),
};
const Asset *const asset_files = files;
const size_t asset_file_count = sizeof files / sizeof *files;
