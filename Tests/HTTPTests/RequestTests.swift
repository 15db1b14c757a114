import HTTP
import Testing

@Suite("What a handler sees of a request")
struct RequestTests {
    static let steps = [1, 2, 3, 7, Int.max]

    @Test("Method, path, query, fields and body, however the bytes come", arguments: steps)
    func views(step: Int) {
        let message = "POST /graphql?a=b&c HTTP/1.1\r\nHost: a:1\r\nX-One:  1 \r\nx-two:\r\n\r\n"
            .replacing("\r\n\r\n", with: "\r\nContent-Length: 5\r\n\r\nhello")
        let seen = request(message, step: step) { request in
            [
                "\(request.method)", string(request.path), string(request.query), string(request.authority),
                string(request.body), string(request.header("x-one")), string(request.header("x-two")),
                string(request.header("x-three")),
            ]
        }
        #expect(seen == ["post", "/graphql", "a=b&c", "a:1", "hello", "1", "", nil])
    }

    @Test("Chunks become one body, however the bytes come", arguments: steps)
    func chunks(step: Int) {
        let message =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "5;x=y\r\nhello\r\n1\r\n,\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n"
        #expect(request(message, step: step) { string($0.body) } == "hello, world")
    }

    @Test("HEAD shows as GET")
    func head() {
        #expect(request("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n") { $0.method == .get && $0.isHead } == true)
    }

    @Test("The authority of an absolute target wins over Host, and its empty path means the root")
    func absoluteForm() {
        let seen = request("GET http://b:2?q HTTP/1.1\r\nHost: a\r\n\r\n") {
            [string($0.authority), string($0.path), string($0.query)]
        }
        #expect(seen == ["b:2", "/", "q"])
    }

    @Test("An empty query is not the absence of one")
    func emptyQuery() {
        #expect(request("GET /? HTTP/1.1\r\nHost: a\r\n\r\n") { string($0.query) } == "")
        #expect(request("GET / HTTP/1.1\r\nHost: a\r\n\r\n") { string($0.query) } == .some(nil))
    }

    @Test("All lines of a list field are seen in order")
    func lists() {
        var values: [String?] = []
        _ = request("GET / HTTP/1.1\r\nAccept: a\r\nHost: a\r\nACCEPT: b\r\n\r\n") { request in
            request.forEachHeader("accept") { values.append(string($0)) }
        }
        #expect(values == ["a", "b"])
    }

    @Test("Lines of one name are counted in any letter case")
    func count() {
        let message = "GET / HTTP/1.1\r\nAuthorization: a\r\nHost: a\r\nauthorization: a\r\n\r\n"
        #expect(request(message) { $0.count(of: "authorization") } == 2)
        #expect(request(message) { $0.count(of: "accept") } == 0)
    }

    @Test(
        "Content is plain when all lines of Content-Encoding name nothing but identity, in any letter case",
        arguments: [
            ([], true), (["identity"], true), (["Identity"], true), (["identity, IDENTITY ,"], true), ([""], true),
            (["gzip"], false), (["GZIP"], false), (["identity, gzip"], false), (["identity", "gzip"], false),
            (["gzip", "identity"], false), (["identity;q=1"], false),
        ])
    func contentCoding(_ codings: [String], isPlain: Bool) {
        let lines = codings.map { "Content-Encoding: \($0)\r\n" }.joined()
        #expect(request("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n") { $0.isPlain } == isPlain)
    }

    @Test(
        "Cookies of a name are seen in the order of all lines, with whatever stands behind the first equals sign",
        arguments: [
            ([], []), ([""], []), (["a=1"], ["1"]), (["b=2; a=1; c=3"], ["1"]),
            (["a=1; a=2", "a=3"], ["1", "2", "3"]),
            (["a=b=c"], ["b=c"]), ([#"a="1""#], [#""1""#]), (["a="], [""]), (["a"], [""]), ([" ;; a=1 ;"], ["1"]),
            (["b=1;a=2"], ["2"]), (["A=1"], []), (["ab=1; ba=2"], []), (["b=a=1"], []), (["a =1"], []), (["a,b=1"], []),
        ])
    func cookies(_ lines: [String], _ values: [String]) {
        let fields = lines.map { "Cookie: \($0)\r\n" }.joined()
        let seen = request("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n") { $0.cookies("a").map(string) }
        #expect(seen == values)
    }
}
