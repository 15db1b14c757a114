import Testing

@testable import HTTP

@Suite("The boundary of a multipart body")
struct BoundaryTests {
    private static func boundary(_ contentType: String) -> String? {
        withBytes(contentType) { MediaType($0).flatMap(Boundary.init) }.map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }

    private static let longest = String(repeating: "x", count: 70)

    @Test(
        "It is read from Content-Type",
        arguments: [
            ("multipart/form-data; boundary=b", "b"),
            ("Multipart/Form-Data;BOUNDARY=\"b\"", "b"),
            ("multipart/form-data; charset=utf-8; boundary=----WebKitFormBoundary7MA4", "----WebKitFormBoundary7MA4"),
            ("multipart/form-data; boundary=\"a b'()+_,-./:=?\"", "a b'()+_,-./:=?"),
            ("multipart/form-data; boundary=\"a\\b\"", "ab"),
            ("multipart/form-data; boundary=\(longest)", longest),
        ])
    func read(contentType: String, boundary: String) {
        #expect(Self.boundary(contentType) == boundary)
    }

    @Test(
        "Without one of 1 to 70 characters that may be in it, there is none",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\(longest)x", "multipart/form-data; boundary=\"b \"",
            "multipart/form-data; boundary=a:b", "multipart/form-data; boundary=\"a;b\"",
            "multipart/form-data; boundary=\"a\tb\"", "multipart/form-data; boundary=\"ä\"",
            "multipart/form-data; boundary=\"b", "multipart/form-data; boundary=\"b\\\"",
            "multipart/form-data; boundary=\"b\"c\"", "multipart/form-data; boundary=a; boundary=a",
            "multipart/mixed; boundary=b", "text/plain; boundary=b",
        ])
    func none(contentType: String) { #expect(Self.boundary(contentType) == nil) }
}
