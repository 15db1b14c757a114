import Testing

/// A request that is to cost the server more than it costs its sender.
struct Attack: Sendable, CustomTestStringConvertible {
    let name: String
    /// The body of a POST to `/graphql`, of a mebibyte at most.
    let body: String
    /// The code of the first error; nil if there is none.
    let code: String?
    let status: Int

    var testDescription: String { name }

    static let all = documents + fragments + values + json + operations

    private init(_ name: String, body: String, _ code: String?, status: Int = 200) {
        self.name = name
        self.body = body
        self.code = code
        self.status = status
    }

    private init(_ name: String, _ query: String, _ code: String?) {
        self.init(name, query, variables: "{}", code)
    }

    /// - Parameter variables: In JSON.
    private init(_ name: String, _ query: String, variables: String, _ code: String?) {
        let text = query.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        self.init(name, body: #"{"query":"\#(text)","variables":\#(variables)}"#, code)
    }

    private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

    private static func each(_ count: Int, by separator: String = " ", _ text: (Int) -> String) -> String {
        (0..<count).map(text).joined(separator: separator)
    }
}

/// Documents that are too large, too deep or too wrong.
extension Attack {
    private static let documents = [
        Attack("a million braces", times(1_000_000, "{"), "GRAPHQL_PARSE_FAILED"),
        Attack("brackets", "{ a(b: " + times(14_900, "["), "QUERY_TOO_DEEP"),
        Attack("fields in fields", times(7_000, "{a") + times(7_000, "}"), "QUERY_TOO_DEEP"),
        Attack("fields beside fields", "{ \(times(40_000, "a ")) }", "QUERY_TOO_LARGE"),
        Attack("unknown fields", "{ \(each(7_000) { "f\($0)" }) }", "QUERY_TOO_MANY_ROOT_FIELDS"),
        Attack(
            "nearly right fields", "{ viewer { \(each(7_000) { "salesDirection\($0)" }) } }",
            "GRAPHQL_VALIDATION_FAILED"),
        Attack(
            "long names that are nearly right",
            "{ viewer { \(each(2_000) { "\(times(16, "salesDirections"))\($0)" }) } }", "GRAPHQL_VALIDATION_FAILED"),
        Attack("aliases", "{ viewer { \(each(3_000) { "a\($0): role" }) } }", "QUERY_TOO_MANY_ALIASES"),
        Attack("one field again and again", "{ viewer { \(times(14_000, "role ")) } }", nil),
        Attack("operations", each(3_000) { "query Q\($0) { a }" }, "QUERY_TOO_MANY_OPERATIONS"),
        Attack("directives", "{ viewer \(times(4_000, "@a ")) { role } }", "QUERY_TOO_MANY_DIRECTIVES"),
        Attack(
            "unknown types of variables", "query(\(each(3_000) { "$v\($0): X" })) { viewer { role } }",
            "GRAPHQL_VALIDATION_FAILED"),
        Attack(
            "conditions",
            "query(\(each(1_400) { "$v\($0): Boolean!" })) { viewer { \(each(1_400) { "role @skip(if: $v\($0))" }) } }",
            "QUERY_TOO_LARGE"),
        Attack("a long comment", "{ __typename } #\(times(900_000, "x"))", nil),
        Attack("commas", "{ \(times(900_000, ",")) __typename }", nil),
        Attack("a long name", "{ \(times(900_000, "a")) }", "QUERY_NAME_TOO_LONG"),
        Attack("a type system", each(2_000) { "type T\($0) { a: T\($0) }" }, "GRAPHQL_VALIDATION_FAILED"),
    ]

