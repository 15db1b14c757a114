import GraphQL
import Storage
import Testing

@testable import API

@Suite("Where the files of a request belong")
struct FileMapTests {
    private static func map(_ json: String) throws -> FileMap {
        try Array(json.utf8).withUnsafeBytes { try FileMap($0, nonce: "n") }
    }

    /// `{ a: null, b: [null, 1], c: { d: null } }`.
    private static let variables: [InputObjectField] = [
        InputObjectField("a", .null), InputObjectField("b", .list([.null, .int(1)])),
        InputObjectField("c", .object([InputObjectField("d", .null)])),
    ]

    @Test(
        "A file goes to every place that its path leads to",
        arguments: [
            (#"{"x":["variables.a"]}"#, #"{ a: "n/0", b: [null, 1], c: { d: null } }"#),
            (#"{"x":["variables.b.0"],"y":["variables.c.d"]}"#, #"{ a: null, b: ["n/0", 1], c: { d: "n/1" } }"#),
            (#"{"x":["variables.a","variables.c.d"]}"#, #"{ a: "n/0", b: [null, 1], c: { d: "n/0" } }"#),
            (#"{"x":[]}"#, "{ a: null, b: [null, 1], c: { d: null } }"),
        ])
    func places(_ json: String, _ expected: String) throws {
        var variables = Self.variables
        try Self.map(json).apply(to: &variables)
        #expect(InputValue.object(variables).withHandles.text == expected)
        #expect(!InputValue.object(variables).text.contains("n/"), "nobody is told of them")
    }

    @Test(
        "A place that is not there, or is taken, is none",
        arguments: [
            "variables", "variables.", "variables.z", "variables.b", "variables.b.1", "variables.b.2", "variables.b.-1",
            "variables.b.x", "variables.a.b", "variables.c", "variables.c.d.e", "a", "0.variables.a", "",
            "variables..a", "variables.b.99999999999999999999",
        ])
    func noPlace(_ path: String) {
        var variables = Self.variables
        #expect(throws: MalformedRequest.self) { try Self.map(#"{"x":["\#(path)"]}"#).apply(to: &variables) }
    }

    @Test(
        "A map that cannot be read names no file",
        arguments: [
            "", "{", "[]", "null", "{}", #"{"x":null}"#, #"{"x":"variables.a"}"#, #"{"x":[1]}"#, #"{"x":[],"x":[]}"#,
            "{" + (0...50).map { "\"\($0)\":[]" }.joined(separator: ",") + "}",
        ])
    func malformed(_ json: String) {
        #expect(throws: MalformedRequest.self) { try Self.map(json) }
    }

    @Test("A file's name and content stand for it where requests are compared, and not its handle")
    func content() {
        var files = SentFiles()
        files.byHandle["n/0"] = SentFiles.SentFile(name: "a.txt", result: .failure(.tooLarge))
        #expect(files.content(of: #"{ file: "n/0" }"#) == #"{ file: "a.txt " }"#)
    }
}

extension InputValue {
    /// The value with what stands for its files as text.
    fileprivate var withHandles: InputValue {
        switch self {
        case .file(let handle): .string(handle)
        case .list(let items): .list(items.map(\.withHandles))
        case .object(let fields): .object(fields.map { InputObjectField($0.name, $0.value.withHandles) })
        default: self
        }
    }
}
