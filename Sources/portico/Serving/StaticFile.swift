import CAssets
import HTTP

/// A file that is compiled in and served as it is.
struct StaticFile {
    let paths: [StaticString]
    private let contentType: StaticString
    private let asset: Asset

    private var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: asset.bytes, count: asset.count) }

    /// Nothing is loaded from, sent to or framed by another origin.
    private static let fields = [
        ResponseField(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
        ResponseField("X-Content-Type-Options", "nosniff"), ResponseField("Referrer-Policy", "no-referrer"),
    ]

    /// - Parameter fields: More lines of the head.
    func send(through reply: inout Reply, _ fields: [ResponseField] = []) {
        reply.send(ResponseHead(.ok, contentType: contentType, fields: Self.fields + fields), body: bytes)
    }

    /// What people see, wherever they are at home.
    static var page: StaticFile {
        StaticFile(
            paths: ["/", "/graphql", "/self-service"], contentType: "text/html; charset=utf-8", asset: asset_index_html)
    }

    static var all: [StaticFile] {
        [
            page,
            StaticFile(paths: ["/main.js"], contentType: "text/javascript; charset=utf-8", asset: asset_main_js),
            StaticFile(paths: ["/style.css"], contentType: "text/css; charset=utf-8", asset: asset_style_css),
            StaticFile(paths: ["/schema.graphql"], contentType: "text/plain; charset=utf-8", asset: asset_schema),
        ]
    }
}
