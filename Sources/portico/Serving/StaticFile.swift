import CAssets
import HTTP

/// A file that is compiled in and served as it is.
struct StaticFile {
    let paths: [StaticString]
    let contentType: StaticString
    private let asset: Asset

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: asset.bytes, count: asset.count) }

    /// Nothing is loaded from, sent to or framed by another origin.
    static let fields = [
        ResponseField(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
        ResponseField("X-Content-Type-Options", "nosniff"), ResponseField("Referrer-Policy", "no-referrer"),
    ]

    static var all: [StaticFile] {
        [
            StaticFile(paths: ["/", "/graphql"], contentType: "text/html; charset=utf-8", asset: asset_index_html),
            StaticFile(paths: ["/main.js"], contentType: "text/javascript; charset=utf-8", asset: asset_main_js),
            StaticFile(paths: ["/style.css"], contentType: "text/css; charset=utf-8", asset: asset_style_css),
            StaticFile(paths: ["/schema.graphql"], contentType: "text/plain; charset=utf-8", asset: asset_schema),
        ]
    }
}
