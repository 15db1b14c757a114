import GraphQL
import SQLite
import Testing

@testable import Execution

@Suite("Subscriptions — spec 6.2.3")
struct SubscriptionTests {
    private static let printed =
        "subscription ($since: Int = 1950, $by: ID) { printed: bookPrinted(since: $since, by: $by) { title mustHave author { name } } }"

    /// The root field and its arguments as the source of events sees them.
    private func source(
        _ query: String, _ variables: [InputValue?] = []
    ) throws -> (field: String, arguments: [InputObjectField]) {
        try Library().plan(query).createSourceEventStream(VariableValues(variables)) { ($0, $1) }
    }

    @Test("The source of events is asked with the root field and the arguments that have a value")
    func arguments() throws {
        let given = try source(Self.printed, [.int(1960), nil])
        #expect(given.field == "bookPrinted")
        #expect(given.arguments == [InputObjectField("since", .int(1960))])
        let standard = try source("subscription { ...F } fragment F on Subscription { bookPrinted(by: null) { id } }")
        #expect(standard.arguments == [InputObjectField("since", .int(1900)), InputObjectField("by", .null)])
    }

    @Test("An argument that may not be null, and what the source refuses, say where they stand")
    func refused() throws {
        let argument = #expect(throws: FieldRefusal.self) { _ = try source(Self.printed, [.null, nil]) }
        #expect(
            argument
                == FieldRefusal(
                    code: "BAD_USER_INPUT", message: "Argument \"since\" of non-null type \"Int!\" must not be null."
                ).at(SourceLocation(line: 1, column: 74)))
        let plan = try Library().plan(Self.printed)
        let refusal = FieldRefusal(code: "OVERLOADED", message: "Too many are waiting.")
        let overloaded = #expect(throws: FieldRefusal.self) {
            try plan.createSourceEventStream(VariableValues([nil, nil])) { (_, _) throws(FieldRefusal) in throw refusal
            }
        }
        #expect(overloaded == refusal.at(SourceLocation(line: 1, column: 46)))
    }

    @Test("A query has no events, and a field that is closed to the role none for it")
    func closed() throws {
        let query = #expect(throws: FieldRefusal.self) { _ = try source("{ authors { id } }") }
        #expect(query == FieldRefusal(code: "BAD_USER_INPUT", message: "The operation is no subscription."))
        let lost = "subscription { bookLost { id } }"
        let denied = #expect(throws: FieldRefusal.self) { _ = try Library().plan(lost) }
        #expect(
            denied
                == FieldRefusal.forbidden(.member(of: "Subscription", "bookLost"), to: "READER")
                .at(SourceLocation(line: 1, column: 16)))
        #expect(try Library().plan(lost, as: "KEEPER").operation == .subscription)
    }

    static let events: [(book: Int64, onError: ErrorBehavior, answer: String)] = [
        (1, .propagate, #"{"data":{"printed":{"title":"Alpha \"one\"","mustHave":"a","author":{"name":"Ada"}}}}"#),
        (
            3, .propagate,
            #"{"data":{"printed":null},"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","#
                + #""locations":[{"line":1,"column":99}],"path":["printed","mustHave"],"extensions":{"code":"INTERNAL"}}]}"#
        ),
        (
            3, .null,
            #"{"data":{"printed":{"title":"Gamma","mustHave":null,"author":{"name":"Bo"}}},"errors":[{"message":"Cannot "#
                + #"return null for non-nullable field Book.mustHave.","locations":[{"line":1,"column":99}],"path":["#
                + #""printed","mustHave"],"extensions":{"code":"INTERNAL"}}]}"#
        ),
        (
            3, .halt,
            #"{"data":null,"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","#
                + #""locations":[{"line":1,"column":99}],"path":["printed","mustHave"],"extensions":{"code":"INTERNAL"}}]}"#
        ),
        // Hidden from readers: for them there is no such book.
        (4, .propagate, #"{"data":{"printed":null}}"#),
        (2, .propagate, #"{"data":{"printed":{"title":"Beta","mustHave":"b","author":{"name":"Ada"}}}}"#),
    ]

    @Test("Each event has a response of its own, and what ran before leaves nothing behind")
    func responses() throws {
        let library = try Library()
        let prepared = PreparedPlan(try library.plan(Self.printed))
        var executor = Executor()
        for event in Self.events {
            executor.output.truncate(to: 0)
            executor.output.raw("{\"data\":")
            executor.mapSourceToResponseEvent(
                [.integer(event.book)], prepared, VariableValues([nil, nil]),
                RequestContext(actor: 1, partner: 1, rights: 0, now: 0), on: library.connection, onError: event.onError)
            executor.finish(prepared.plan, requestID: "r1", estimated: 0)
            let answer = executor.output.text
            #expect(Library.withoutExtensions(answer) == event.answer)
        }
    }

    @Test("An event whose row is gone has no data, and an error that says so")
    func gone() throws {
        let library = try Library()
        let sources = Sources(
            objects: library.sources.objects.merging([
                "Subscription": ObjectSource(
                    rows: RowSource(
                        table: "book", key: .init { "\($0).id" },
                        visibility: .init { "\($0).id = ?\(Conditions.firstParameter) AND \($0).hidden = 0" }),
                    fields: ["bookPrinted": .one(type: "Book", key: .init { "\($0).id" })])
            ]) { $1 }, abstracts: library.sources.abstracts, in: library.schema)
        let prepared = PreparedPlan(
            try library.plan("subscription { bookPrinted { title } }", from: sources))
        var executor = Executor()
        let answers = [Int64(2), 4, 9].map { book in
            executor.output.truncate(to: 0)
            executor.output.raw("{\"data\":")
            executor.mapSourceToResponseEvent(
                [.integer(book)], prepared, .none, RequestContext(actor: 1, partner: 1, rights: 0, now: 0),
                on: library.connection)
            executor.finish(prepared.plan, requestID: "r1", estimated: 0)
            return Library.withoutExtensions(executor.output.text)
        }
        let gone =
            #"{"data":null,"errors":[{"message":"What the event tells of is not there any more.","extensions":{"code":"EVENT_GONE"}}]}"#
        #expect(answers == [#"{"data":{"bookPrinted":{"title":"Beta"}}}"#, gone, gone])
    }
}
