import Foundation
import Portal
import TestSupport
import Testing

@testable import API

@Suite("Bodies that dice choose")
struct BodyFuzzTests {
    private static let request = #"{"query":"query($a:Boolean=true){__typename@skip(if:$a)}","variables":{"a":false}}"#
    private static let pieces = [
        "[", "]", "{", "}", "\"", ",", ":", "\\", "[]", "7", "null", request, "é", "\t",
    ]

    @Test(
        "A body that is a list is answered with a list of at most as many answers as requests are allowed, or refused")
    func lists() throws {
        let portal = try ServedPortal(batchLimit: 4)
        var counts = (lists: 0, refused: 0)
        Fuzzing.run("lists", rounds: 2000) { dice in
            dice.broken(Array("[\(Self.request), \(Self.request)]".utf8), inserting: Self.pieces)
        } check: { body in
            let text = String(decoding: body, as: UTF8.self)
            let answer = Data(portal.respond(to: text, as: .anonymous).response.utf8)
            switch try? JSONSerialization.jsonObject(with: answer) {
            case let answers as [[String: Any]]:
                counts.lists += 1
                #expect((1...4).contains(answers.count), "\(text)")
                #expect(answers.allSatisfy { $0["data"] != nil || $0["errors"] != nil }, "\(text)")
            case let refusal as [String: Any]:
                counts.refused += 1
                #expect(refusal["data"] != nil || refusal["errors"] != nil, "\(text)")
            default: Issue.record("\(text)")
            }
        }
        #expect(portal.failures.all == [])
        #expect(counts.lists > 100 && counts.refused > 100, "\(counts)")
    }

    @Test("Whatever the parameters hold, they become a JSON object that has no other members, or are refused")
    func parameters() {
        var counts = (taken: 0, refused: 0)
        Fuzzing.run("parameters", rounds: 2000) { dice in
            let value =
                #"{"a":"A text in which a mistake here or there does no harm to what follows.","b":[1,{"c":null}]}"#
            return dice.broken(Array(value.utf8), inserting: Self.pieces)
        } check: { value in
            do throws(MalformedRequest) {
                let body = try RequestParameters.body { name in
                    "\(name)" == "operationName" ? [] : "\(name)" == "onError" ? [Array("NULL".utf8)] : [value]
                }
                let members = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
                #expect(
                    members.map { Set($0.keys) } == ["query", "documentId", "variables", "extensions", "onError"],
                    "\(String(decoding: body, as: UTF8.self))")
                #expect(members?["query"] as? String == String(decoding: value, as: UTF8.self))
                counts.taken += 1
            } catch { counts.refused += 1 }
        }
        #expect(counts.taken > 100 && counts.refused > 100, "\(counts)")
    }
}
