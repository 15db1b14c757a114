@testable import HTTP
import Testing

@Suite("Media types")
struct MediaTypeTests {
    static let contentTypes: [(String, matches: Bool, isUTF8: Bool)] = [
        ("application/json", true, true),
        ("Application/JSON", true, true),
        ("application/json; charset=utf-8", true, true),
        ("application/json;charset=\"UTF-8\"", true, true),
        ("application/json ; x=y ;charset=UTF8;", true, true),
        ("application/json; charset=iso-8859-1", true, false),
        ("application/json; x=\"a;charset=latin1\"", true, true),
        ("application/graphql", false, true),
        ("text/json", false, true),
    ]

    @Test("Content-Type is compared without its parameters", arguments: contentTypes)
    func matches(text: String, matches: Bool, isUTF8: Bool) {
        withBytes(text) { bytes in
            #expect(MediaType(bytes)?.matches("application/json") == matches)
            #expect(MediaType(bytes)?.isUTF8 == isUTF8)
        }
    }

    @Test(
        "What is no media type is not read as one",
        arguments: [
            "", "json", "application/", "/json", "a/b/c", "a b/c", "a/b;c", "a/b;c=", "a/b;=d", "a/b;c=\"d", "a/b c",
        ])
    func malformed(text: String) { withBytes(text) { #expect(MediaType($0) == nil) } }

    @Test("A quoted parameter loses its quotes and backslashes")
    func quoted() {
        withBytes("a/b; c=\"d\\\"e\\\\f\"") { #expect(MediaType($0)?.parameter("c") == "d\"e\\f") }
    }

    static let json = 0
    static let graphql = 1
    static let html = 2
    /// Accept fields as clients in the field send them.
    static let accepts: [(String?, Int?)] = [
        (nil, json),
        ("*/*", json),
        ("application/json; charset=utf-8", json),
        ("application/json; charset=latin1", nil),
        ("application/graphql-response+json,application/json;q=0.9", graphql),
        ("application/json;q=0.9,application/graphql-response+json;q=0.8", json),
        (
            "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
            graphql
        ),
        ("application/json, application/graphql-response+json", json),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", html),
        ("application/*", json),
        ("application/*;q=0.5, text/*", html),
        ("*/*, application/json;q=0", graphql),
        ("application/json;q=0", nil),
        ("image/png", nil),
        ("garbage, application/json", json),
        ("text/html;q=0.001, application/json;q=0.01", json),
        ("x/y;a=\",application/json\"", nil),
        ("", json),
        (" , ,\t", json),
        (", text/html", html),
    ]

    @Test("The client gets what it likes best of what there is", arguments: accepts)
    func preferred(accept: String?, expected: Int?) {
        let field = accept.map { "Accept: \($0)\r\n" } ?? ""
        let chosen = request("GET / HTTP/1.1\r\nHost: a\r\n\(field)\r\n") {
            $0.preferred(among: ["application/json", "application/graphql-response+json", "text/html"])
        }
        #expect(chosen == .some(expected))
    }

    @Test("Several Accept lines are one list")
    func severalLines() {
        let chosen = request("GET / HTTP/1.1\r\nHost: a\r\nAccept: a/b;q=0.1\r\nAccept: c/d\r\n\r\n") {
            $0.preferred(among: ["a/b", "c/d"])
        }
        #expect(chosen == 1)
    }

    @Test(
        "Weights are thousandths, and 1 where they cannot be read",
        arguments: [
            ("0", 0), ("1", 1000), ("0.", 0), ("0.5", 500), ("0.123", 123), ("1.000", 1000), ("2", 1000),
            ("0.1234", 1000),
        ])
    func weights(text: String, weight: Int) { #expect(AcceptRank.weight(text) == weight) }
}

@Suite("Query parameters")
struct QueryParameterTests {
    static let queries: [(String, [String])] = [
        ("query=%7Bme%7D", ["{me}"]),
        ("a=b&query={a+b}", ["{a b}"]),
        ("query", [""]),
        ("query=", [""]),
        ("query=a=b", ["a=b"]),
        ("query=1&a=3&query=2", ["1", "2"]),
        ("q%75ery=1", ["1"]),
        ("query=%zz%4", ["%zz%4"]),
        ("query=100%", ["100%"]),
        ("Query=1", []),
        ("", []),
        ("&&=&", []),
    ]

    @Test("A parameter is found and decoded", arguments: queries)
    func parameters(query: String, expected: [String]) {
        withBytes(query) { bytes in
            #expect(QueryParameters(bytes)["query"].map { String(decoding: $0, as: UTF8.self) } == expected)
        }
    }
}
