import Testing

@testable import HTTP

@Suite("If-None-Match")
struct EntityTagTests {
    @Test(
        "Tags are compared without regard to their weakness, up to a mistake",
        arguments: [
            ([#""a""#], ["a"]), ([#"W/"a""#], ["a"]), ([#""a", W/"b" ,"c""#], ["a", "b", "c"]),
            ([#""a""#, #""b""#], ["a", "b"]),
            ([#","a",, ,"b","#], ["a", "b"]), ([#""a,b""#], ["a,b"]), ([#""""#], [""]), ([""], []), (["*"], []),
            (["a"], []), ([#""a"#], []), ([#"w/"a""#], []), ([#"W/a"#], []), ([#"W"#], []), ([#"""#], []),
            ([#""a" "b""#], ["a"]), ([#""a"x,"b""#], ["a"]), ([#""a\", "b""#], [#"a\"#, "b"]),
            ([#""a", *, "b""#], ["a"]),
        ])
    func tags(_ values: [String], _ expected: [String]) {
        let lines = values.map { Array($0.utf8) }
        for tag in ["a", "b", "c", "a,b", "", #"a\"#, "*", #""a""#] {
            var list = EntityTagList()
            for line in lines { line.withUnsafeBytes { list.append($0) } }
            #expect(list.isAny == (values == ["*"]))
            #expect(list.contains(tag) == expected.contains(tag), "\(tag)")
        }
    }
}
