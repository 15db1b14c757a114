import Foundation
import GraphQL
import Portal
import TestSupport
import Testing

@testable import API

@Suite("The cost of requests that dice choose")
struct CostFuzzTests {
    private struct Response: Decodable {
        struct Extensions: Decodable { let cost: Cost? }
        struct Cost: Decodable {
            let estimated: Int64
            let actual: Int64
            let limit: Int64
        }
        let data: [String: Ignored]?
        let extensions: Extensions
    }

    private struct Ignored: Decodable { init(from _: any Decoder) {} }

    @Test("Whoever asks, whatever: an answer never costs more than was estimated, nor that more than the limit")
    func bounds() throws {
        let schema = try Declared.schema()
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        var costs = (count: 0, actual: Int64(0))
        try Fuzzing.run("costs", rounds: 150) {
            RandomRequest.body(over: schema, &$0)
        } check: { body in
            let text = String(decoding: body, as: UTF8.self)
            for caller in RequestFuzzTests.callers {
                let answer = portal.respond(to: text, as: caller).response
                let response = try JSONDecoder().decode(Response.self, from: Data(answer.utf8))
                guard let cost = response.extensions.cost else {
                    #expect(response.data == nil, "\(caller.role): \(text) → \(answer)")
                    continue
                }
                #expect(cost.actual <= cost.estimated && cost.estimated <= cost.limit, "\(caller.role): \(text)")
                costs.count += 1
                costs.actual += cost.actual
            }
        }
        #expect(costs.count > 150 && costs.actual > 1000, "\(costs)")
    }
}
