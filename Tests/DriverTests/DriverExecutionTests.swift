import GraphQL
import Testing

@testable import graphql_driver

/// Operations on root values, whose fields are resolved by their names.
@Suite("Executing with the driver — spec 6")
struct DriverExecutionTests {
    private static let schema = """
        type Query { a: Int b: [Int!]! s(x: Int = 3, y: [String], z: In): String o: O! l: [[O]] n: Node u: U e: E f: Float i: ID bo: Boolean d: Date str: String}
        input In { p: Float q: E }
        type O implements Node { id: ID! name: String! o: O list: [String!] }
        interface Node { id: ID! }
        type P implements Node { id: ID! p: Int }
        union U = O | P
        enum E { X Y }
        scalar Date
        type Mutation { m: Int }
        """

    /// A document, the other members of the call, and the answer behind its `id`.
    static let cases: [(document: String, members: String, answer: String)] = [
        (
            #"{a b}"#,
            #""root":{"a":1,"b":[1,2]}"#,
            #""ok":true,"data":{"a":1,"b":[1,2]},"errors":[]"#
        ),
        (
            #"{a b}"#,
            #""root":{"a":"x","b":[1,null]}"#,
            #""ok":true,"data":null,"errors":[{"message":"Int cannot represent non-integer value: \"x\"#
                + #""","locations":[{"line":1,"column":2}],"path":["a"],"extensions":{"code":"INTERNAL"}},{""#
                + #"message":"Cannot return null for non-nullable field Query.b.","locations":[{"line":1,"co"#
                + #"lumn":4}],"path":["b",1],"extensions":{"code":"INTERNAL"}}]"#
        ),
        (
            #"{a b}"#,
            #""root":{"a":1.0,"b":5}"#,
            #""ok":true,"data":null,"errors":[{"message":"Expected Iterable, but did not find one for "#
                + #"field \"Query.b\".","locations":[{"line":1,"column":4}],"path":["b"],"extensions":{"code"#
                + #"":"INTERNAL"}}]"#
        ),
        (
            #"{s}"#,
            #""root":{"s":{"__args":true}}"#,
            #""ok":true,"data":{"s":"{\"x\":3}"},"errors":[]"#
        ),
        (
            #"query($v:Int){s(x:$v,y:\"q\",z:{p:1,q:X})}"#,
            #""root":{"s":{"__args":true}},"variables":{"v":null}"#,
            #""ok":true,"data":{"s":"{\"x\":null,\"y\":[\"q\"],\"z\":{\"p\":1,\"q\":\"X\"}}"},"errors""#
                + #":[]"#
        ),
        (
            #"query($v:Int){s(x:$v)}"#,
            #""root":{"s":{"__args":true}}"#,
            #""ok":true,"data":{"s":"{\"x\":3}"},"errors":[]"#
        ),
        (
            #"{str}"#,
            #""root":{"str":{"__args":true}}"#,
            #""ok":true,"data":{"str":"{}"},"errors":[]"#
        ),
        (
            #"{o{name o{name} list}}"#,
            #""root":{"o":{"name":"n","o":{"name":null},"list":["a",{"__error":"bad"}]}}"#,
            #""ok":true,"data":{"o":{"name":"n","o":null,"list":null}},"errors":[{"message":"Cannot re"#
                + #"turn null for non-nullable field O.name.","locations":[{"line":1,"column":11}],"path":[""#
                + #"o","o","name"],"extensions":{"code":"INTERNAL"}},{"message":"bad","locations":[{"line":1"#
                + #","column":17}],"path":["o","list",1],"extensions":{"code":"INTERNAL"}}]"#
        ),
        (
            #"{l{name}}"#,
            #""root":{"l":[[{"name":"x"},null],null,[{"name":5}]]}"#,
            #""ok":true,"data":{"l":[[{"name":"x"},null],null,[{"name":"5"}]]},"errors":[]"#
        ),
        (
            #"{n{__typename id ...on O{name} ...on P{p}} u{...on P{p}} }"#,
            #""root":{"n":{"__typename":"O","id":7,"name":"x"},"u":{"__typename":"P","p":3}}"#,
            #""ok":true,"data":{"n":{"__typename":"O","id":"7","name":"x"},"u":{"p":3}},"errors":[]"#
        ),
        (
            #"{n{id} }"#,
            #""root":{"n":{"id":7,"name":"x"}}"#,
            #""ok":true,"data":{"n":null},"errors":[{"message":"Abstract type \"Node\" must resolve to"#
                + #" an Object type at runtime for field \"Query.n\". Either the \"Node\" type should provid"#
                + #"e a \"resolveType\" function or each possible type should provide an \"isTypeOf\" functi"#
                + #"on.","locations":[{"line":1,"column":2}],"path":["n"],"extensions":{"code":"INTERNAL"}}]"#
        ),
        (
            #"{n{id} }"#,
            #""root":{"n":{"__typename":"Zed"}}"#,
            #""ok":true,"data":{"n":null},"errors":[{"message":"Abstract type \"Node\" was resolved to"#
                + #" a type \"Zed\" that does not exist inside the schema.","locations":[{"line":1,"column":"#
                + #"2}],"path":["n"],"extensions":{"code":"INTERNAL"}}]"#
        ),
        (
            #"{e f i bo d}"#,
            #""root":{"e":"X","f":1.5,"i":12,"bo":1,"d":{"k":[1,2]}}"#,
            #""ok":true,"data":{"e":"X","f":1.5,"i":"12","bo":true,"d":{"k":[1,2]}},"errors":[]"#
        ),
        (
            #"{e f i bo d}"#,
            #""root":{"e":"Z","f":"abc","i":1.5,"bo":"t","d":"2020"}"#,
            #""ok":true,"data":{"e":null,"f":null,"i":null,"bo":null,"d":"2020"},"errors":[{"message":"#
                + #""Enum \"E\" cannot represent value: \"Z\"","locations":[{"line":1,"column":2}],"path":[""#
                + #"e"],"extensions":{"code":"INTERNAL"}},{"message":"Float cannot represent non numeric val"#
                + #"ue: \"abc\"","locations":[{"line":1,"column":4}],"path":["f"],"extensions":{"code":"INTE"#
                + #"RNAL"}},{"message":"ID cannot represent value: 1.5","locations":[{"line":1,"column":6}],"#
                + #""path":["i"],"extensions":{"code":"INTERNAL"}},{"message":"Boolean cannot represent a no"#
                + #"n boolean value: \"t\"","locations":[{"line":1,"column":8}],"path":["bo"],"extensions":{"#
                + #""code":"INTERNAL"}}]"#
        ),
        (
            #"{o{name}}"#,
            #""root":{"o":{"__error":"boom"}}"#,
            #""ok":true,"data":null,"errors":[{"message":"boom","locations":[{"line":1,"column":2}],"p"#
                + #"ath":["o"],"extensions":{"code":"INTERNAL"}}]"#
        ),
        (
            #"{x:a ...F a} fragment F on Query{a s}"#,
            #""root":{"a":{"__error":"no"},"s":12}"#,
            #""ok":true,"data":{"x":null,"a":null,"s":"12"},"errors":[{"message":"no","locations":[{"l"#
                + #"ine":1,"column":2}],"path":["x"],"extensions":{"code":"INTERNAL"}},{"message":"no","loca"#
                + #"tions":[{"line":1,"column":34},{"line":1,"column":11}],"path":["a"],"extensions":{"code""#
                + #":"INTERNAL"}}]"#
        ),
        (
            #"mutation{m}"#,
            #""root":{"m":4}"#,
            #""ok":true,"data":{"m":4},"errors":[]"#
        ),
        (
            #"{__schema{queryType{name}} __type(name:\"O\"){fields{name}}}"#,
            #""root":{}"#,
            #""ok":true,"data":{"__schema":{"queryType":{"name":"Query"}},"__type":{"fields":[{"name":"#
                + #""id"},{"name":"name"},{"name":"o"},{"name":"list"}]}},"errors":[]"#
        ),
        (
            #"query A{a} query B{b}"#,
            #""root":{"a":1,"b":[]},"operationName":"B""#,
            #""ok":true,"data":{"b":[]},"errors":[]"#
        ),
        (
            #"query A{a} query B{b}"#,
            #""root":{"a":1,"b":[]}"#,
            #""ok":false,"errors":[{"message":"Must provide operation name if query contains multiple "#
                + #"operations.","locations":[],"extensions":{"code":"OPERATION_NOT_FOUND"}}]"#
        ),
        (
            #"{a @skip(if:true) b}"#,
            #""root":{"b":[]}"#,
            #""ok":true,"data":{"b":[]},"errors":[]"#
        ),
        (
            #"query($k:Boolean=true){...F ...F@include(if:$k)} fragment F on Query{a}"#,
            #""root":{"a":{"__error":"no"}}"#,
            #""ok":true,"data":{"a":null},"errors":[{"message":"no","locations":[{"line":1,"column":70}],"path":["a"],"#
                + #""extensions":{"code":"INTERNAL"}}]"#
        ),
        (
            #"query($k:Boolean!){a @include(if:$k)}"#,
            #""root":{"a":2},"variables":{"k":false}"#,
            #""ok":true,"data":{},"errors":[]"#
        ),
    ]

    @Test("An operation is answered as the specification says", arguments: cases)
    func answers(_ test: (document: String, members: String, answer: String)) throws {
        var driver = try Driver()
        let schema = Self.schema.split(separator: "\n").joined(separator: " ")
        let call = #"{"id":1,"op":"execute","schema":"\#(schema)","document":"\#(test.document)",\#(test.members)}"#
        #expect(driver.answer(Array(call.utf8)[...]).line == "{\"id\":1,\(test.answer)}\n")
    }
}
