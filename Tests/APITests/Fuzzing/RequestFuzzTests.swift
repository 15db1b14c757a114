import Foundation
import GraphQL
import Portal
import TestSupport
import Testing

@testable import API

@Suite("Requests that dice choose")
struct RequestFuzzTests {
    static let callers = [
        Viewer.anonymous, TestPortal.user, TestPortal.supervisor, TestPortal.integration, TestPortal.agent,
        TestPortal.admin,
    ]

    @Test("Whoever asks, whatever: the answer is JSON with data or errors, and nothing failed on our side")
    func requests() throws {
        let schema = try Declared.schema()
        // The sample's records have numbers that nobody gave out.
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        var outcomes = (executed: 0, refused: 0)
        Fuzzing.run("requests", rounds: 100) {
            RandomRequest.body(over: schema, &$0)
        } check: { body in
            let text = String(decoding: body, as: UTF8.self)
            for caller in Self.callers {
                // The administrator is told how each query is answered as well.
                let isExplained = caller.role == .admin && text.hasPrefix(#"{"query":"query"#)
                let answer = portal.send(
                    isExplained ? #"{"extensions":{"explain":true},\#(text.dropFirst())"# : text, as: caller
                ).answer
                let json = try? JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
                #expect(json?["data"] != nil || json?["errors"] != nil, "\(caller.role): \(text) → \(answer)")
                if json?["data"] == nil { outcomes.refused += 1 } else { outcomes.executed += 1 }
            }
            #expect(portal.failures.all == [], "\(text)")
        }
        #expect(outcomes.executed > 100 && outcomes.refused > 50, "\(outcomes)")
    }

    @Test("Whoever subscribes to whatever: each event is JSON with data or errors, and nothing failed on our side")
    func subscriptions() throws {
        let schema = try Declared.schema()
        let portal = try ServedPortal(Records.all)
        var (events, refused) = (0, 0)
        Fuzzing.run("subscriptions", rounds: 200) {
            RandomRequest.body(over: schema, &$0, kind: .subscription)
        } check: { body in
            let text = String(decoding: body, as: UTF8.self)
            for caller in Self.callers {
                guard case .opened(let stream) = portal.request(text: text, as: caller, lastEventID: "0").opening else {
                    refused += 1
                    continue
                }
                for event in portal.pull(stream).told {
                    let json = try? JSONSerialization.jsonObject(with: Data(event.response.utf8)) as? [String: Any]
                    #expect(json?["data"] != nil || json?["errors"] != nil, "\(caller.role): \(text) → \(event)")
                    events += 1
                }
            }
            #expect(portal.failures.all == [], "\(text)")
        }
        #expect(events > 100 && refused > 50, "\(events), \(refused)")
    }
}
