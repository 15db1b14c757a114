import GraphQL
import Testing

@testable import graphql_driver

/// Where other engines are exact, this one is, too: order, places and sentences.
@Suite("Responses of the driver — spec 6.2, 6.3, 6.4")
struct DriverResponseTests {
    private static let schema = """
        type Query { a: Int b: Int l: [O!] s(x: Int! = 3, y: [Int!], z: In): String d: Date f: Float }
        type O { t(k: Int! = 1): String n: Int }
        input In { red: Int e: E w: [ID!] }
        enum E { NORTH SOUTH }
        scalar Date
        """

    static let cases = [
        DriverCase(
            testDescription: "A field stands where its first occurrence does that counts",
            document: #"query($v:Boolean!){a @include(if:$v) b a __schema{queryType{name @include(if:$v) kind name}}}"#,
            members: #""root":{"a":1,"b":2},"variables":{"v":false}"#,
            answer: #""ok":true,"data":{"b":2,"a":1,"__schema":{"queryType":{"kind":"OBJECT","name":"Query"}}}"#
                + #","errors":[]"#),
        DriverCase(
            testDescription: "The same, the other way",
            document: #"query($v:Boolean!){a @include(if:$v) b a}"#,
            members: #""root":{"a":1,"b":2},"variables":{"v":true}"#,
            answer: #""ok":true,"data":{"a":1,"b":2},"errors":[]"#),
        DriverCase(
            testDescription: "What a schema adds to a condition's arguments does not take its place",
            document:
                #"query($v:Boolean!){a @include(not:true,if:$v) b @skip(not:true,if:false) c @skip(not:true,if:true)}"#,
            members: #""root":{"a":1,"b":2,"c":3},"variables":{"v":false}"#,
            schema: """
                directive @include(not: Boolean, if: Boolean!) on FIELD
                directive @skip(not: Boolean, if: Boolean!) on FIELD
                type Query { a: Int b: Int c: Int }
                """,
            answer: #""ok":true,"data":{"b":2},"errors":[]"#),
        DriverCase(
            testDescription: "An error points at the occurrences that count",
            document: #"query($v:Boolean!){a @skip(if:$v) a}"#,
            members: #""root":{"a":"x"},"variables":{"v":true}"#,
            answer: #""ok":true,"data":{"a":null},"errors":[{"message":"Int cannot represent non-integer value"#
                + #": \"x\"","locations":[{"line":1,"column":35}],"path":["a"],"extensions":{"code":"INTERNA"#
                + #"L"}}]"#),
        DriverCase(
            testDescription: "A null for an argument that must not be one is an error of each field",
            document: #"query($v:Int=1){l{t(k:$v) n}}"#,
            members: #""root":{"l":[{"t":{"__args":true},"n":1},{"t":"x","n":2}]},"variables":{"v":null}"#,
            answer: #""ok":true,"data":{"l":[{"t":null,"n":1},{"t":null,"n":2}]},"errors":[{"message":"Argumen"#
                + #"t \"k\" of non-null type \"Int!\" must not be null.","locations":[{"line":1,"column":23}"#
                + #"],"path":["l",0,"t"],"extensions":{"code":"BAD_USER_INPUT"}},{"message":"Argument \"k\" "#
                + #"of non-null type \"Int!\" must not be null.","locations":[{"line":1,"column":23}],"path""#
                + #":["l",1,"t"],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "A null in a list that must not have one is an error of the field",
            document: #"query($v:Int=1){s(y:[2,$v])}"#,
            members: #""root":{"s":{"__args":true}},"variables":{"v":null}"#,
            answer: #""ok":true,"data":{"s":null},"errors":[{"message":"Argument \"y\" has invalid value [2, $"#
                + #"v].","locations":[{"line":1,"column":21}],"path":["s"],"extensions":{"code":"BAD_USER_IN"#
                + #"PUT"}}]"#),
        DriverCase(
            testDescription: "Numbers without a fraction are integers where one is expected",
            document: #"query($v:Int! $w:[ID!]){s(x:$v z:{w:$w})}"#,
            members: #""root":{"s":{"__args":true}},"variables":{"v":3.0,"w":[4.0,1e3]}"#,
            answer: #""ok":true,"data":{"s":"{\"x\":3,\"z\":{\"w\":[\"4\",\"1000\"]}}"},"errors":[]"#),
        DriverCase(
            testDescription: "Numbers that no integer is",
            document: #"query($v:Int! $w:Int! $x:ID!){s(x:$v) k:s(x:$w z:{w:[$x]})}"#,
            members: #""root":{},"variables":{"v":3.5,"w":1e20,"x":0.5}"#,
            answer: #""ok":false,"errors":[{"message":"Variable \"$v\" got invalid value 3.5; Int cannot repre"#
                + #"sent non-integer value: 3.5","locations":[{"line":1,"column":7}],"extensions":{"code":"B"#
                + #"AD_USER_INPUT"}},{"message":"Variable \"$w\" got invalid value 100000000000000000000; In"#
                + #"t cannot represent non 32-bit signed integer value: 100000000000000000000","locations":["#
                + #"{"line":1,"column":15}],"extensions":{"code":"BAD_USER_INPUT"}},{"message":"Variable \"$"#
                + #"x\" got invalid value 0.5; ID cannot represent value: 0.5","locations":[{"line":1,"colum"#
                + #"n":23}],"extensions":{"code":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "Mistyped names of fields and enum values get suggestions",
            document: #"query($z:In){s(z:$z)}"#,
            members: #""root":{},"variables":{"z":{"rad":1,"e":"NORT"}}"#,
            answer: #""ok":false,"errors":[{"message":"Variable \"$z\" got invalid value \"NORT\" at \"z.e\"; "#
                + #"Value \"NORT\" does not exist in \"E\" enum. Did you mean the enum value \"NORTH\"?","lo"#
                + #"cations":[{"line":1,"column":7}],"extensions":{"code":"BAD_USER_INPUT"}},{"message":"Var"#
                + #"iable \"$z\" got invalid value { rad: 1, e: \"NORT\" }; Field \"rad\" is not defined by "#
                + #"type \"In\". Did you mean \"red\"?","locations":[{"line":1,"column":7}],"extensions":{"c"#
                + #"ode":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "And so does what is no name of a value",
            document: #"query($e:E){s(z:{e:$e})}"#,
            members: #""root":{},"variables":{"e":5}"#,
            answer: #""ok":false,"errors":[{"message":"Variable \"$e\" got invalid value 5; Enum \"E\" cannot "#
                + #"represent non-string value: 5.","locations":[{"line":1,"column":7}],"extensions":{"code""#
                + #":"BAD_USER_INPUT"}}]"#),
        DriverCase(
            testDescription: "A custom scalar is given out as it is, its members in their order",
            document: #"{d f}"#,
            members: #""root":{"d":{"z":1,"a":[{"y":null,"b":2.0}]},"f":1e-07}"#,
            answer: #""ok":true,"data":{"d":{"z":1,"a":[{"y":null,"b":2}]},"f":1e-7},"errors":[]"#),
        DriverCase(
            testDescription: "A text is the number that it is in ECMAScript",
            document: "{i f}",
            members:
                #""root":{"i":[" 7","0b11","0o7","0XfF","\t\n","+7","7.","\u00a0-1\ufeff"],"f":[".5","1e3","-0"]}"#,
            schema: "type Query { i: [Int] f: [Float] }",
            answer: #""ok":true,"data":{"i":[7,3,7,255,0,7,7,-1],"f":[0.5,1000,0]},"errors":[]"#),
        DriverCase(
            testDescription: "A text with more digits than a number has is rounded once",
            document: "{f}",
            members:
                #""root":{"f":["0x20000000000001","0x20000000000003","0x200000000000010000000000","#
                + #""0x200000000000010000000001","0o10000000000000000020000000000000","#
                + #""0o10000000000000000020000000000001","0x0000000000000000000001"]}"#,
            schema: "type Query { f: [Float] }",
            answer: #""ok":true,"data":{"f":[9007199254740992,9007199254740996,9.903520314283042e+27,"#
                + #"9.903520314283044e+27,9.903520314283042e+27,9.903520314283044e+27,1]},"errors":[]"#),
        DriverCase(
            testDescription: "A number that is not finite",
            document: "{f s b}",
            members: #""root":{"f":-1e400,"s":1e400,"b":1e400}"#,
            schema: "type Query { f: Float s: String b: Boolean }",
            answer: #""ok":true,"data":{"f":null,"s":null,"b":null},"errors":[{"message":"Float cannot represent"#
                + #" non numeric value: -Infinity","locations":[{"line":1,"column":2}],"path":["f"],"extensions":"#
                + #"{"code":"INTERNAL"}},{"message":"String cannot represent value: Infinity","locations":[{"line""#
                + #":1,"column":4}],"path":["s"],"extensions":{"code":"INTERNAL"}},{"message":"Boolean cannot rep"#
                + #"resent a non boolean value: Infinity","locations":[{"line":1,"column":6}],"path":["b"],"exten"#
                + #"sions":{"code":"INTERNAL"}}]"#),
    ]

    @Test(
        "A text that is no number in ECMAScript is none",
        arguments: ["0x1p3", "", "0x", "-0x1", "0o8", "0b2", "1_0", "1 2", "nan", "inf", "Infinity", "1e400", "é"])
    func noNumber(_ text: String) throws {
        let test = DriverCase(
            testDescription: text, document: "{f}", members: #""root":{"f":"\#(text)"}"#,
            answer: #""ok":true,"data":{"f":null},"errors":[{"message":"Float cannot represent non numeric value: "#
                + #"\"\#(text)\"","locations":[{"line":1,"column":2}],"path":["f"],"extensions":{"code":"INTERNAL"}}]"#)
        try test.check("execute", on: Self.schema)
    }

    @Test("A document, values and the whole answer", arguments: cases)
    func answer(_ test: DriverCase) throws { try test.check("execute", on: Self.schema) }
}
