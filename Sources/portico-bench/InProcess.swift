import API
import CAssets
import Glibc
import GraphQL
import Portal
import Storage

/// The endpoint without a network around it.
struct InProcess {
    private let schema: [UInt8]
    private let portal: BoundSchema
    private let database: Database

    init(_ path: String) throws {
        schema = Array(UnsafeBufferPointer(start: asset_schema.bytes, count: asset_schema.count))
        portal = try BoundSchema(sdl: schema)
        database = Database(path: path)
    }

    func parsedMegabytesPerSecond() throws -> Double {
        let repetitions = 50
        let seconds = try fastest(of: 3) {
            for _ in 0..<repetitions { _ = try Document.parse(schema, limits: .typeSystem) }
        }
        return Double(schema.count * repetitions) / seconds / 1e6
    }

    /// Microseconds to parse, validate, compile and prepare the yardstick query, and to answer it once that is done.
    func planCacheMiss() throws -> (miss: Double, hit: Double) {
        let environment = Environment.fixed(at: Timestamp(milliseconds: 1_800_000_000_000), seed: 1)
        let writer = try MutationWriter(database)
        defer { writer.stop() }
        var endpoint = try Endpoint(portal, database, writer: writer, environment)
        let account = YardstickData.accounts[0]
        let authorization = Array("Bearer \(account.token)".utf8)
        let query = Yardstick.query(scope: account.scope)
        let bodies = (0..<500).map { number in
            Array(Yardstick.body("\(query) #\(number)", variables: #"{"first":20,"after":null}"#).utf8)
        }
        // The first pass makes the plans, the others find them.
        var passes: [Double] = []
        for _ in 0..<4 {
            passes.append(
                try seconds {
                    for body in bodies {
                        let outcome = body.withUnsafeBytes { body in
                            authorization.withUnsafeBytes { endpoint.answer(body, authorization: $0) { _, _ in } }
                        }
                        guard case .executed = outcome else { throw BenchmarkFailure("the yardstick was refused") }
                    }
                } * 1e6 / Double(bodies.count))
        }
        let hit = passes.dropFirst().min() ?? 0
        return (passes[0] - hit, hit)
    }
}

private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = monotonicSeconds()
    try work()
    return monotonicSeconds() - start
}

private func fastest(of times: Int, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<times { best = min(best, try seconds(work)) }
    return best
}
