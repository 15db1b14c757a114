import CAssets
import Glibc
import HTTP
import Portal

/// A file that is compiled in and served as it is.
struct StaticFile {
    private let asset: Asset
    /// What names its content (RFC 9110 §8.8.3), without the quotation marks.
    private let entityTag: String

    private static var assets: UnsafeBufferPointer<Asset> {
        UnsafeBufferPointer(start: asset_files, count: asset_file_count)
    }

    /// Of all files, for all loops: made when the first of them is asked for.
    private static let entityTags = assets.map { asset in
        Array(SHA256.digest(UnsafeBufferPointer(start: asset.bytes, count: asset.count).span).prefix(16)).hexadecimal
    }

    private init?(named isName: (UnsafePointer<CChar>) -> Bool) {
        guard let index = Self.assets.firstIndex(where: { isName($0.name) }) else { return nil }
        asset = Self.assets[index]
        entityTag = Self.entityTags[index]
    }

    /// Where the page is, for whoever is at home there.
    private static let pages: [StaticString] = ["/", "/graphql", "/self-service"]

    /// What people see; nil if it was not compiled in.
    static var page: StaticFile? { StaticFile { strcmp($0, "index.html") == 0 } }

    /// The file of an address; nil if there is none.
    init?(at path: UnsafeRawBufferPointer) {
        if Self.pages.contains(where: { path.equals($0) }) {
            self.init { strcmp($0, "index.html") == 0 }
        } else {
            guard let start = path.baseAddress, path.first == UInt8(ascii: "/") else { return nil }
            self.init { strlen($0) == path.count - 1 && memcmp($0, start + 1, path.count - 1) == 0 }
        }
    }

    /// Nothing is loaded from, sent to or framed by another origin.
    private static let fields = [
        ResponseField(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
        ResponseField("X-Content-Type-Options", "nosniff"), ResponseField("Referrer-Policy", "no-referrer"),
    ]

    /// Answers with the file, or that the client has it: browsers ask each time, so that a new version is never mixed with an
    /// old one.
    ///
    /// - Parameter links: Lines of the head that say what else there is.
    func send(to request: borrowing Request, through reply: inout Reply, _ links: [ResponseField]) {
        var fields = [ResponseField("ETag", "\"\(entityTag)\""), ResponseField("Cache-Control", "no-cache")] + links
        // The page is there for those who prefer HTML.
        if request.path.equals("/graphql") { fields.append(ResponseField("Vary", "Accept")) }
        let known = request.ifNoneMatch
        guard known.isAny || known.contains(entityTag) else { return send(through: &reply, fields) }
        reply.send(ResponseHead(.notModified, fields: fields))
    }

    /// - Parameter fields: More lines of the head.
    func send(through reply: inout Reply, _ fields: [ResponseField]) {
        reply.send(
            ResponseHead(.ok, contentType: contentType, fields: Self.fields + fields),
            body: UnsafeRawBufferPointer(start: asset.bytes, count: asset.count))
    }

    /// By the ending of its name.
    private var contentType: StaticString {
        let ending = strrchr(asset.name, Int32(UInt8(ascii: ".")))
        for (known, type) in Self.types where ending.map({ strcmp($0, known) == 0 }) ?? false { return type }
        return "text/plain; charset=utf-8"
    }

    private static let types: [(ending: String, type: StaticString)] = [
        (".css", "text/css; charset=utf-8"), (".html", "text/html; charset=utf-8"),
        (".js", "text/javascript; charset=utf-8"),
    ]
}
