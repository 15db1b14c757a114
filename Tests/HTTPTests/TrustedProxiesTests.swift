import Testing

@testable import HTTP

@Suite("Proxies that are believed")
struct TrustedProxiesTests {
    private static func proxies(_ words: String...) -> TrustedProxies {
        var proxies = TrustedProxies()
        for word in words {
            let isAdded = proxies.add(word)
            #expect(isAdded)
        }
        return proxies
    }

    private static func address(_ text: String) throws -> PeerAddress {
        try #require(withBytes(text, PeerAddress.init(forwarded:)))
    }

    /// Whom a request with such lines comes from; nil if nobody is named, so that it is whoever has the connection.
    private static func caller(_ lines: [String], by proxies: TrustedProxies = proxies("10.0.0.0/8", "::1")) -> String?
    {
        let fields = lines.map { "X-Forwarded-For:\($0)\r\n" }.joined()
        let seen = request("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n") { request in
            let caller = proxies.caller(of: request)
            #expect((caller == request.peer) == (caller.text == nil))
            return caller.text
        }
        return seen ?? "the request is refused"
    }

    @Test(
        "An address is one of IPv4 or of IPv6, with a port or without, and with brackets",
        arguments: [
            ("1.2.3.4", "1.2.3.4"), ("1.2.3.4:567", "1.2.3.4"), (" \t 1.2.3.4 \t", "1.2.3.4"),
            ("2001:db8::1", "2001:db8:0:0:0:0:0:1"), ("[2001:db8::1]", "2001:db8:0:0:0:0:0:1"),
            ("[2001:DB8::1]:65535", "2001:db8:0:0:0:0:0:1"), ("::ffff:1.2.3.4", "1.2.3.4"),
            ("[::ffff:102:304]:1", "1.2.3.4"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("255.255.255.255", "255.255.255.255"),
            ("0.0.0.0", "0.0.0.0"), ("127.0.0.1", "127.0.0.1"),
            ("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ])
    func addresses(_ entry: String, _ address: String) { #expect(Self.caller([entry]) == address) }

    @Test(
        "What is no address names nobody, whoever stands left of it",
        arguments: [
            "", " ", ",", "unknown", "_x", "_hidden:567", "unix:", "for=1.2.3.4", "for=\"[2001:db8::1]\"",
            "\"1.2.3.4\"",
            "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "0x7f.1", "1", "16909060", "1.2.3.4:", "1.2.3.4:x",
            "1.2.3.4:-1", "1.2.3.4:123456", "1.2.3.4 5", "1.2.3.4/8", "1.2.3.4;", "a:567", ":567", ":", "::", "[::]",
            "[]",
            "[", "]", "[1.2.3.4]", "[2001:db8::1", "2001:db8::1]", "[2001:db8::1]567", "[2001:db8::1]:",
            "[[2001:db8::1]]",
            "[2001:db8::1]:1:2", "2001:db8:::1", "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", "2001:db8::g", "::ffff:1.2.3",
            "1.2.3.4\u{FF0E}", String(repeating: "1", count: 46), String(repeating: ":", count: 30_000),
        ])
    func others(_ entry: String) {
        #expect(Self.caller([entry]) == nil)
        #expect(Self.caller(["1.2.3.4, \(entry)"]) == nil)
        #expect(Self.caller(["1.2.3.4", entry, " 10.0.0.1"]) == nil)
        #expect(Self.caller(["\(entry), 5.6.7.8"]) == "5.6.7.8", "it is made up")
    }

    @Test(
        "It is the last in all lines that is no proxy; nobody, if all are",
        arguments: [
            ([], nil), (["1.2.3.4"], "1.2.3.4"), (["9.9.9.9, 1.2.3.4"], "1.2.3.4"),
            (["9.9.9.9", "1.2.3.4"], "1.2.3.4"),
            (["1.2.3.4, 10.9.8.7"], "1.2.3.4"), (["1.2.3.4", "10.9.8.7:1,[::1]:2", "::ffff:10.0.0.1"], "1.2.3.4"),
            (["9.9.9.9,10.0.0.1,1.2.3.4,10.0.0.2"], "1.2.3.4"), (["9.9.9.9,1.2.3.4", "10.0.0.1"], "1.2.3.4"),
            (["10.0.0.1"], nil), (["10.0.0.1,::1"], nil), (["10.0.0.1", "::1"], nil),
            (["11.0.0.1", "::1"], "11.0.0.1"),
        ] as [([String], String?)])
    func order(_ lines: [String], _ address: String?) { #expect(Self.caller(lines) == address) }

    @Test("A thousand entries are looked at from the last one on, and only as far as they are proxies'")
    func thousand() {
        let entries = Array(repeating: "10.0.0.1", count: 1000)
        #expect(Self.caller([entries.joined(separator: ",")]) == nil)
        #expect(Self.caller([(["1.2.3.4"] + entries).joined(separator: ",")]) == "1.2.3.4")
        #expect(Self.caller([(entries + ["1.2.3.4"]).joined(separator: ",")]) == "1.2.3.4")
        #expect(Self.caller([(["1.2.3.4", "x"] + entries).joined(separator: ",")]) == nil)
        #expect(Self.caller(Array(repeating: "10.0.0.1", count: 90)) == nil)
        #expect(Self.caller([String(repeating: ",", count: 30_000)]) == nil)
    }

    @Test(
        "A network has those that begin with its bits",
        arguments: [
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.6", false), ("192.0.2.7/32", "192.0.2.6", false),
            ("192.0.2.7/31", "192.0.2.6", true), ("10.0.0.0/8", "10.255.255.255", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("0.0.0.0/0", "192.0.2.7", true), ("0.0.0.0/0", "2001:db8::1", false),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true),
            ("::ffff:192.0.2.7", "192.0.2.7", true), ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false), ("2001:db8::/64", "2001:db8::ffff:0:0:1", true),
            ("2001:db8::/64", "2001:db8:0:1::", false), ("2001:db8::/65", "2001:db8:0:0:8000::", false),
            ("2001:db8::1/127", "2001:db8::", true), ("2001:db8::1", "2001:db8::", false),
            ("1::/0", "2001:db8::1", true),
        ])
    func networks(_ network: String, _ address: String, isIn: Bool) throws {
        #expect(Self.proxies(network).include(try Self.address(address)) == isIn)
    }

    @Test("Whoever connects to a socket in the file system is one only if that is said, and has no network's address")
    func socket() throws {
        #expect(!Self.proxies("1::/0", "0.0.0.0/0").include(.none))
        #expect(Self.proxies("unix").include(.none))
        #expect(!Self.proxies("unix").include(try Self.address("127.0.0.1")))
        #expect(!TrustedProxies().include(.none))
        #expect(Self.caller(["1.2.3.4, unix"], by: Self.proxies("unix")) == nil)
    }

    @Test(
        "Nothing else is taken for a proxy",
        arguments: [
            "", " ", "Unix", "unix:", "localhost", "*", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8",
            "10.0.0.0/8/8", "10.0.0.0/99999999999999999999", "10/8", "2001:db8::/129", "[2001:db8::1]", "10.0.0.1:80",
            "::", "/8", "10.0.0.0/८",
        ])
    func refused(_ word: String) {
        var proxies = TrustedProxies()
        let isAdded = proxies.add(word)
        #expect(!isAdded)
    }

    @Test("An address that a proxy tells is somebody's, also this machine's")
    func local() throws {
        for text in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] { #expect(try !Self.address(text).isLocal) }
    }
}
