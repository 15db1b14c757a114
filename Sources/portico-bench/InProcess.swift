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

    /// Microseconds of the processor to answer the yardstick query, and how many more it takes to parse, validate and
    /// compile it, and to prepare statements if no plan has had its SQL.
    func planCacheMiss() throws -> (miss: Double, new: Double, hit: Double) {
        let environment = Environment.fixed(at: Timestamp(milliseconds: 1_800_000_000_000), seed: 1)
        let writer = try MutationWriter(database)
        defer { writer.stop() }
        let passwords = try PasswordDesk(database, writer: writer, environment)
        defer { passwords.stop() }
        var endpoint = try Endpoint(portal, database, writer: writer, passwords: passwords, environment)
        let account = YardstickData.accounts[0]
        let authorization = Array("Bearer \(account.token)".utf8)
        let ask = { (endpoint: inout Endpoint, queries: [String]) throws -> Double in
            let bodies = queries.map { Array(Yardstick.body($0, variables: #"{"first":20,"after":null}"#).utf8) }
            return try seconds {
                for body in bodies {
                    let outcome = body.withUnsafeBytes { body in
                        authorization.withUnsafeBytes { endpoint.answer(body, authorization: $0) { _, _, _ in } }
                    }
                    guard case .executed = outcome else { throw BenchmarkFailure("the yardstick was refused") }
                }
            } * 1e6 / Double(bodies.count)
        }
        // Each has a plan of its own for the same SQL.
        let groups = (0..<15).map { group in
            (0..<50).map { "\(Yardstick.query(scope: account.reach.scope)) #\(group).\($0)" }
        }
        _ = try ask(&endpoint, [Yardstick.query(scope: account.reach.scope)])
        let (first, hit) = try quietest(groups) { (try ask(&endpoint, $0), try ask(&endpoint, $0)) }
        // Each reads columns of its own.
        let others = (0..<4).map { group in
            (1..<32).map { number in
                let columns = Self.columns.indices.filter { (number << 2 | group) >> $0 & 1 == 1 }
                return Yardstick.query(
                    scope: account.reach.scope, more: columns.map { Self.columns[$0] }.joined(separator: " "))
            }
        }
        let (new, known) = try quietest(others) { (try ask(&endpoint, $0), try ask(&endpoint, $0)) }
        return (first - hit, new - known - (first - hit), hit)
    }

    /// Fields of a case beside those of the yardstick, each a column.
    private static let columns = [
        "version", "updatedAt", "caseNumber", "category", "summary", "resolvedAt", "closedAt",
    ]
}

/// What was measured of the group that was disturbed least.
private func quietest(
    _ groups: [[String]], _ measure: ([String]) throws -> (new: Double, known: Double)
) rethrows -> (new: Double, known: Double) {
    var best = (new: Double.infinity, known: Double.infinity)
    for group in groups {
        let figures = try measure(group)
        if figures.new + figures.known < best.new + best.known { best = figures }
    }
    return best
}

/// What the thread has used of the processor, so that whatever else runs does not count.
private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = processorSeconds()
    try work()
    return processorSeconds() - start
}

private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func fastest(of times: Int, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<times { best = min(best, try seconds(work)) }
    return best
}
