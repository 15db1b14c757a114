import GraphQL
import Testing

@testable import graphql_driver

/// Lists in lists, abstract types and errors of values themselves.
@Suite("The driver's member onError")
struct DriverErrorBehaviorTests {
    private static let schema = """
        type Query { a: Int! m: [[O!]!]! n: Node! u: [U!]! o: O }
        type O implements Node { id: ID! name: String! o: O! }
        interface Node { id: ID! }
        type P { p: Int! }
        union U = O | P
        type Mutation { m(x: Int): Int! n: O }
        """

    private static let lists =
        #""root":{"m":[[{"name":"x"},null],null,{"__error":"no"},[{"name":{"__error":"bad"}}]],"a":1}"#
    private static let objects =
        #""root":{"n":{"__typename":"O","id":1,"o":{"id":2}},"u":[{"__typename":"P","p":"x"},{"__typename":"Z"},{"__typename":"O","id":null}]}"#

    static let cases = [
        DriverCase(
            testDescription: "NULL: each position of lists in lists", document: "{m{name} a}",
            members: lists + #","onError":"NULL""#,
            answer: #""ok":true,"data":{"m":[[{"name":"x"},null],null,null,[{"name":null}]],"a":1},"errors":[{"message"#
                + #"":"Cannot return null for non-nullable field Query.m.","locations":[{"line":1,"column":2}],"path"#
                + #"":["m",0,1],"extensions":{"code":"INTERNAL"}},{"message":"Cannot return null for non-nullable fi"#
                + #"eld Query.m.","locations":[{"line":1,"column":2}],"path":["m",1],"extensions":{"code":"INTERNAL""#
                + #"}},{"message":"no","locations":[{"line":1,"column":2}],"path":["m",2],"extensions":{"code":"INTE"#
                + #"RNAL"}},{"message":"bad","locations":[{"line":1,"column":4}],"path":["m",3,0,"name"],"extensions"#
                + #"":{"code":"INTERNAL"}}]"#),
        DriverCase(
            testDescription: "PROPAGATE is what is meant by saying nothing", document: "{m{name} a}",
            members: lists + #","onError":"PROPAGATE""#,
            answer: #""ok":true,"data":null,"errors":[{"message":"Cannot return null for non-nullable field Query.m.","#
                + #""locations":[{"line":1,"column":2}],"path":["m",0,1],"extensions":{"code":"INTERNAL"}}]"#),
        DriverCase(
            testDescription: "HALT: the first of them", document: "{a m{name}}", members: lists + #","onError":"HALT""#,
            answer: #""ok":true,"data":null,"errors":[{"message":"Cannot return null for non-nullable field Query.m.","#
                + #""locations":[{"line":1,"column":4}],"path":["m",0,1],"extensions":{"code":"INTERNAL"}}]"#),
        DriverCase(
            testDescription: "NULL: objects of abstract types",
            document: "{n{id ...on O{name o{id o{id}}}} u{...on P{p} ...on O{id}}}",
            members: objects + #","onError":"NULL""#,
            answer: #""ok":true,"data":{"n":{"id":"1","name":null,"o":{"id":"2","o":null}},"u":[{"p":null},null,{"id":"#
                + #"null}]},"errors":[{"message":"Cannot return null for non-nullable field O.name.","locations":[{""#
                + #"line":1,"column":15}],"path":["n","name"],"extensions":{"code":"INTERNAL"}},{"message":"Cannot r"#
                + #"eturn null for non-nullable field O.o.","locations":[{"line":1,"column":25}],"path":["n","o","o""#
                + #"],"extensions":{"code":"INTERNAL"}},{"message":"Int cannot represent non-integer value: \"x\"",""#
                + #"locations":[{"line":1,"column":44}],"path":["u",0,"p"],"extensions":{"code":"INTERNAL"}},{"messa"#
                + #"ge":"Abstract type \"U\" was resolved to a type \"Z\" that does not exist inside the schema.","l"#
                + #"ocations":[{"line":1,"column":34}],"path":["u",1],"extensions":{"code":"INTERNAL"}},{"message":""#
                + #"Cannot return null for non-nullable field O.id.","locations":[{"line":1,"column":55}],"path":["u"#
                + #"",2,"id"],"extensions":{"code":"INTERNAL"}}]"#),
        DriverCase(
            testDescription: "HALT: objects of abstract types", document: "{u{...on P{p}} n{id}}",
            members: objects + #","onError":"HALT""#,
            answer: #""ok":true,"data":null,"errors":[{"message":"Int cannot represent non-integer value: \"x\"","loca"#
                + #"tions":[{"line":1,"column":12}],"path":["u",0,"p"],"extensions":{"code":"INTERNAL"}}]"#),
        DriverCase(
            testDescription: "NULL: fields of a mutation", document: "mutation{m n{id name} k:m}",
            members: #""root":{"m":{"__error":"no"},"n":{"id":1}},"onError":"NULL""#,
            answer: #""ok":true,"data":{"m":null,"n":{"id":"1","name":null},"k":null},"errors":[{"message":"no","locat"#
                + #"ions":[{"line":1,"column":10}],"path":["m"],"extensions":{"code":"INTERNAL"}},{"message":"Cannot"#
                + #" return null for non-nullable field O.name.","locations":[{"line":1,"column":17}],"path":["n","n"#
                + #"ame"],"extensions":{"code":"INTERNAL"}},{"message":"no","locations":[{"line":1,"column":23}],"pa"#
                + #"th":["k"],"extensions":{"code":"INTERNAL"}}]"#),
        DriverCase(
            testDescription: "HALT: fields of a mutation", document: "mutation{n{id name} m}",
            members: #""root":{"m":{"__error":"no"},"n":{"id":1}},"onError":"HALT""#,
            answer: #""ok":true,"data":null,"errors":[{"message":"Cannot return null for non-nullable field O.name.",""#
                + #"locations":[{"line":1,"column":15}],"path":["n","name"],"extensions":{"code":"INTERNAL"}}]"#),
        DriverCase(
            testDescription: "HALT: nothing is wrong", document: "{o{id} a}",
            members: #""root":{"a":3},"onError":"HALT""#,
            answer: #""ok":true,"data":{"o":null,"a":3},"errors":[]"#),
        DriverCase(
            testDescription: "Another value", document: "{a}", members: #""root":{"a":1},"onError":"ABORT""#,
            answer:
                #""ok":false,"errors":[{"message":"\"onError\" must be one of \"NULL\", \"PROPAGATE\", or \"HALT\","#
                + #" but got: \"ABORT\".","locations":[],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "No value", document: "{a}", members: #""root":{"a":1},"onError":null"#,
            answer: #""ok":true,"data":{"a":1},"errors":[]"#),
    ]

    @Test("A document, values and the whole answer", arguments: cases)
    func answer(_ test: DriverCase) throws { try test.check("execute", on: Self.schema) }
}
