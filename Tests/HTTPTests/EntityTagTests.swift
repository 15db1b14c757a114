import Testing

@testable import HTTP

@Suite("If-None-Match and If-Match")
struct EntityTagTests {
    /// The lines of a field, the tags that they name, and those of them that are strong; nil if it is all of them.
    static let lists: [([String], [String], strong: [String]?)] = [
        ([#""a""#], ["a"], nil), ([#"W/"a""#], ["a"], []), ([#""a", W/"b" ,"c""#], ["a", "b", "c"], ["a", "c"]),
        ([#"W/"a", "a""#], ["a"], nil), ([#""a""#, #""b""#], ["a", "b"], nil),
        ([#"W/"a""#, #""b""#], ["a", "b"], ["b"]), ([#","a",, ,"b","#], ["a", "b"], nil), ([#""a,b""#], ["a,b"], nil),
        ([#""""#], [""], nil), ([""], [], nil), (["*"], [], nil), (["a"], [], nil), ([#""a"#], [], nil),
        ([#"w/"a""#], [], nil), ([#"W/a"#], [], nil), ([#"W"#], [], nil), ([#"""#], [], nil),
        ([#""a" "b""#], ["a"], nil), ([#""a"x,"b""#], ["a"], nil), ([#""a\", "b""#], [#"a\"#, "b"], nil),
        ([#""a", *, "b""#], ["a"], nil),
    ]

    @Test("Tags are compared without regard to their weakness, or as strong ones, up to a mistake", arguments: lists)
    func tags(_ values: [String], _ expected: [String], strong: [String]?) {
        let lines = values.map { Array($0.utf8) }
        for tag in ["a", "b", "c", "a,b", "", #"a\"#, "*", #""a""#] {
            var list = EntityTagList()
            for line in lines { line.withUnsafeBytes { list.append($0) } }
            #expect(list.isAny == (values == ["*"]))
            #expect(list.contains(tag) == expected.contains(tag), "\(tag)")
            #expect(list.containsStrong(tag) == (strong ?? expected).contains(tag), "\(tag)")
        }
    }

    @Test(
        "A condition is what all lines of its field say; without one there is none",
        arguments: [
            ("", nil, false), ("If-Match: \"a\"\r\n", true, false), ("If-Match: \r\n", false, false),
            ("If-Match: \"b\"\r\nif-match: \"a\"\r\n", true, false), ("If-None-Match: \"a\"\r\n", nil, true),
            ("If-None-Match: \"b\"\r\nIF-NONE-MATCH: W/\"a\"\r\n", nil, true),
        ] as [(String, Bool?, Bool)])
    func fields(_ lines: String, isWanted: Bool?, isKnown: Bool) {
        _ = request("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n") { request in
            let (wanted, known) = (request.ifMatch?.containsStrong("a"), request.ifNoneMatch.contains("a"))
            #expect(wanted == isWanted)
            #expect(known == isKnown)
        }
    }
}