    private static let fragments = [
        Attack(
            "fragments that double",
            "{ viewer { ...F0 } } \(each(50) { "fragment F\($0) on Viewer { ...F\($0 + 1) ...F\($0 + 1) }" })"
                + " fragment F50 on Viewer { role }", "QUERY_TOO_MANY_FIELDS"),
        Attack(
            "fragments that double, and stay flat",
            "{ viewer { ...F0 } } \(each(15) { "fragment F\($0) on Viewer { ...F\($0 + 1) ...F\($0 + 1) }" })"
                + " fragment F15 on Viewer { role }", "QUERY_TOO_MANY_FIELDS"),
        Attack(
            "a cycle", "{ ...F0 } \(each(1_000) { "fragment F\($0) on Query { ...F\(($0 + 1) % 1_000) }" })",
            "QUERY_TOO_DEEP"),
        Attack(
            "each spreads all that follow",
            "{ viewer { ...F0 } } "
                + each(100) { number in
                    "fragment F\(number) on Viewer { \(each(99 - number) { "...F\(number + $0 + 1)" }) role }"
                }, "QUERY_TOO_MANY_FIELDS"),
        Attack(
            "unused fragments", "{ __typename } \(each(2_000) { "fragment F\($0) on X { a }" })",
            "GRAPHQL_VALIDATION_FAILED"),
        Attack(
            "fields that do not merge",
            "{ \(each(40) { "n\($0): nodes(ids: []) { ... on Case { x: title } ... on Lead { x: companyName } ... on Case { y: id } }" }) }",
            "GRAPHQL_VALIDATION_FAILED"),
        Attack(
            "fields of one name and many arguments", "{ \(each(50) { "a: cases(first: \($0)) { totalCount }" }) }",
            "GRAPHQL_VALIDATION_FAILED"),
        Attack(
            "objects that are to be merged",
            "{ viewer { \(each(3_000) { "x: salesDirections { a\($0 % 100): name }" }) } }",
            "QUERY_TOO_LARGE"),
    ]
}

/// Values that are long, many, deep or wrong.
extension Attack {
    private static func cases(_ arguments: String) -> String { "{ cases(\(arguments)) { totalCount } }" }

    private static let values = [
        Attack("a long string for a number", cases("first: \"\(times(900_000, "x"))\""), "GRAPHQL_VALIDATION_FAILED"),
        Attack("escapes for a number", cases("first: \"\(times(140_000, "\\u00e9"))\""), "GRAPHQL_VALIDATION_FAILED"),
        Attack("a long integer", cases("first: \(times(900_000, "9"))"), "GRAPHQL_VALIDATION_FAILED"),
        Attack("a long fraction", cases("first: 1.\(times(900_000, "9"))e9"), "GRAPHQL_VALIDATION_FAILED"),
        Attack("an unknown enum value", cases("scope: \(times(250, "A"))"), "GRAPHQL_VALIDATION_FAILED"),
        Attack("many enum values", cases("filter: {status: [\(times(4_000, "NEW "))]}"), "BAD_USER_INPUT"),
        Attack("unknown input fields", cases("filter: {\(each(3_000) { "f\($0): 1" })}"), "GRAPHQL_VALIDATION_FAILED"),
        Attack("objects in objects", cases("filter: \(times(60, "{and: ["))\(times(60, "]}"))"), "BAD_USER_INPUT"),
        Attack(
            "conditions on text", cases("filter: {or: [\(each(40) { "{title: {contains: \"%%a%%b\($0)\"}}" })]}"),
            "BAD_USER_INPUT"),
        Attack("words to find", cases("scope: ALL, search: \"\(times(333, "ab "))\""), nil),
        Attack("marks upon marks", cases("search: \"a\(times(400, "\u{301}"))\""), "GRAPHQL_PARSE_FAILED"),
    ]

    private static let number = #"{"query":"query($n: Int) { cases(first: $n) { totalCount } }","variables":{"n":"#
    private static let filter =
        #"{"query":"query($f: CaseFilter) { cases(filter: $f) { totalCount } }","variables":{"f":"#
    private static let ids = #"{"query":"query($i: [ID!]!) { nodes(ids: $i) { id } }","variables":{"i":"#
    private static let name = #"{"query":"{ __typename }","variables":"#
    private static let compared: String = {
        let lists = each(40) {
            "a\($0): cases(first: 1, filter: {title: {eq: $t}, caseNumber: {ne: $t}}) { nodes { id } }"
        }
        return #"{"query":"query($t: String!) { \#(lists) }","variables":{"t":"\#(times(1_000_000, "A"))"}}"#
    }()

