import GraphQL
import Testing

@testable import graphql_driver

@Suite("The driver of the engine")
struct DriverTests {
    static let answers: [(call: String, answer: String)] = [
        (#"{"id":1,"op":"parse","document":"{ a }"}"#, #"{"id":1,"ok":true,"errors":[]}"#),
        (
            #"{"op":"print","document":"query{a(b:{c:1})}","id":"x"}"#,
            #"{"id":"x","ok":true,"errors":[],"text":"{\n  a(b: { c: 1 })\n}"}"#
        ),
        (
            #"{"op":"schema", "id" : [ 2, {"a": 1.50} ] ,"schema":"type Query { a: Int }"}"#,
            #"{"id":[ 2, {"a": 1.50} ],"ok":true,"errors":[]}"#
        ),
        (
            #"{"id":-9007199254740993000001,"op":"parse","document":"{ a }"}"#,
            #"{"id":-9007199254740993000001,"ok":true,"errors":[]}"#
        ),
        (#"{"id":1e400,"op":"parse","document":"{ a }"}"#, #"{"id":1e400,"ok":true,"errors":[]}"#),
        (
            #"{"id":3,"op":"schema","schema":"type Query { a: B }"}"#,
            #"{"id":3,"ok":false,"errors":[{"message":"Unknown type \"B\".","locations":[{"line":1,"column":17}],"#
                + #""extensions":{"code":"SCHEMA_INVALID"}}]}"#
        ),
        (
            #"{"id":4,"op":"validate","schema":"type Query { a: Int }","document":"{ a { b } }"}"#,
            #"{"id":4,"ok":false,"errors":[{"message":"Field \"a\" must not have a selection since type \"Int\" has no "#
                + #"subfields.","locations":[{"line":1,"column":5}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}"#
        ),
        (
            #"{"id":5,"op":"parse","document":"\"\ud800\""}"#,
            #"{"id":5,"ok":false,"errors":[{"message":"\"document\" must be given, as a string of Unicode text.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"id":6,"op":"fly"}"#,
            #"{"id":6,"ok":false,"errors":[{"message":"There is no operation \"fly\".","locations":[],"#
                + #""extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        // Directives of the portal's own schema mean nothing in another.
        (
            #"{"id":9,"op":"execute","schema":"directive @listSize(assumed: Int) on FIELD_DEFINITION "#
                + #"directive @cost(weight: Big) on FIELD_DEFINITION scalar Big type Query { a: Int @cost(weight: "#
                + #"9223372036854775807) b: [Int] @listSize(assumed: -1) c: [Query] @listSize(assumed: 1) }","#
                + #""document":"{ a x: a b c { a } }","root":{"a":1,"b":[2],"c":[{"a":3},{"a":4}]}}"#,
            #"{"id":9,"ok":true,"data":{"a":1,"x":1,"b":[2],"c":[{"a":3},{"a":4}]},"errors":[]}"#
        ),
        (
            #"{"id":7,"#,
            #"{"id":7,"ok":false,"errors":[{"message":"The line is not a JSON object: reading stopped at byte 8.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"op":"execute","root":{"a":"\ud800"},"id":"x"}"#,
            #"{"id":"x","ok":false,"errors":[{"message":"The line is not a JSON object: reading stopped at byte 31.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"id":"\udc00","op":"parse","document":"{ a }"}"#,
            #"{"id":null,"ok":false,"errors":[{"message":"The line is not a JSON object: reading stopped at byte 9.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"id":01,"op":"parse"}"#,
            #"{"id":null,"ok":false,"errors":[{"message":"The line is not a JSON object: reading stopped at byte 6.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"id":9,"variables":{"a":\#(String(repeating: "[", count: 33))"#,
            #"{"id":9,"ok":false,"errors":[{"message":"A value is nested too deeply: reading stopped at byte 57.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"id":10,"op":"execute","schema":"type Query { a: Int }","document":"{ a }","variables":"x"}"#,
            #"{"id":10,"ok":false,"errors":[{"message":"The member \"variables\" must be an object.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"id":11,"op":"execute","schema":"type Query { a: Int }","document":"{ a }","operationName":5}"#,
            #"{"id":11,"ok":false,"errors":[{"message":"The member \"operationName\" must be a string.","#
                + #""locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        (
            #"{"id":12,"op":"execute","schema":"type Query { a: Int }","document":"{ a }","operationName":null,"#
                + #""variables":null}"#,
            #"{"id":12,"ok":true,"data":{"a":null},"errors":[]}"#
        ),
    ]

    @Test("Every line has one answer, whatever is in it", arguments: answers)
    func answer(_ test: (call: String, answer: String)) throws {
        var driver = try Driver()
        #expect(driver.answer(Array(test.call.utf8)[...]).line == test.answer + "\n")
    }

    @Test("Bytes that are not UTF-8 and 100,000 levels of nesting are refused like any other mistake")
    func hostile() throws {
        var driver = try Driver()
        let call = Array(#"{"id":1,"op":"parse","document":"{ "#.utf8)
        let notUTF8 = driver.answer((call + [0xFF] + Array(#" }"}"#.utf8))[...])
        #expect(notUTF8.errors.map(\.message) == ["Syntax Error: The document is not valid UTF-8."])
        for nesting in ["{a", "a(b:[", "a(b:{c:", "query($a:["] {
            let deep = String(repeating: nesting, count: 100_000)
            #expect(driver.answer((call + Array("\(deep)\"}".utf8))[...]).errors.count == 1)
        }
        let lists = String(repeating: "[", count: 100_000)
        #expect(driver.answer(Array(#"{"id":\#(lists)"#.utf8)[...]).errors.count == 1)
    }

    @Test("A schema may be larger than a client's document")
    func large() throws {
        var driver = try Driver()
        let fields = (0..<6000).map { "f\($0): Int" }.joined(separator: " ")
        let parse = { (text: String) in Array(#"{"op":"parse","document":"\#(text)"}"#.utf8)[...] }
        #expect(driver.answer(parse("type A { \(fields) }")).errors.isEmpty)
        let aliases = (0..<6000).map { "f\($0): a" }.joined(separator: " ")
        #expect(driver.answer(parse("{ \(aliases) }")).errors.map(\.code) == [.tooLarge])
    }
}
