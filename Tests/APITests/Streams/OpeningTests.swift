import Execution
import Portal
import Testing

@testable import API

@Suite("Opening a stream")
struct OpeningTests {
    private static let ids = (1...101).map { "\"\(GlobalID.encode("Case", Int64($0)))\"" }.joined(separator: ",")

    struct Refused {
        let field: String
        var viewer = TestPortal.user
        var lastEventID: String?
        let code: String
        let message: String
    }

    static let refusals = [
        Refused(
            field: #"recordChanged(types:["Case","Contact"]){sequence}"#, code: "BAD_USER_INPUT",
            message:
                #"Argument \"types\" may name \"OpportunityRegistration\", \"Lead\", \"Opportunity\", \"Case\" only."#
        ),
        Refused(
            field: "recordChanged(types:[]){sequence}", code: "BAD_USER_INPUT",
            message: #"Argument \"types\" must name a type."#),
        Refused(
            field: "recordChanged(ids:[\(ids)]){sequence}", code: "BAD_USER_INPUT",
            message: #"Argument \"ids\" lists 101 ids; at most 100 can be watched."#),
        Refused(
            field: "recordChanged(ids:[]){sequence}", code: "BAD_USER_INPUT",
            message: #"Argument \"ids\" must name a record."#),
        Refused(
            field: "recordChanged(after:-1){sequence}", code: "BAD_USER_INPUT",
            message: #"Argument \"after\" must not be negative."#),
        Refused(
            field: "recordChanged(after:13){sequence}", code: "CURSOR_INVALID",
            message: "No event has the number 13 yet: begin without one."),
        Refused(
            field: "leadInboxChanged{sequence}", lastEventID: "9223372036854775807", code: "CURSOR_INVALID",
            message: "No event has the number 9223372036854775807 yet: begin without one."),
        Refused(
            field: "leadInboxChanged{sequence}", lastEventID: "9223372036854775808", code: "BAD_USER_INPUT",
            message: "The header Last-Event-ID must be the id of an event."),
        Refused(
            field: "leadInboxChanged{sequence}", lastEventID: "-1", code: "BAD_USER_INPUT",
            message: "The header Last-Event-ID must be the id of an event."),
        Refused(
            field: "leadInboxChanged{sequence}", lastEventID: "abc", code: "BAD_USER_INPUT",
            message: "The header Last-Event-ID must be the id of an event."),
        // Missing, out of reach, of another type, and no id at all: the same.
        Refused(
            field: #"commentAdded(subjectId:"\#(GlobalID.encode("Case", 9999))"){body}"#, code: "BAD_USER_INPUT",
            message: #"Argument \"subjectId\" names no record that you can see."#),
        Refused(
            field: #"commentAdded(subjectId:"\#(GlobalID.encode("Case", 402))"){body}"#, code: "BAD_USER_INPUT",
            message: #"Argument \"subjectId\" names no record that you can see."#),
        Refused(
            field: #"commentAdded(subjectId:"\#(GlobalID.encode("Lead", 401))"){body}"#, code: "BAD_USER_INPUT",
            message: #"Argument \"subjectId\" names no record that you can see."#),
        Refused(
            field: #"commentAdded(subjectId:"x"){body}"#, code: "BAD_USER_INPUT",
            message: #"Argument \"subjectId\" names no record that you can see."#),
        Refused(
            field: "leadInboxChanged{sequence}", viewer: TestPortal.integration, code: "FORBIDDEN_SCOPE",
            message: "Your account lacks the scope leads:read."),
        Refused(
            field: "leadInboxChanged{sequence}", viewer: .anonymous, code: "UNAUTHENTICATED",
            message: "Sign in first: send a token."),
        Refused(
            field: #"recordChanged{node{...on Case{activity(after:"x"){totalCount}}}}"#, code: "CURSOR_INVALID",
            message: #"Argument \"after\" is not a cursor of this list in this order."#),
        Refused(
            field: "recordChanged{sequence} leadInboxChanged{sequence}", code: "GRAPHQL_VALIDATION_FAILED",
            message: "Anonymous Subscription must select only one top level field."),
    ]

    @Test("What cannot be told is refused, and nothing is opened")
    func refused() throws {
        let portal = try ServedPortal(Records.all)
        for refused in Self.refusals { try check(refused, in: portal) }
    }

    private func check(_ refused: Refused, in portal: ServedPortal) throws {
        let (opening, response) = portal.request(
            "subscription{\(refused.field)}", as: refused.viewer, lastEventID: refused.lastEventID)
        guard case .refused(.refused) = opening else {
            Issue.record("\(refused.field): \(opening)")
            return
        }
        #expect(response.hasPrefix(#"{"errors":[{"message":"\#(refused.message)""#), "\(response)")
        #expect(response.contains(#""code":"\#(refused.code)""#), "\(response)")
    }

    @Test("A wrong token is no caller, and a query is no subscription")
    func others() throws {
        let portal = try ServedPortal(Records.all)
        try portal.change("UPDATE access_token SET revoked_at = 1")
        guard case .refused(.unauthenticated) = portal.request("subscription{x}", as: TestPortal.user).opening else {
            Issue.record("was opened")
            return
        }
        guard case .refused(.refused) = portal.request("{__typename}", as: .anonymous).opening else {
            Issue.record("was opened")
            return
        }
    }

    @Test("A viewer has twenty streams on one loop at most; one that is let go of makes room for another")
    func perViewer() throws {
        let portal = try ServedPortal(Records.all)
        var streams = try (1...20).map { _ in try portal.open(Events.recordChanged, as: TestPortal.user) }
        #expect(throws: ServedPortal.Unopened.self) { try portal.open(Events.recordChanged, as: TestPortal.user) }
        _ = try portal.open(Events.recordChanged, as: TestPortal.other)
        streams.removeLast()
        streams.append(try portal.open(Events.recordChanged, as: TestPortal.user))
        let (_, response) = portal.request("subscription{\(Events.recordChanged)}", as: TestPortal.user)
        #expect(
            response == """
                {"errors":[{"message":"Too many streams are open: close one first.",\
                "extensions":{"code":"TOO_MANY_STREAMS"}}]}
                """)
        #expect(streams.count == 20)
    }

    @Test("An event costs what a query would, and too dear a one is refused before it is waited for")
    func cost() throws {
        let portal = try ServedPortal(Records.all)
        let lists = "a:activity(first:100){nodes{__typename}} "
        let many = (0..<99).map { "n\($0):node{...on Case{comments(first:100){nodes{id}}}}" }.joined(separator: " ")
        _ = try portal.open("recordChanged{node{...on Case{\(lists)}}}", as: TestPortal.user)
        let (opening, response) = portal.request("subscription{recordChanged{\(many)}}", as: TestPortal.user)
        guard case .refused(.refused) = opening else {
            Issue.record("\(opening)")
            return
        }
        #expect(response.contains(#""code":"QUERY_TOO_COSTLY""#), "\(response.prefix(400))")
    }
}