    private static let json = [
        Attack("brackets of JSON", body: times(1_000_000, "["), "BAD_REQUEST", status: 400),
        Attack("white space", body: times(1_000_000, " "), "BAD_REQUEST", status: 400),
        Attack(
            "a list of requests", body: "[\(each(20_000, by: ",") { _ in #"{"query":"{ a }"}"# })]", "BAD_REQUEST",
            status: 400),
        Attack("a string variable for a number", body: number + "\"\(times(900_000, "x"))\"}}", "BAD_USER_INPUT"),
        Attack("a long number", body: number + "\(times(900_000, "9"))}}", "BAD_USER_INPUT"),
        Attack("variables without end", body: filter + times(100_000, #"{"and":["#), "VARIABLES_TOO_DEEP", status: 400),
        Attack(
            "variables in variables", body: filter + times(60_000, #"{"and":["#) + times(60_000, "]}") + "}}",
            "VARIABLES_TOO_DEEP", status: 400),
        Attack("unknown members", body: filter + "{\(each(9_000, by: ",") { "\"f\($0)\":1" })}}}", "BAD_USER_INPUT"),
        Attack(
            "objects in a list", body: filter + "{\"and\":[\(times(300_000, "{},")){}]}}}", "VARIABLES_TOO_LARGE",
            status: 400),
        Attack("a text that is compared again and again", body: compared, "QUERY_TOO_COSTLY"),
        Attack("ids", body: ids + "[\(times(9_000, #""a","#))\"b\"]}}", "PAGE_SIZE_INVALID"),
        Attack("more ids", body: ids + "[\(times(200_000, #""a","#))\"b\"]}}", "VARIABLES_TOO_LARGE", status: 400),
        Attack("objects that are no ids", body: ids + "[\(times(9_000, "{},")){}]}}", "BAD_USER_INPUT"),
        Attack("surrogates", body: name + #"{"s":"\#(times(80_000, #"\ud83d\ude00"#))"}}"#, nil),
        Attack(
            "one member again and again", body: name + "{\(times(60_000, "\"a\":1,"))\"a\":1}}", "VARIABLES_TOO_LARGE",
            status: 400),
        Attack("members that nobody wants", body: name + "{\(each(9_000, by: ",") { "\"v\($0)\":\($0)" })}}", nil),
        Attack(
            "a name of an operation", body: #"{"query":"{ __typename }","operationName":"\#(times(900_000, "a"))"}"#,
            "OPERATION_NOT_FOUND"),
    ]
}

/// Operations that are allowed, and make work.
extension Attack {
    private static let operations = [
        Attack("nodes", "{ \(each(50) { "n\($0): nodes(ids: [\(times(100, "\"Q2FzZTo0MDE\" "))]) { id }" }) }", nil),
        Attack(
            "counts",
            "{ \(each(50) { "c\($0): cases(scope: ALL, filter: {title: {contains: \"x\($0)\"}}) { totalCount }" }) }",
            nil),
        Attack(
            "pages of pages",
            "{ cases(first: 100, scope: ALL) { nodes { activity(first: 90) { nodes { __typename ... on Comment { body } } } } } }",
            nil),
        Attack(
            "all of the schema",
            """
            { __schema { types { name description fields(includeDeprecated: true) { name description args { name type { ...T } } type { ...T } }
              inputFields { name type { ...T } } enumValues { name } possibleTypes { name } } } }
            fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { name } } } }
            """, nil),
        Attack(
            "types of types",
            "{ __schema { types { possibleTypes { possibleTypes { fields { name } } interfaces { possibleTypes { fields { name } } } } } } }",
            nil),
        Attack(
            "the schema fifty times", "{ \(each(50) { "a\($0): __schema { types { name fields { name } } }" }) }",
            "QUERY_TOO_COSTLY"),
    ]
}
