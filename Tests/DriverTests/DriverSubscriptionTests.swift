import GraphQL
import Testing

@testable import graphql_driver

/// Events are root values, each of which has a whole response.
@Suite("Subscribing with the driver — spec 6.2.3")
struct DriverSubscriptionTests {
    private static let schema = """
        type Query { a: Int }
        type Subscription { n(from: Int! = 0): Int! o: O s(x: Int = 2, y: E): String u: [U!] }
        type O implements Node { id: ID! o: O! }
        interface Node { id: ID! }
        type P { p: Int }
        union U = O | P
        enum E { NORTH }
        """

    static let cases = [
        DriverCase(
            testDescription: "A response for each event, in their order", document: "subscription{k:n}",
            members: #""events":[{"n":1},{"n":2},{"n":1}]"#,
            answer: #""ok":true,"responses":[{"data":{"k":1},"errors":[]},{"data":{"k":2},"errors":[]},{"data":{"k":1}"#
                + #","errors":[]}]"#),
        DriverCase(
            testDescription: "No event, no response", document: "subscription{n}", members: #""events":[]"#,
            answer: #""ok":true,"responses":[]"#),
        DriverCase(
            testDescription: "An error is one event's own", document: "subscription{n}",
            members: #""events":[{"n":{"__error":"boom"}},{"n":2},{},{"n":"x"},null,7]"#,
            answer: #""ok":true,"responses":[{"data":null,"errors":[{"message":"boom","locations":[{"line":1,"column":"#
                + #"14}],"path":["n"],"extensions":{"code":"INTERNAL"}}]},{"data":{"n":2},"errors":[]},{"data":null,"#
                + #""errors":[{"message":"Cannot return null for non-nullable field Subscription.n.","locations":[{""#
                + #"line":1,"column":14}],"path":["n"],"extensions":{"code":"INTERNAL"}}]},{"data":null,"errors":[{""#
                + #"message":"Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":14}],"p"#
                + #"ath":["n"],"extensions":{"code":"INTERNAL"}}]},{"data":null,"errors":[{"message":"Cannot return "#
                + #"null for non-nullable field Subscription.n.","locations":[{"line":1,"column":14}],"path":["n"],""#
                + #"extensions":{"code":"INTERNAL"}}]},{"data":null,"errors":[{"message":"Cannot return null for non"#
                + #"-nullable field Subscription.n.","locations":[{"line":1,"column":14}],"path":["n"],"extensions":"#
                + #"{"code":"INTERNAL"}}]}]"#),
        DriverCase(
            testDescription: "NULL: an error of an event", document: "subscription{o{id o{id}}}",
            members: #""onError":"NULL","events":[{"o":{"id":1}},{"o":{"o":{"id":2}}}]"#,
            answer: #""ok":true,"responses":[{"data":{"o":{"id":"1","o":null}},"errors":[{"message":"Cannot return nul"#
                + #"l for non-nullable field O.o.","locations":[{"line":1,"column":19}],"path":["o","o"],"extensions"#
                + #"":{"code":"INTERNAL"}}]},{"data":{"o":{"id":null,"o":{"id":"2"}}},"errors":[{"message":"Cannot r"#
                + #"eturn null for non-nullable field O.id.","locations":[{"line":1,"column":16}],"path":["o","id"],"#
                + #""extensions":{"code":"INTERNAL"}}]}]"#),
        DriverCase(
            testDescription: "HALT: an error of an event ends its response and not the subscription",
            document: "subscription{o{id o{id}}}", members: #""onError":"HALT","events":[{"o":{"id":1}},{"o":null}]"#,
            answer: #""ok":true,"responses":[{"data":null,"errors":[{"message":"Cannot return null for non-nullable fi"#
                + #"eld O.o.","locations":[{"line":1,"column":19}],"path":["o","o"],"extensions":{"code":"INTERNAL"}"#
                + #"}]},{"data":{"o":null},"errors":[]}]"#),
        DriverCase(
            testDescription: "Lists and abstract types in events",
            document: "subscription S{...F} fragment F on Subscription{u{__typename ...on P{p} ...on Node{id}}}",
            members:
                #""operationName":"S","events":[{"u":[{"__typename":"P","p":1},{"__typename":"O","id":"a"}]},{"u":[{}]}]"#,
            answer: #""ok":true,"responses":[{"data":{"u":[{"__typename":"P","p":1},{"__typename":"O","id":"a"}]},"err"#
                + #"ors":[]},{"data":{"u":null},"errors":[{"message":"Abstract type \"U\" must resolve to an Object "#
                + #"type at runtime for field \"Subscription.u\". Either the \"U\" type should provide a \"resolveTy"#
                + #"pe\" function or each possible type should provide an \"isTypeOf\" function.","locations":[{"lin"#
                + #"e":1,"column":49}],"path":["u",0],"extensions":{"code":"INTERNAL"}}]}]"#),
        DriverCase(
            testDescription: "Arguments are there for each event", document: "subscription($y:E){s(y:$y)}",
            members: #""variables":{"y":"NORTH"},"events":[{"s":{"__args":true}},{"s":"t"},{"s":{"__args":true}}]"#,
            answer: #""ok":true,"responses":[{"data":{"s":"{\"x\":2,\"y\":\"NORTH\"}"},"errors":[]},{"data":{"s":"t"},"#
                + #""errors":[]},{"data":{"s":"{\"x\":2,\"y\":\"NORTH\"}"},"errors":[]}]"#),
        DriverCase(
            testDescription: "A null for an argument that may not be one",
            document: "subscription($f:Int=1){n(from:$f)}",
            members: #""variables":{"f":null},"events":[{"n":1}]"#,
            answer: #""ok":false,"errors":[{"message":"Argument \"from\" of non-null type \"Int!\" must not be null.","#
                + #""locations":[{"line":1,"column":31}],"path":["n"],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "Variables that are wrong", document: "subscription($f:Int!){n(from:$f)}",
            members: #""variables":{"f":"x"},"events":[{"n":1}]"#,
            answer: #""ok":false,"errors":[{"message":"Variable \"$f\" got invalid value \"x\"; Int cannot represent n"#
                + #"on-integer value: \"x\"","locations":[{"line":1,"column":14}],"extensions":{"code":"BAD_USER_INP"#
                + #"UT"}}]"#),
        DriverCase(
            testDescription: "The source fails", document: "subscription {\n  k: n\n}",
            members: #""events":{"__error":"no source"}"#,
            answer: #""ok":false,"errors":[{"message":"no source","locations":[{"line":2,"column":3}],"path":["k"],"ex"#
                + #"tensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "The source gives a text", document: "subscription{n}", members: #""events":"test""#,
            answer: #""ok":false,"errors":[{"message":"Subscription field must return Async Iterable. Received: \"test"#
                + #"\".","locations":[{"line":1,"column":14}],"path":["n"],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "The source gives an object", document: "subscription{n}", members: #""events":{"n":[1]}"#,
            answer: #""ok":false,"errors":[{"message":"Subscription field must return Async Iterable. Received: { n: ["#
                + #"1] }.","locations":[{"line":1,"column":14}],"path":["n"],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "The source gives null", document: "subscription{n}", members: #""events":null"#,
            answer: #""ok":false,"errors":[{"message":"Subscription field must return Async Iterable. Received: null.""#
                + #","locations":[{"line":1,"column":14}],"path":["n"],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "There is no source", document: "subscription{n}", members: #""root":{"n":1}"#,
            answer: #""ok":false,"errors":[{"message":"Subscription field must return Async Iterable. Received: undefi"#
                + #"ned.","locations":[{"line":1,"column":14}],"path":["n"],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "Two root fields", document: "subscription{n o{id}}", members: #""events":[{"n":1}]"#,
            answer: #""ok":false,"errors":[{"message":"Anonymous Subscription must select only one top level field.",""#
                + #"locations":[{"line":1,"column":16}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]"#),
        DriverCase(
            testDescription: "A query", document: "{a}", members: #""events":[{"a":1}]"#,
            answer: #""ok":false,"errors":[{"message":"The operation is no subscription.","locations":[],"extensions":"#
                + #"{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "Another operation than there is", document: "subscription S{n}",
            members: #""operationName":"T","events":[]"#,
            answer: #""ok":false,"errors":[{"message":"Unknown operation named \"T\".","locations":[],"extensions":{"c"#
                + #"ode":"OPERATION_NOT_FOUND"}}]"#),
        DriverCase(
            testDescription: "A subscription is not executed: it has a response for each event and not one",
            operation: "execute", document: "subscription{n}", members: #""root":{"n":4},"events":[{"n":1}]"#,
            answer: #""ok":false,"errors":[{"message":"The operation is a subscription: use \"subscribe\".","loca"#
                + #"tions":[],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "A schema without subscriptions", document: "subscription{n}", members: #""events":[]"#,
            schema: "type Query { n: Int }",
            answer: #""ok":false,"errors":[{"message":"The subscription operation is not supported by the schema.","lo"#
                + #"cations":[{"line":1,"column":1}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]"#),
    ]

    @Test("A document, events and the whole answer", arguments: cases)
    func answer(_ test: DriverCase) throws { try test.check("subscribe", on: Self.schema) }
}
