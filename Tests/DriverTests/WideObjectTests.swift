import GraphQL
import Testing

@testable import graphql_driver

/// Objects that lead to more single objects than one statement of the database can join.
@Suite("Wide objects")
struct WideObjectTests {
    private static let schema = """
        type Query { wide: Wide }
        type Wide { \((0..<200).map { "f\($0): Part" }.joined(separator: " ")) }
        type Part { c: String! d: Part of: Any others: [Part!] }
        type Other { e: Int }
        union Any = Part | Other
        """

    private func answer(_ selection: (Int) -> String, _ count: Int, _ part: (Int) -> String) throws -> String {
        var driver = try Driver()
        let fields = (0..<count).map { "f\($0) { \(selection($0)) }" }.joined(separator: " ")
        let root = (0..<count).map { "\"f\($0)\":\(part($0))" }.joined(separator: ",")
        let schema = Self.schema.replacing("\n", with: " ")
        let line = """
            {"id":1,"op":"execute","schema":"\(schema)","document":"{ wide { \(fields) } }","root":{"wide":{\(root)}}}
            """
        return driver.answer(Array(line.utf8)[...]).line
    }

    private func data(_ count: Int, _ part: (Int) -> String) -> String {
        "\"data\":{\"wide\":{\((0..<count).map { "\"f\($0)\":\(part($0))" }.joined(separator: ","))}}"
    }

    @Test("All of two hundred single objects are read, with those below them, and those that are not there are null")
    func whole() throws {
        let part = { (number: Int) in
            number % 7 == 3 ? "null" : "{\"c\":\"\(number)\",\"d\":{\"c\":\"below \(number)\"}}"
        }
        #expect(
            try answer({ _ in "c d { c }" }, 200, part) == "{\"id\":1,\"ok\":true,\(data(200, part)),\"errors\":[]}\n")
    }

    @Test("Lists and objects of several types are read of objects that have statements of their own")
    func kinds() throws {
        let of = { (number: Int) in
            number % 2 == 0
                ? "{\"__typename\":\"Other\",\"e\":\(number)}" : "{\"__typename\":\"Part\",\"c\":\"\(number)\"}"
        }
        let part = { (number: Int) in
            "{\"of\":\(of(number)),\"others\":[{\"c\":\"a\",\"d\":null},{\"c\":\"b\",\"d\":{\"c\":\"\(number)\"}}]}"
        }
        let selection = "of { __typename ... on Part { c } ... on Other { e } } others { c d { c } }"
        #expect(
            try answer({ _ in selection }, 100, part) == "{\"id\":1,\"ok\":true,\(data(100, part)),\"errors\":[]}\n")
    }

    @Test("What fails in an object of a statement of its own stands at its place, and nulls the object")
    func errors() throws {
        let part = { (number: Int) in number == 150 ? "{\"c\":{\"__error\":\"gone\"}}" : "{\"c\":\"\(number)\"}" }
        let expected = data(200) { $0 == 150 ? "null" : "{\"c\":\"\($0)\"}" }
        let column = "{ wide { ".count + (0..<150).map { "f\($0) { c } ".count }.reduce(0, +) + "f150 { ".count + 1
        let error = """
            {"message":"gone","locations":[{"line":1,"column":\(column)}],"path":["wide","f150","c"]
            """
        let line = try answer({ _ in "c" }, 200, part)
        #expect(line.contains(expected + ",\"errors\":[" + error))
        #expect(line.split(separator: "\"message\"").count == 2)
    }

    @Test("More values of one row than a statement can give are refused, and so are fragments that double")
    func refused() throws {
        var driver = try Driver()
        func messages(_ schema: String, _ document: String, _ root: String) -> [String] {
            let line = """
                {"id":1,"op":"execute","schema":"\(schema)","document":"\(document)","root":\(root)}
                """
            return driver.answer(Array(line.utf8)[...]).errors.map(\.message)
        }
        func values(_ count: Int) -> [String] {
            let names = (0..<count).map { "v\($0)" }
            return messages(
                "type Query{o:Values} type Values{\(names.map { "\($0):Int" }.joined(separator: " "))}",
                "{o{\(names.joined(separator: " "))}}", "{}")
        }
        #expect(values(900) == [])
        #expect(values(1000) == ["The request asks for more than 1900 values of one row: ask for fewer at once."])

        func doubled(_ depth: Int) -> [String] {
            let fragments = (0..<depth).map { "fragment F\($0) on Query{a{...F\($0 + 1)} b{...F\($0 + 1)}}" }
            return messages(
                "type Query{a:Query b:Query c:String}",
                "{...F0} \(fragments.joined(separator: " ")) fragment F\(depth) on Query{c}", "{\"a\":{\"b\":{}}}")
        }
        #expect(doubled(10) == [])
        #expect(doubled(12) == ["The request asks for too much at once: ask for fewer fields or rows."])
    }
}
